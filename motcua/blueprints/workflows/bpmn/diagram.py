"""A process as it is drawn: between the steps stand the gateways that its flows mean.

Flows part at a gateway behind the step and meet at one before it. They meet inclusively, which is our rule for opening
a step; what goes back comes in behind that, exclusively, so that nobody waits for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Step


class Kind(StrEnum):
    START = "startEvent"
    END = "endEvent"
    STEP = "step"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"


@dataclass(frozen=True, slots=True)
class Lane:
    """Who has the steps of one row."""

    unit: str
    role: str

    @property
    def id(self) -> str:
        return f"lane.{self.unit}.{self.role}"


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    kind: Kind
    lane: Lane
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """`flow` is the number of the flow that it stands for; the others only lead to and from gateways."""

    id: str
    source: str
    target: str
    flow: int | None = None
    goes_back: bool = False


@dataclass(frozen=True)
class Diagram:
    process: Process
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return tuple(dict.fromkeys(node.lane for node in self.nodes))

    def flow_of(self, edge: Edge) -> Flow | None:
        return None if edge.flow is None else self.process.flows[edge.flow]


def drawn(process: Process) -> Diagram:
    nodes = tuple(_nodes(process))
    return Diagram(process, nodes, tuple(_edges(process, {node.id for node in nodes})))


def lane_of(step: Step) -> Lane:
    return Lane(step.unit, step.role)


def _nodes(process: Process) -> Iterator[Node]:
    first = process.steps[0]
    yield Node("start", Kind.START, lane_of(first))
    for step in process.steps:
        lane = lane_of(step)
        back = [process.goes_back(flow) for flow in process.flows if flow.target == step.key]
        if back.count(False) > 1:
            yield Node(f"join.{step.key}", Kind.INCLUSIVE, lane)
        if any(back):
            yield Node(f"merge.{step.key}", Kind.EXCLUSIVE, lane)
        yield Node(f"step.{step.key}", Kind.STEP, lane, step)
        flows = process.flows_from(step.key)
        if not flows:
            yield Node(f"end.{step.key}", Kind.END, lane)
        elif len(flows) > 1 or not flows[0].is_sure:
            yield Node(f"split.{step.key}", _split(flows), lane)


def _split(flows: tuple[Flow, ...]) -> Kind:
    """Exclusive only where it is certain that one at most is taken."""
    if all(flow.is_sure for flow in flows):
        return Kind.PARALLEL
    conditional = [flow for flow in flows if not flow.otherwise]
    chosen = {flow.on for flow in conditional if flow.on and flow.when is None}
    is_exclusive = len(conditional) == 1 or len(chosen) == len(conditional)
    return Kind.EXCLUSIVE if is_exclusive and not any(flow.is_sure for flow in flows) else Kind.INCLUSIVE


def _edges(process: Process, ids: set[str]) -> Iterator[Edge]:
    first = process.steps[0].key
    yield Edge("after.start", "start", _entry(first, ids))
    for step in process.steps:
        for before in (f"join.{step.key}", f"merge.{step.key}"):
            if before in ids:
                after = f"merge.{step.key}" if before.startswith("join") else ""
                yield Edge(f"after.{before}", before, after if after in ids else f"step.{step.key}")
        for behind in (f"split.{step.key}", f"end.{step.key}"):
            if behind in ids:
                yield Edge(f"after.step.{step.key}", f"step.{step.key}", behind)
    for number, flow in enumerate(process.flows):
        back = process.goes_back(flow)
        source = f"split.{flow.source}" if f"split.{flow.source}" in ids else f"step.{flow.source}"
        target = f"merge.{flow.target}" if back else _entry(flow.target, ids)
        yield Edge(f"flow.{number}", source, target, number, back)


def _entry(key: str, ids: set[str]) -> str:
    return next(each for each in (f"join.{key}", f"merge.{key}", f"step.{key}") if each in ids)
