"""What each report counts and by which formula: dated data, so that an old report keeps its old formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.effects.reporting.formulas import Formula, parse
from motcua.foundation.refusals import Refusal

FOLDER = Path(__file__).parent


class Kind(StrEnum):
    """How a value is written."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    MONEY = "money"


class Layout(StrEnum):
    #: A row for each agency, sector and so on, and the numbers beside each other.
    ACROSS = "across"
    #: One whole, and the numbers below each other.
    DOWN = "down"


class Confidence(StrEnum):
    """How well a formula is known: read in the law, in a text that quotes it, in practice, recalled, or our own."""

    TEXT = "T"
    SECOND_HAND = "T2"
    PRACTICE = "P"
    RECALLED = "R"
    OURS = "I"


class NoSuchReport(Refusal):
    """No report of that name, or none with a formula for that day."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    formula: Formula
    kind: Kind
    #: The official number of the column or indicator, such as "(3)" or "K2.1".
    number: str = ""
    group: str = ""
    #: What stands behind it: a reading of the rule, or why it is not measured.
    note: str = ""
    #: Points for the whole of it, where anybody has seen them, and the value from which on it is the whole.
    points: Decimal | None = None
    full_at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Two sums that must be the same."""

    title: str
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    code: str
    version: int
    valid_from: date
    title: str
    #: The question that it answers, for whoever chooses among reports.
    question: str
    #: The official name of the form, where there is one.
    official: str
    source: str
    confidence: Confidence
    layout: Layout
    #: By what its rows may be told apart; the first is where it begins.
    dimensions: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    #: The column by which rows stand, the smallest first; empty for the order of names.
    order: str = ""

    @property
    def names(self) -> frozenset[str]:
        """All numbers that it needs."""
        formulas = [each.formula for each in self.columns]
        formulas += [side for check in self.checks for side in (check.left, check.right)]
        return frozenset(name for formula in formulas for name in formula.names)

    def column(self, key: str) -> Column:
        """Raises NoSuchReport."""
        found = next((each for each in self.columns if each.key == key), None)
        if found is None:
            raise NoSuchReport(code=self.code)
        return found


def definition(code: str, *, on: date) -> Definition:
    """As it held on a day, which is the last of the period. Raises NoSuchReport."""
    known = [each for each in versions(code) if each.valid_from <= on]
    if not known:
        raise NoSuchReport(code=code)
    return known[-1]


def codes() -> tuple[str, ...]:
    """In the order in which they are offered."""
    return tuple(path.stem.partition("-")[2] for path in sorted(FOLDER.glob("*.yaml")))


def versions(code: str) -> tuple[Definition, ...]:
    """The oldest first. Raises NoSuchReport."""
    if code not in codes():
        raise NoSuchReport(code=code)
    return _read(next(path for path in FOLDER.glob("*.yaml") if path.stem.partition("-")[2] == code))


@lru_cache
def _read(path: Path) -> tuple[Definition, ...]:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    dated = sorted(told.pop("versions"), key=lambda each: each["valid_from"])
    return tuple(read({**told, **each, "version": number}) for number, each in enumerate(dated, start=1))


def read(told: Mapping[str, Any]) -> Definition:
    """From a mapping as a file or a signed export has it. A word that we do not know is a TypeError."""
    given = dict(told)
    return Definition(
        code=str(given.pop("code")),
        valid_from=_day(given.pop("valid_from")),
        question=given.pop("question", ""),
        official=given.pop("official", ""),
        confidence=Confidence(given.pop("confidence")),
        layout=Layout(given.pop("layout", Layout.ACROSS)),
        dimensions=tuple(given.pop("dimensions", ())),
        columns=tuple(_column(each) for each in given.pop("columns")),
        groups=tuple(Group(**_pointed(each, "points")) for each in given.pop("groups", ())),
        checks=tuple(_check(each) for each in given.pop("checks", ())),
        notes=tuple(given.pop("notes", ())),
        **given,
    )


def _column(told: Mapping[str, Any]) -> Column:
    given = _pointed(told, "points", "full_at")
    return Column(**{**given, "formula": parse(str(told["formula"])), "kind": Kind(told.get("kind", Kind.COUNT))})


def _check(told: Mapping[str, Any]) -> Check:
    return Check(told["title"], parse(told["left"]), parse(told["right"]))


def _pointed(told: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: Decimal(str(value)) if key in keys and value is not None else value for key, value in told.items()}


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def told(definition: Definition) -> dict[str, Any]:
    """What `read` takes: so a report that is kept for ever carries its formulas with it."""
    return {
        "code": definition.code,
        "version": definition.version,
        "valid_from": definition.valid_from.isoformat(),
        "title": definition.title,
        "question": definition.question,
        "official": definition.official,
        "source": definition.source,
        "confidence": str(definition.confidence),
        "layout": str(definition.layout),
        "dimensions": list(definition.dimensions),
        "columns": [_told_column(each) for each in definition.columns],
        "groups": [
            {"key": each.key, "title": each.title, "points": _told_points(each.points)} for each in definition.groups
        ],
        "checks": [
            {"title": each.title, "left": each.left.text, "right": each.right.text} for each in definition.checks
        ],
        "notes": list(definition.notes),
        "order": definition.order,
    }


def _told_column(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "title": column.title,
        "formula": column.formula.text,
        "kind": str(column.kind),
        "number": column.number,
        "group": column.group,
        "note": column.note,
        "points": _told_points(column.points),
        "full_at": _told_points(column.full_at),
    }


def _told_points(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
