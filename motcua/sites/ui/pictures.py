"""Lines over time as coordinates, for the drawing in ui/pictures.html. Pure: numbers in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 150
#: Room above and below, so that a dot at the edge is whole.
_MARGIN = 6
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    path: str
    dots: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`title` and `description` say in words what is drawn; `top` is what the highest line of the grid stands for."""

    key: str
    title: str
    description: str
    top: str
    first: str
    last: str
    series: tuple[Series, ...]
    grid: str
    width: int = WIDTH
    height: int = HEIGHT


def rounded_up(most: int) -> int:
    """The next number of few digits whose half can be read, too."""
    power = 1
    while power * _STEPS[-1] < most:
        power *= 10
    return next(step * power for step in _STEPS if step * power >= most)


def path(values: Sequence[int | None], *, top: int) -> str:
    """A line through the values; where one is not told the line is broken."""
    parts: list[str] = []
    begins = True
    for number, value in enumerate(values):
        if value is None:
            begins = True
            continue
        parts.append(f"{'M' if begins else 'L'}{_x(number, len(values))} {_y(value, top)}")
        begins = False
    return "".join(parts)


def dots(values: Sequence[int | None], *, top: int) -> str:
    """Strokes without length, whose round ends are the dots: they stay round however wide the picture is."""
    return "".join(
        f"M{_x(number, len(values))} {_y(value, top)}h0" for number, value in enumerate(values) if value is not None
    )


def grid() -> str:
    """Nought, half and the top."""
    return "".join(f"M0 {_y(part, 2)}H{WIDTH}" for part in range(3))


def _x(number: int, of: int) -> float:
    return round(_MARGIN + (WIDTH - 2 * _MARGIN) * number / max(of - 1, 1), 1)


def _y(value: int, top: int) -> float:
    return round(HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * value / top, 1)
