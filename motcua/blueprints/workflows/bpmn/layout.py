"""Where everything stands: columns from left to right as the steps follow each other, a band for each lane.

A line that passes over a column keeps a place of its own there, so that it crosses no box. What goes back runs below.
"""

from dataclasses import dataclass

from motcua.blueprints.workflows import graph
from motcua.blueprints.workflows.bpmn.diagram import Diagram, Edge, Kind, Lane, Node

STEP = (196, 104)
EVENT = (36, 36)
GATEWAY = (50, 50)
SIZES = {Kind.STEP: STEP, Kind.START: EVENT, Kind.END: EVENT}
GAP = 44
HEADING = 30
ROW = 120
#: Above the rows of a band, for its name.
NAME = 22
BELOW = 18

Point = tuple[int, int]
#: An edge where it passes over a column: (its id, the column).
Passing = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Layout:
    width: int
    height: int
    bands: dict[Lane, Box]
    boxes: dict[str, Box]
    lines: dict[str, tuple[Point, ...]]


@dataclass
class _Grid:
    """In which column and on which place of its lane each node stands, and each line that passes over."""

    columns: dict[str, int]
    places: dict[str | Passing, tuple[Lane, int]]


def laid_out(diagram: Diagram) -> Layout:
    grid = _grid(diagram)
    widths = _column_widths(diagram, grid)
    starts = [HEADING + GAP + sum(widths[:number]) + GAP * number for number in range(len(widths) + 1)]
    bands = _bands(diagram, grid, width=starts[-1])
    middles = {key: bands[lane].y + NAME + ROW * place + ROW // 2 for key, (lane, place) in grid.places.items()}
    boxes = {
        node.id: _box(node, starts[grid.columns[node.id]], widths[grid.columns[node.id]], middles[node.id])
        for node in diagram.nodes
    }
    bottom = max(band.y + band.height for band in bands.values())
    back = [edge for edge in diagram.edges if edge.goes_back]
    lines = {edge.id: _line(edge, grid, boxes, starts, middles) for edge in diagram.edges if not edge.goes_back}
    lines |= {edge.id: _line_back(edge, boxes, bottom + BELOW * (track + 1)) for track, edge in enumerate(back)}
    return Layout(starts[-1], bottom + BELOW * (len(back) + 1), bands, boxes, lines)


def _grid(diagram: Diagram) -> _Grid:
    onward = [edge for edge in diagram.edges if not edge.goes_back]
    ways: dict[str, list[str]] = {node.id: [] for node in diagram.nodes}
    for edge in onward:
        ways[edge.source].append(edge.target)
    columns = _columns(ways)
    lanes = {node.id: node.lane for node in diagram.nodes}
    standing: list[tuple[str | Passing, Lane, int]] = [(node.id, node.lane, columns[node.id]) for node in diagram.nodes]
    for edge in onward:
        between = range(columns[edge.source] + 1, columns[edge.target])
        standing += [((edge.id, column), lanes[edge.target], column) for column in between]
    taken: dict[tuple[Lane, int], int] = {}
    places: dict[str | Passing, tuple[Lane, int]] = {}
    for key, lane, column in standing:
        places[key] = (lane, taken.get((lane, column), 0))
        taken[lane, column] = places[key][1] + 1
    return _Grid(columns, places)


def _columns(ways: dict[str, list[str]]) -> dict[str, int]:
    """As the steps follow each other; a detour, to which everything goes back, stands right before where it leads."""
    columns = graph.depths(ways)
    begun = {each for ahead in ways.values() for each in ahead} | {"start"}
    for name in graph.from_the_end(ways):
        if name not in begun and ways[name]:
            columns[name] = min(columns[each] for each in ways[name]) - 1
    return columns


def _column_widths(diagram: Diagram, grid: _Grid) -> list[int]:
    widths = [0] * (max(grid.columns.values()) + 1)
    for node in diagram.nodes:
        column = grid.columns[node.id]
        widths[column] = max(widths[column], SIZES.get(node.kind, GATEWAY)[0])
    return widths


def _bands(diagram: Diagram, grid: _Grid, *, width: int) -> dict[Lane, Box]:
    bands: dict[Lane, Box] = {}
    top = 0
    for lane in diagram.lanes:
        rows = max(place for where, place in grid.places.values() if where == lane) + 1
        bands[lane] = Box(HEADING, top, width - HEADING, NAME + rows * ROW)
        top += NAME + rows * ROW
    return bands


def _box(node: Node, left: int, column_width: int, middle: int) -> Box:
    width, height = SIZES.get(node.kind, GATEWAY)
    return Box(left + (column_width - width) // 2, middle - height // 2, width, height)


def _line(
    edge: Edge, grid: _Grid, boxes: dict[str, Box], starts: list[int], middles: dict[str | Passing, int]
) -> tuple[Point, ...]:
    """Straight where it can be, and with its bends in the gaps before the columns."""
    source, target = boxes[edge.source], boxes[edge.target]
    points = [(source.x + source.width, source.middle)]
    for column in range(grid.columns[edge.source] + 1, grid.columns[edge.target]):
        points += _bend(points[-1], starts[column] - GAP // 2, middles[edge.id, column])
    points += _bend(points[-1], starts[grid.columns[edge.target]] - GAP // 2, target.middle)
    return (*points, (target.x, target.middle))


def _bend(last: Point, x: int, y: int) -> list[Point]:
    return [] if last[1] == y else [(x, last[1]), (x, y)]


def _line_back(edge: Edge, boxes: dict[str, Box], below: int) -> tuple[Point, ...]:
    source, target = boxes[edge.source], boxes[edge.target]
    right, left = source.x + source.width, target.x
    out, back = right + GAP // 3, left - GAP // 3
    return (
        (right, source.middle),
        (out, source.middle),
        (out, below),
        (back, below),
        (back, target.middle),
        (left, target.middle),
    )
