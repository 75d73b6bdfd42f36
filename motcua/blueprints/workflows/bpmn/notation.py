"""The words of the notation: names of elements, and which element stands for which act."""

from motcua.blueprints.workflows.steps import Act

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
DRAWING = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
#: What BPMN has no word for stands in our own: shares, grounds, choices, children, units and roles.
OURS = "urn:motcua:process:1"
#: The expressions of our conditions: {"on": choice, "when": tree as in the catalogue}, each where there is one.
LANGUAGE = "urn:motcua:expression:1"
PREFIXES = {"bpmn": MODEL, "bpmndi": DIAGRAM, "dc": DRAWING, "di": LINES, "xsi": INSTANCE, "mc": OURS}

ELEMENT_OF: dict[Act, str] = {
    Act.ACCEPT: "userTask",
    Act.WORK: "userTask",
    Act.CONSULT: "userTask",
    Act.DECIDE: "userTask",
    Act.PUBLISH: "userTask",
    Act.DELIVER: "userTask",
    Act.POST_PUBLICLY: "sendTask",
    Act.CONFIRM_DRAFT: "receiveTask",
    Act.PAY: "receiveTask",
    Act.AUTOMATIC: "serviceTask",
    Act.OPEN_CHILD: "callActivity",
}
#: What a task means that another program drew, until somebody says more of it.
ACT_OF: dict[str, Act] = {
    "task": Act.WORK,
    "manualTask": Act.WORK,
    "userTask": Act.WORK,
    "sendTask": Act.POST_PUBLICLY,
    "receiveTask": Act.CONFIRM_DRAFT,
    "serviceTask": Act.AUTOMATIC,
    "callActivity": Act.OPEN_CHILD,
}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway"})
NUMBERS = frozenset({"share_pct", "max_days"})
TRUTHS = frozenset({"optional"})


def bpmn(name: str) -> str:
    return f"{{{MODEL}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def process_id(code: str) -> str:
    """An XML name does not begin with a digit."""
    return f"procedure-{code}"
