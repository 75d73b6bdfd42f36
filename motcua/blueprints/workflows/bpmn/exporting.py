"""A process as a BPMN 2.0 file that another program opens, draws and runs."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from motcua.blueprints.workflows import parsing
from motcua.blueprints.workflows.bpmn.diagram import Diagram, Edge, Kind, Lane, Node, drawn
from motcua.blueprints.workflows.bpmn.layout import Box, Layout, laid_out
from motcua.blueprints.workflows.bpmn.notation import (
    DIAGRAM,
    DRAWING,
    ELEMENT_OF,
    INSTANCE,
    LANGUAGE,
    LINES,
    MODEL,
    OURS,
    PREFIXES,
    ours,
    process_id,
)
from motcua.blueprints.workflows.bpmn.saying import written

_bpmn = ElementMaker(namespace=MODEL, nsmap=PREFIXES)
_shown = ElementMaker(namespace=DIAGRAM, nsmap=PREFIXES)
_size = ElementMaker(namespace=DRAWING, nsmap=PREFIXES)
_line = ElementMaker(namespace=LINES, nsmap=PREFIXES)
_mc = ElementMaker(namespace=OURS, nsmap=PREFIXES)

#: Facts of a step that stand elsewhere: in the element's own attributes, in its lane, or as elements of their own.
_ELSEWHERE = frozenset({"key", "name", "role", "unit", "choices", "child"})

NameOfLane = Callable[[Lane], str]


def exported(node: Mapping[str, Any], *, code: str, name: str, lane_name: NameOfLane | None = None) -> bytes:
    """`node` is the `process` of a definition file that has passed the checks."""
    diagram = drawn(parsing.process(node))
    layout = laid_out(diagram)
    root = _bpmn.definitions(
        _bpmn.collaboration(_bpmn.participant(id="pool", name=name, processRef=process_id(code)), id="collaboration"),
        _process(node, diagram, code=code, name=name, lane_name=lane_name or _plain),
        _picture(diagram, layout),
        id="definitions",
        targetNamespace=OURS,
        exporter="Mot Cua",
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _plain(lane: Lane) -> str:
    return f"{lane.unit} · {lane.role}"


def _process(
    node: Mapping[str, Any], diagram: Diagram, *, code: str, name: str, lane_name: NameOfLane
) -> etree._Element:
    facts = {key: node[key] for key in ("kind", "origin") if key in node}
    notes = [_mc.note(text) for text in node.get("notes", ())]
    raw = {f"step.{step['key']}": step for step in node["steps"]}
    parting = {each.id for each in diagram.nodes if each.id.startswith("split.") and each.kind is not Kind.PARALLEL}
    return _bpmn.process(
        _bpmn.extensionElements(_mc.process(*notes, **facts)),
        _bpmn.laneSet(*(_lane(lane, diagram, lane_name(lane)) for lane in diagram.lanes), id="lanes"),
        *(_node(each, diagram, raw.get(each.id)) for each in diagram.nodes),
        *(_sequence_flow(edge, node, parts=edge.source in parting) for edge in diagram.edges),
        id=process_id(code),
        name=name,
        isExecutable="true",
    )


def _lane(lane: Lane, diagram: Diagram, name: str) -> etree._Element:
    refs = [_bpmn.flowNodeRef(node.id) for node in diagram.nodes if node.lane == lane]
    return _bpmn.lane(*refs, id=lane.id, name=name, **{ours("unit"): lane.unit, ours("role"): lane.role})


def _node(node: Node, diagram: Diagram, raw: Mapping[str, Any] | None) -> etree._Element:
    ways = [
        *(_bpmn.incoming(edge.id) for edge in diagram.edges if edge.target == node.id),
        *(_bpmn.outgoing(edge.id) for edge in diagram.edges if edge.source == node.id),
    ]
    if node.step is None or raw is None:
        return _bpmn(node.kind, *ways, id=node.id, **_default(node, diagram))
    called = {"calledElement": process_id(node.step.child.procedure)} if node.step.child else {}
    facts = _bpmn.extensionElements(_facts(raw))
    return _bpmn(ELEMENT_OF[node.step.act], facts, *ways, id=node.id, name=node.step.name, **called)


def _default(node: Node, diagram: Diagram) -> dict[str, str]:
    """Where a way is taken only if no other is."""
    if node.kind not in (Kind.EXCLUSIVE, Kind.INCLUSIVE):
        return {}
    for edge in diagram.edges:
        flow = diagram.flow_of(edge)
        if edge.source == node.id and flow is not None and flow.otherwise:
            return {"default": edge.id}
    return {}


def _facts(raw: Mapping[str, Any]) -> etree._Element:
    plain = {key: _text(value) for key, value in raw.items() if key not in _ELSEWHERE}
    choices = [_mc.choice(key=each["key"], name=each["name"]) for each in raw.get("choices", ())]
    return _mc.step(*choices, *_child(raw), **plain)


def _child(raw: Mapping[str, Any]) -> list[etree._Element]:
    if "child" not in raw:
        return []
    child = raw["child"]
    groups = []
    if "answers" in child:
        answers = [_mc.answer(written(tree), key=key) for key, tree in child["answers"].items()]
        groups.append(_mc.answers(*answers))
    if "papers" in child:
        papers = [_mc.paper(key=key, source=source) for key, source in child["papers"].items()]
        groups.append(_mc.papers(*papers))
    return [_mc.child(*groups, procedure=child["procedure"])]


def _sequence_flow(edge: Edge, node: Mapping[str, Any], *, parts: bool) -> etree._Element:
    """Behind a gateway that asks, each way but the one otherwise has its condition; an empty one always holds."""
    ends = {"id": edge.id, "sourceRef": edge.source, "targetRef": edge.target}
    flow = node["flows"][edge.flow] if edge.flow is not None and "flows" in node else {}
    if not parts or flow.get("otherwise"):
        return _bpmn.sequenceFlow(**ends)
    condition = {key: flow[key] for key in ("on", "when") if key in flow}
    kind = {f"{{{INSTANCE}}}type": "bpmn:tFormalExpression"}
    return _bpmn.sequenceFlow(_bpmn.conditionExpression(written(condition), language=LANGUAGE, **kind), **ends)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _picture(diagram: Diagram, layout: Layout) -> etree._Element:
    pool = _shape("pool", Box(0, 0, layout.width, layout.height), isHorizontal="true")
    lanes = [_shape(lane.id, band, isHorizontal="true") for lane, band in layout.bands.items()]
    nodes = [_shape(node.id, layout.boxes[node.id]) for node in diagram.nodes]
    edges = [_edge(edge, layout) for edge in diagram.edges]
    plane = _shown.BPMNPlane(pool, *lanes, *nodes, *edges, id="plane", bpmnElement="collaboration")
    return _shown.BPMNDiagram(plane, id="diagram")


def _shape(of: str, box: Box, **facts: str) -> etree._Element:
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    size = _size.Bounds(**{key: str(value) for key, value in bounds.items()})
    return _shown.BPMNShape(size, id=f"shape.{of}", bpmnElement=of, **facts)


def _edge(edge: Edge, layout: Layout) -> etree._Element:
    points = [_line.waypoint(x=str(x), y=str(y)) for x, y in layout.lines[edge.id]]
    return _shown.BPMNEdge(*points, id=f"line.{edge.id}", bpmnElement=edge.id)
