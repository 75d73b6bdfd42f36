"""From the mapping in a definition file to a process. The mapping has passed the schema."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.expressions.tree import parse as expression
from motcua.blueprints.workflows.process import Flow, Process, in_sequence
from motcua.blueprints.workflows.steps import Act, Child, Choice, Ground, Silence, Step, StepRole
from motcua.foundation.calendar.arithmetic import Unit

Node = Mapping[str, Any]


def process(node: Node, *, at: Path = ("process",)) -> Process:
    steps = tuple(_step(each, at=(*at, "steps", number)) for number, each in enumerate(node["steps"]))
    if "flows" not in node:
        return Process(steps, in_sequence(steps))
    return Process(steps, _flows(node["flows"], at=(*at, "flows")))


def _flows(nodes: Sequence[Node], *, at: Path) -> tuple[Flow, ...]:
    return tuple(_flow(each, at=(*at, number)) for number, each in enumerate(nodes))


def _flow(node: Node, *, at: Path) -> Flow:
    return Flow(
        source=node["from"],
        target=node["to"],
        when=expression(node["when"], at=(*at, "when")) if "when" in node else None,
        on=node.get("on", ""),
        otherwise=node.get("otherwise", False),
    )


def _step(node: Node, *, at: Path) -> Step:
    return Step(
        key=node["key"],
        name=node["name"],
        act=Act(node["act"]),
        role=StepRole(node["role"]),
        unit=node["unit"],
        share_pct=node["share_pct"],
        channel=node.get("channel", "any"),
        ground=Ground(node["ground"]) if "ground" in node else None,
        ground_basis=node.get("ground_basis", ""),
        max_days=node.get("max_days"),
        max_unit=Unit(node.get("max_unit", Unit.DAY)),
        silence=Silence(node.get("silence", Silence.NOT_AGREEMENT)),
        choices=tuple(Choice(each["key"], each["name"]) for each in node.get("choices", ())),
        child=_child(node["child"], at=(*at, "child")) if "child" in node else None,
        optional=node.get("optional", False),
        note=node.get("note", ""),
    )


def _child(node: Node, *, at: Path) -> Child:
    answers = node.get("answers", {})
    return Child(
        procedure=node["procedure"],
        answers={key: expression(tree, at=(*at, "answers", key)) for key, tree in answers.items()},
        papers=dict(node.get("papers", {})),
    )
