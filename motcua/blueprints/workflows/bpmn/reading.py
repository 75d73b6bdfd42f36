"""A BPMN file that somebody hands in: read without entities and network, and looked through for what we do not know."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from motcua.blueprints.workflows.bpmn.notation import ACT_OF, DIAGRAM, GATEWAYS, MODEL, bpmn
from motcua.foundation.refusals import Refusal

LARGEST = 2 * 1024 * 1024
MOST_ELEMENTS = 20_000
MOST_STEPS = 200
MOST_ARROWS = 1000


class DrawingUnreadable(Refusal):
    """No BPMN file that is safe to read: too large, no XML, or XML with definitions of its own."""


class Reason(StrEnum):
    """Why an element cannot be taken in; the words for people stand where they are shown."""

    OUTSIDE = "is not in the part of BPMN that we read"
    NO_END = "leads from or to nothing"
    NO_START = "is not the one start, with one way to the first step"
    TWO_PROCESSES = "is not the only process of the file"
    NO_STEPS = "has no steps, or too many steps or arrows"
    BAD_KEY = "has an id that is no key: letters, digits, _ and -, beginning with a letter"
    OTHER_ACT = "is another kind of task than its act"
    TWO_GATEWAYS = "is a second parting gateway without a step between"
    NO_CONDITION = "needs a condition, or to be the default"
    CONDITION_OF_PARALLEL = "has a condition behind a parallel gateway"
    NOT_EXCLUSIVE = "lets two of its ways be taken: draw an inclusive gateway"
    CONDITION = "has a condition that is no expression of ours"
    FACTS = "has facts that do not fit"


@dataclass(frozen=True, slots=True)
class Objection:
    """One element that cannot be taken in."""

    element: str
    reason: Reason
    found: str = ""

    def __str__(self) -> str:
        return f"{self.element or 'file'}: {self.reason}{self.found and f' ({self.found})'}"


class DrawingNotOurs(Refusal):
    """The drawing says something that a process of ours cannot say."""

    def __init__(self, objections: list[Objection]) -> None:
        self.objections = objections
        super().__init__(count=len(objections))


@dataclass
class Drawing:
    """The parts of the one process of a file."""

    process: etree._Element
    lanes: list[etree._Element] = field(default_factory=list)
    nodes: dict[str, etree._Element] = field(default_factory=dict)
    flows: list[etree._Element] = field(default_factory=list)


#: What an element may hold; what is not named here is outside. Words and pictures for people are passed over.
_FOR_PEOPLE = frozenset({"documentation", "textAnnotation", "association", "group", "category"})
_TASKS = frozenset(ACT_OF)
_HOLDS: dict[str, frozenset[str]] = {
    "definitions": frozenset({"process", "collaboration"}) | _FOR_PEOPLE,
    "collaboration": frozenset({"participant", "extensionElements"}) | _FOR_PEOPLE,
    "process": frozenset({"laneSet", "sequenceFlow", "startEvent", "endEvent", "extensionElements"})
    | _TASKS
    | GATEWAYS
    | _FOR_PEOPLE,
    "laneSet": frozenset({"lane", "documentation"}),
    "lane": frozenset({"flowNodeRef", "documentation", "extensionElements"}),
    "sequenceFlow": frozenset({"conditionExpression", "documentation", "extensionElements"}),
    **dict.fromkeys(
        (*_TASKS, *GATEWAYS, "startEvent", "endEvent"),
        frozenset({"incoming", "outgoing", "documentation", "extensionElements"}),
    ),
}


def read(data: bytes) -> Drawing:
    """Raises DrawingUnreadable, or DrawingNotOurs with every element that is outside."""
    root = _tree(data)
    objections = list(_outside(root))
    processes = root.findall(bpmn("process"))
    objections += [Objection(each.get("id", ""), Reason.TWO_PROCESSES) for each in processes[1:]]
    if not processes:
        objections.append(Objection("", Reason.NO_STEPS))
    if objections:
        raise DrawingNotOurs(objections)
    return _parts(processes[0])


def name_of(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _tree(data: bytes) -> etree._Element:
    if len(data) > LARGEST:
        raise DrawingUnreadable
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DrawingUnreadable from error
    if root.getroottree().docinfo.doctype or root.tag != bpmn("definitions"):
        raise DrawingUnreadable
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise DrawingUnreadable
    return root


def _outside(element: etree._Element) -> Iterator[Objection]:
    """What is neither a word of ours nor a picture or an extension of whoever drew it."""
    allowed = _HOLDS.get(name_of(element), frozenset())
    for child in element:
        name, space = name_of(child), etree.QName(child).namespace
        if space == DIAGRAM and name_of(element) == "definitions":
            continue
        if space != MODEL or name not in allowed:
            yield Objection(child.get("id") or element.get("id") or "", Reason.OUTSIDE, name)
        elif name in _HOLDS:
            yield from _outside(child)


def _parts(process: etree._Element) -> Drawing:
    drawing = Drawing(process)
    for child in process:
        name = name_of(child)
        if name == "laneSet":
            drawing.lanes += child.findall(bpmn("lane"))
        elif name == "sequenceFlow":
            drawing.flows.append(child)
        elif name not in _FOR_PEOPLE and name != "extensionElements":
            drawing.nodes[child.get("id", "")] = child
    return drawing
