"""The drawing of a process for a page: boxes with their words, arrows with numbers, and the same as a table."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.workflows.bpmn.diagram import Diagram, Kind, drawn, lane_of
from motcua.blueprints.workflows.bpmn.layout import Box, Layout, Point, laid_out
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Step
from motcua.sites.studio import conditions
from motcua.sites.studio.process_words import lane_name
from motcua.sites.ui.legal_words import period

#: So many letters fit into a box, and so many lines above the line of facts.
LETTERS, LINES = 26, 4
SIGNS = {Kind.EXCLUSIVE: "×", Kind.PARALLEL: "+", Kind.INCLUSIVE: "○"}


@dataclass(frozen=True, slots=True)
class Shape:
    kind: Kind
    box: Box
    lines: tuple[str, ...] = ()
    facts: str = ""
    stops: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    points: str
    goes_back: bool
    #: Where its number stands, and which one, if there is a condition to look up.
    number: int | None
    mark: Point


@dataclass(frozen=True, slots=True)
class Way:
    """What follows a step; `number` is that of the arrow."""

    to: str
    when: str
    number: int | None
    goes_back: bool


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    step: Step
    who: str
    time: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    bands: tuple[tuple[str, Box], ...]
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[Row, ...]


def picture(definition: Definition) -> Picture:
    process = definition.process
    diagram = drawn(process)
    layout = laid_out(diagram)
    marks = _marks(process)
    places = {step.key: number for number, step in enumerate(process.steps, start=1)}
    return Picture(
        layout.width,
        layout.height,
        tuple((lane_name(lane), band) for lane, band in layout.bands.items()),
        tuple(_shape(node.kind, node.step, layout.boxes[node.id], places) for node in diagram.nodes),
        tuple(_arrows(diagram, layout, marks)),
        tuple(_row(definition, step, number, marks) for number, step in enumerate(process.steps, start=1)),
    )


def _marks(process: Process) -> dict[Flow, int]:
    """The flows that are not always taken, numbered for the legend."""
    asked = [flow for flow in process.flows if not flow.is_sure]
    return {flow: number for number, flow in enumerate(asked, start=1)}


def _shape(kind: Kind, step: Step | None, box: Box, places: Mapping[str, int]) -> Shape:
    if step is None:
        return Shape(kind, box, sign=SIGNS.get(kind, ""))
    lines = textwrap.wrap(f"{places[step.key]}. {step.name}", LETTERS)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], textwrap.shorten(" ".join(lines[LINES - 1 :]), LETTERS, placeholder="…")]
    return Shape(kind, box, tuple(lines), _facts(step), stops=step.stops_the_clock)


def _facts(step: Step) -> str:
    """As short as the box is wide."""
    share = f"{step.share_pct}%" if step.share_pct else ""
    limit = period(step.max_days, step.max_unit) if step.max_days else ""
    stop = _("dừng tính giờ") if step.stops_the_clock else ""
    return " · ".join(part for part in (share, limit, stop) if part)


def time_of(step: Step) -> str:
    share = _("%(n)s%% thời hạn") % {"n": step.share_pct} if step.share_pct else ""
    limit = _("tối đa %(period)s") % {"period": period(step.max_days, step.max_unit)} if step.max_days else ""
    return " · ".join(part for part in (share, limit) if part)


def _arrows(diagram: Diagram, layout: Layout, marks: Mapping[Flow, int]) -> list[Arrow]:
    found = []
    for edge in diagram.edges:
        line = layout.lines[edge.id]
        flow = diagram.flow_of(edge)
        points = " ".join(f"{x},{y}" for x, y in line)
        number = marks.get(flow) if flow is not None else None
        found.append(Arrow(points, edge.goes_back, number, _before_the_tip(line)))
    return found


def _before_the_tip(line: tuple[Point, ...]) -> Point:
    x, y = line[-1]
    return x - 20, y


def _row(definition: Definition, step: Step, number: int, marks: Mapping[Flow, int]) -> Row:
    process = definition.process
    ways = tuple(
        Way(process.step(flow.target).name, _when(definition, step, flow), marks.get(flow), process.goes_back(flow))
        for flow in process.flows_from(step.key)
    )
    return Row(number, step, lane_name(lane_of(step)), time_of(step), ways)


def _when(definition: Definition, step: Step, flow: Flow) -> str:
    if flow.otherwise:
        return _("các trường hợp khác")
    chosen = next((choice.name for choice in step.choices if choice.key == flow.on), "")
    said = [_("chọn “%(choice)s”") % {"choice": chosen}] if chosen else []
    return _(" và ").join([*said, *_condition(flow.when, definition)])


def _condition(tree: Tree | None, definition: Definition) -> list[str]:
    return [] if tree is None else [conditions.in_words(tree, definition.form)]
