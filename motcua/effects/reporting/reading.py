"""Fetch the numbers that a report needs, for each of its rows and for the whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from motcua.blueprints.catalogue.models import Procedure
from motcua.effects.reporting import figures, reports
from motcua.effects.reporting.definitions import Definition, Layout
from motcua.effects.reporting.figures import By, Page, Row, Where
from motcua.effects.reporting.numbers import FLAGS, NUMBERS, Number, When
from motcua.effects.reporting.reports import Numbers, Report
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

Key = int | str | date
_Key = TypeVar("_Key", int, str)


class NoDossiersBehind(Refusal):
    """The number is not made of dossiers, such as how many procedures there are."""


class NoSuchPeriod(Refusal):
    """The days are none, or the last comes before the first."""


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date

    def so_far(self, today: date) -> "Span":
        """As far as it has come: nobody knows today what will be past due next week."""
        return Span(self.first, max(self.first, min(self.last, today)))


def read(
    definition: Definition,
    *,
    span: Span,
    where: Where,
    dimension: str = "",
    beside: Numbers | None = None,
) -> Report:
    """`beside` are numbers that do not come from facts of dossiers; they belong to the whole."""
    wanted = {name: NUMBERS[name] for name in sorted(definition.names | set(FLAGS)) if name in NUMBERS}
    by = By(dimension) if dimension and definition.layout is Layout.ACROSS else None
    by_row = _numbers(wanted, span=span, where=where, by=by) if by else {}
    whole = _numbers(wanted, span=span, where=where, by=None).get("", dict.fromkeys(wanted, 0))
    names = _NAMES[by](by_row) if by else {}
    rows = sorted(((_code(names, key), _name(names, key), by_row[key]) for key in by_row), key=lambda row: row[1])
    return reports.make(
        definition,
        first=span.first,
        last=span.last,
        dimension=dimension,
        rows=[row for row in rows if any(row[2].values())],
        whole={**whole, **(beside or {})},
        flags={flag: whole[flag] for flag in FLAGS},
    )


def page(name: str, *, span: Span, where: Where, after: str = "", size: int = 100) -> Page:
    """The codes of the dossiers behind one number. Raises NoDossiersBehind."""
    number = NUMBERS.get(name)
    if number is None:
        raise NoDossiersBehind(name=name)
    first, last = _days(number, span)
    return figures.dossiers(number.counted, first, last, where=_narrowed(where, number), after=after, size=size)


def one_row(where: Where, *, dimension: str, key: str) -> Where:
    """Of all that somebody may see, the dossiers of one row; a row that is not hers has none."""
    return _ROWS[By(dimension)](where, key) if dimension and key else where


def _numbers(wanted: Mapping[str, Number], *, span: Span, where: Where, by: By | None) -> dict[Key, dict[str, int]]:
    """One question for the flows and one for each day of balances, told apart as finely as any number needs."""
    found: dict[Key, dict[str, int]] = {}
    for when in When:
        asked = {name: number for name, number in wanted.items() if number.when is when}
        if not asked:
            continue
        for row in _asked(when, span, where, tuple(_told_apart(asked.values(), by))):
            key = row.keys[by] if by else ""
            counts = found.setdefault(key, dict.fromkeys(wanted, 0))
            for name, number in asked.items():
                if _is_of(row, number):
                    counts[name] += row[number.counted]
    return found


def _asked(when: When, span: Span, where: Where, by: Sequence[By]) -> list[Row]:
    if when is When.PERIOD:
        return figures.totals(span.first, span.last, by=by, where=where)
    return figures.balances(span.last if when is When.END else span.first - timedelta(days=1), by=by, where=where)


def _told_apart(asked: Iterable[Number], by: By | None) -> Iterable[By]:
    asked = list(asked)
    if by:
        yield by
    if by is not By.CHANNEL and any(number.channels for number in asked):
        yield By.CHANNEL
    if by is not By.SERVICE_LEVEL and any(number.service_levels for number in asked):
        yield By.SERVICE_LEVEL


def _is_of(row: Row, number: Number) -> bool:
    return (number.channels is None or row.keys[By.CHANNEL] in number.channels) and (
        number.service_levels is None or row.keys[By.SERVICE_LEVEL] in number.service_levels
    )


def _days(number: Number, span: Span) -> tuple[date, date]:
    if number.when is When.BEFORE:
        return (span.first - timedelta(days=1),) * 2
    return span.first, span.last


def _narrowed(where: Where, number: Number) -> Where:
    channels = number.channels if where.channels is None else where.channels & (number.channels or where.channels)
    return replace(where, channels=channels, service_levels=number.service_levels)


def _code(names: Mapping[Key, tuple[str, str]], key: Key) -> str:
    return names.get(key, (str(key), ""))[0]


def _name(names: Mapping[Key, tuple[str, str]], key: Key) -> str:
    return names.get(key, ("", str(key)))[1]


def _agencies(keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    found = Agency.objects.filter(pk__in=[key for key in keys if isinstance(key, int)])
    return {pk: (code, name) for pk, code, name in found.values_list("pk", "code", "name")}


def _procedures(keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    found = Procedure.objects.filter(pk__in=[key for key in keys if isinstance(key, int)])
    return {pk: (code, name) for pk, code, name in found.values_list("pk", "code", "short_name")}


def _as_they_are(keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    return {key: (str(key), str(key)) for key in keys}


_NAMES: Mapping[By, Callable[[Iterable[Key]], dict[Key, tuple[str, str]]]] = {
    By.AGENCY: _agencies,
    By.PROCEDURE: _procedures,
    By.SECTOR: _as_they_are,
    By.LEVEL: _as_they_are,
    By.CHANNEL: _as_they_are,
}


def _of_agency(where: Where, code: str) -> Where:
    one = frozenset(Agency.objects.filter(code=code).values_list("pk", flat=True))
    return replace(where, agencies=_within(where.agencies, one))


def _of_procedure(where: Where, code: str) -> Where:
    one = frozenset(Procedure.objects.filter(code=code).values_list("pk", flat=True))
    return replace(where, procedures=_within(where.procedures, one))


def _within(allowed: frozenset[_Key] | None, one: frozenset[_Key]) -> frozenset[_Key]:
    return one if allowed is None else allowed & one


_ROWS: Mapping[By, Callable[[Where, str], Where]] = {
    By.AGENCY: _of_agency,
    By.PROCEDURE: _of_procedure,
    By.SECTOR: lambda where, key: replace(where, sectors=_within(where.sectors, frozenset({key}))),
    By.LEVEL: lambda where, key: replace(where, levels=_within(where.levels, frozenset({key}))),
    By.CHANNEL: lambda where, key: replace(where, channels=_within(where.channels, frozenset({key}))),
}
