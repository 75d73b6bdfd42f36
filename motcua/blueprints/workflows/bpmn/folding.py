"""Gateways folded into flows: from each step every way to a next one, with the condition that stands on it.

On a way stand any number of gateways that only join, and at most one that parts: only there may conditions stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from motcua.blueprints.workflows.bpmn.notation import ACT_OF, GATEWAYS, bpmn
from motcua.blueprints.workflows.bpmn.reading import Drawing, Objection, Reason, name_of
from motcua.blueprints.workflows.bpmn.saying import NotSaid, condition


@dataclass(frozen=True)
class Folded:
    """A way from a step to a step, by their ids."""

    source: str
    target: str
    condition: etree._Element | None
    otherwise: bool
    #: Where the arrow that decides stands in the file: flows keep that order.
    place: int


@dataclass(frozen=True)
class FoldedDrawing:
    first: str
    flows: tuple[Folded, ...]


def folded(drawing: Drawing, objections: list[Objection]) -> FoldedDrawing:
    """What cannot be folded is added to the objections."""
    loose = [flow for flow in drawing.flows if _is_loose(flow, drawing)]
    objections += [Objection(flow.get("id", ""), Reason.NO_END) for flow in loose]
    ways = _Ways(drawing, [flow for flow in drawing.flows if flow not in loose])
    objections += ways.gateway_objections()
    found = [way for key, element in drawing.nodes.items() if name_of(element) in ACT_OF for way in ways.from_step(key)]
    objections += ways.objections
    return FoldedDrawing(ways.first(objections), tuple(sorted(found, key=lambda way: way.place)))


def _is_loose(flow: etree._Element, drawing: Drawing) -> bool:
    """Nothing comes out of an end or goes into a start."""
    source, target = drawing.nodes.get(flow.get("sourceRef", "")), drawing.nodes.get(flow.get("targetRef", ""))
    if source is None or target is None:
        return True
    return name_of(source) == "endEvent" or name_of(target) == "startEvent"


class _Ways:
    """The arrows of a drawing, by where they begin."""

    def __init__(self, drawing: Drawing, flows: list[etree._Element]) -> None:
        self.nodes: Mapping[str, etree._Element] = drawing.nodes
        self.process = drawing.process.get("id", "")
        self.places = {flow: number for number, flow in enumerate(flows)}
        self.out: dict[str, list[etree._Element]] = {key: [] for key in drawing.nodes}
        self.objections: list[Objection] = []
        for flow in flows:
            self.out[flow.get("sourceRef", "")].append(flow)

    def first(self, objections: list[Objection]) -> str:
        """The step to which the one start leads, by gateways that only join."""
        starts = [key for key, element in self.nodes.items() if name_of(element) == "startEvent"]
        targets = [way.target for key in starts for way in self.from_step(key) if way.condition is None]
        is_step = len(targets) == 1 and name_of(self.nodes[targets[0]]) in ACT_OF
        if len(starts) != 1 or not is_step:
            objections.append(Objection(starts[-1] if starts else self.process, Reason.NO_START))
            return ""
        return targets[0]

    def from_step(self, key: str) -> Iterator[Folded]:
        """Several arrows out of a step are all taken, as BPMN has it; conditions stand at gateways only."""
        for flow in self.out[key]:
            if flow.find(bpmn("conditionExpression")) is not None:
                self.objections.append(Objection(flow.get("id", ""), Reason.OUTSIDE, "conditionExpression"))
            yield from self._on(key, flow)

    def _on(self, source: str, flow: etree._Element, decided: etree._Element | None = None) -> Iterator[Folded]:
        """Along the gateways that only join, up to a step, or up to the gateway that parts."""
        begins, passed = flow, set[str]()
        while self._joins(target := flow.get("targetRef", "")) and target not in passed:
            passed.add(target)
            flow = self.out[target][0]
        if name_of(self.nodes[target]) not in GATEWAYS:
            yield self._folded(source, target, decided, begins)
        elif target in passed or not self.out[target]:
            self.objections.append(Objection(target, Reason.NO_END))
        elif decided is not None:
            self.objections.append(Objection(target, Reason.TWO_GATEWAYS))
        else:
            for ahead in self.out[target]:
                yield from self._on(source, ahead, ahead)

    def _joins(self, target: str) -> bool:
        is_gateway = name_of(self.nodes[target]) in GATEWAYS
        return is_gateway and len(self.out[target]) == 1 and not self._has_condition(target)

    def _has_condition(self, gateway: str) -> bool:
        return any(flow.find(bpmn("conditionExpression")) is not None for flow in self.out[gateway]) or any(
            self.nodes[gateway].get("default") == flow.get("id") for flow in self.out[gateway]
        )

    def _folded(self, source: str, target: str, decided: etree._Element | None, begins: etree._Element) -> Folded:
        if decided is None:
            return Folded(source, target, None, otherwise=False, place=self.places[begins])
        gateway = self.nodes[decided.get("sourceRef", "")]
        otherwise = gateway.get("default") == decided.get("id")
        condition = decided.find(bpmn("conditionExpression"))
        return Folded(source, target, condition, otherwise=otherwise, place=self.places[decided])

    def gateway_objections(self) -> Iterator[Objection]:
        for key, element in self.nodes.items():
            if name_of(element) in GATEWAYS:
                yield from self._gateway(key, element)

    def _gateway(self, key: str, element: etree._Element) -> Iterator[Objection]:
        flows = self.out[key]
        conditional = [flow for flow in flows if flow.find(bpmn("conditionExpression")) is not None]
        if not flows:
            yield Objection(key, Reason.NO_END)
        if name_of(element) == "parallelGateway":
            yield from (Objection(flow.get("id", ""), Reason.CONDITION_OF_PARALLEL) for flow in conditional)
            return
        if len(flows) > 1:
            bare = [flow for flow in flows if flow not in conditional and flow.get("id") != element.get("default")]
            yield from (Objection(flow.get("id", ""), Reason.NO_CONDITION) for flow in bare)
        if name_of(element) == "exclusiveGateway" and not _excludes(conditional):
            yield Objection(key, Reason.NOT_EXCLUSIVE)


def _excludes(conditional: list[etree._Element]) -> bool:
    """Whether one at most is taken: there is one condition, or each is another choice."""
    choices = {_choice(flow) for flow in conditional}
    return len(conditional) <= 1 or ("" not in choices and len(choices) == len(conditional))


def _choice(flow: etree._Element) -> str:
    """The choice, where the condition is nothing else."""
    try:
        said = condition(flow.find(bpmn("conditionExpression")))
    except NotSaid:
        return ""
    return str(said["on"]) if set(said) == {"on"} else ""
