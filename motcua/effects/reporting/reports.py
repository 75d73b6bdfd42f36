"""A report: a definition applied to numbers. Pure, so that whoever holds the numbers reckons the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from motcua.effects.reporting.definitions import Column, Definition, Group, Kind
from motcua.effects.reporting.formulas import Absent, Value, reckon

Numbers = Mapping[str, int]
#: Two decimals, as the description of the formulas of QĐ 766 wants them.
_PLACES = Decimal("0.01")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Line:
    #: By which the row is known, such as an agency's code; empty for the whole.
    key: str
    name: str
    numbers: Numbers
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    title: str
    left: Value
    right: Value
    #: The rows in which it does not hold.
    broken: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.broken and self.left == self.right


@dataclass(frozen=True, slots=True)
class GroupScore:
    """`reached` of `scored` points; the group is worth more where nobody has seen how its points are shared out."""

    group: Group
    reached: Decimal
    scored: Decimal


@dataclass(frozen=True, slots=True)
class Report:
    definition: Definition
    first: date
    last: date
    dimension: str
    lines: tuple[Line, ...]
    whole: Line
    checks: tuple[CheckOutcome, ...]
    #: How often each thing happened that makes a rate look better than it is.
    flags: Numbers


def make(  # noqa: PLR0913 - what a report is about
    definition: Definition,
    *,
    first: date,
    last: date,
    rows: Sequence[tuple[str, str, Numbers]],
    whole: Numbers,
    flags: Numbers,
    dimension: str = "",
) -> Report:
    """`rows` are keys, names and numbers; `whole` is reckoned apart, because not every number adds up."""
    lines = [_line(definition, key, name, numbers) for key, name, numbers in rows]
    return Report(
        definition=definition,
        first=first,
        last=last,
        dimension=dimension,
        lines=tuple(_ordered(lines, definition.order)),
        whole=_line(definition, "", "", whole),
        checks=tuple(_outcomes(definition, lines, whole)),
        flags=flags,
    )


def written(value: Value, kind: Kind) -> int | Decimal | Absent:
    """A whole number, or two decimals rounded as at school."""
    if isinstance(value, Absent):
        return value
    if kind in {Kind.COUNT, Kind.MONEY}:
        return int(value)
    return (Decimal(value.numerator) / value.denominator).quantize(_PLACES, ROUND_HALF_UP)


def reached(column: Column, value: Value) -> Fraction | None:
    """Which part of the whole the value earns; nothing is earned by what is not known, and nothing lost."""
    if isinstance(value, Absent) or column.kind is not Kind.PERCENT:
        return None
    return min(Fraction(1), value / Fraction(column.full_at or _WHOLE))


def points(column: Column, value: Value) -> Decimal | None:
    """None where the points are not known or there is nothing to score."""
    part = reached(column, value)
    if part is None or column.points is None:
        return None
    return (Decimal(part.numerator) / part.denominator * column.points).quantize(_PLACES, ROUND_HALF_UP)


def scores(report: Report) -> tuple[GroupScore, ...]:
    return tuple(_score(report, group) for group in report.definition.groups)


def as_json(report: Report) -> dict[str, Any]:
    """For other programs: decimals are text, so that none of them is rounded on its way."""
    definition = report.definition
    return {
        "report": definition.code,
        "version": definition.version,
        "title": definition.title,
        "official": definition.official,
        "source": definition.source,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "by": report.dimension,
        "formulas": {each.key: each.formula.text for each in definition.columns},
        "total": _values(report, report.whole),
        "rows": [{"key": each.key, "name": each.name, **_values(report, each)} for each in report.lines],
        "checks": [_told(each) for each in report.checks],
        "flags": dict(report.flags),
    }


def _line(definition: Definition, key: str, name: str, numbers: Numbers) -> Line:
    return Line(key, name, numbers, {each.key: reckon(each.formula, numbers) for each in definition.columns})


def _ordered(lines: Sequence[Line], column: str) -> list[Line]:
    """The smallest first; those without a number last."""
    if not column:
        return list(lines)
    return sorted(lines, key=lambda each: _place(each.values[column]))


def _place(value: Value) -> tuple[bool, Fraction]:
    return (True, Fraction()) if isinstance(value, Absent) else (False, value)


def _outcomes(definition: Definition, lines: Sequence[Line], whole: Numbers) -> list[CheckOutcome]:
    return [
        CheckOutcome(
            title=check.title,
            left=reckon(check.left, whole),
            right=reckon(check.right, whole),
            broken=tuple(
                each.name or each.key
                for each in lines
                if reckon(check.left, each.numbers) != reckon(check.right, each.numbers)
            ),
        )
        for check in definition.checks
    ]


def _score(report: Report, group: Group) -> GroupScore:
    told = [
        (column.points or Decimal(), points(column, report.whole.values[column.key]))
        for column in report.definition.columns
        if column.group == group.key
    ]
    known = [(most, got) for most, got in told if got is not None]
    return GroupScore(group, sum((got for _, got in known), Decimal()), sum((most for most, _ in known), Decimal()))


def _values(report: Report, line: Line) -> dict[str, Any]:
    return {each.key: _plain(written(line.values[each.key], each.kind)) for each in report.definition.columns}


def _plain(value: int | Decimal | Absent) -> int | str | None:
    return None if isinstance(value, Absent) else value if isinstance(value, int) else str(value)


def _told(check: CheckOutcome) -> dict[str, Any]:
    sides = {"left": _side(check.left), "right": _side(check.right)}
    return {"title": check.title, "holds": check.holds, **sides, "broken": list(check.broken)}


def _side(value: Value) -> int | None:
    return None if isinstance(value, Absent) else int(value)
