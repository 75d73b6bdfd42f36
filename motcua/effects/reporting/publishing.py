"""What anybody may read: figures of agencies and procedures, never of an officer, and none that shows one person.

A line that stands for fewer than five dossiers is withheld, and so is what is said of fewer than five results. Where
only one line of a table would be missing, its numbers could be had by subtraction: then the next larger one is
withheld with it.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from motcua.effects.reporting import figures
from motcua.effects.reporting.figures import By, Durations, Row, Where
from motcua.effects.reporting.measures import DOUBTS, Balance, Measure

#: Fewer could be somebody.
FEWEST = 5
_ONLINE = frozenset({"online"})
_IN_TIME = (Measure.EARLY, Measure.ON_TIME)

Key = tuple[int | str | date, ...]
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a public table. None is withheld; of a line without any result there is no median either."""

    key: Key
    received: int | None
    online: int | None
    results: int | None
    in_time: int | None
    late: int | None
    median: int | None
    ninety: int | None
    open: int | None
    past_due: int | None
    doubts: Mapping[Measure, int | None]

    @property
    def is_withheld(self) -> bool:
        return self.received is None

    @property
    def doubtful(self) -> int | None:
        known = [count for count in self.doubts.values() if count is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class _Line:
    flows: Row
    online: int
    balance: Row
    durations: Durations | None

    @property
    def results(self) -> int:
        return sum(self.flows[each] for each in (*_IN_TIME, Measure.LATE))

    @property
    def dossiers(self) -> int:
        return max(self.flows[Measure.RECEIVED], self.results, self.balance[Balance.OPEN])


def table(first: date, last: date, *, by: Sequence[By], where: Where = figures.EVERYWHERE) -> list[Told]:
    """One line for each key that has any dossier in the period, in the order of the keys."""
    lines = _lines(first, last, by=tuple(by), where=where)
    dossiers = _withheld({key: line.dossiers for key, line in lines.items()})
    results = dossiers | _withheld({key: line.results for key, line in lines.items()})
    return [_told(key, line, dossiers, results) for key, line in lines.items() if line.dossiers]


def whole(first: date, last: date, *, where: Where = figures.EVERYWHERE) -> Told:
    """All of it in one line."""
    line = _lines(first, last, by=(), where=where).get((), _Line(Row(), 0, Row(), None))
    return _told((), line, _few({(): line.dossiers}), _few({(): line.dossiers}) | _few({(): line.results}))


def withheld(counts: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells of one column with a known sum that must not be told."""
    few = _few(counts)
    if len(few) != 1:
        return few
    others = [(count, number, cell) for number, (cell, count) in enumerate(counts.items()) if cell not in few and count]
    return few | {min(others)[2]} if others else few


def _withheld(counts: Mapping[Key, int]) -> frozenset[Key]:
    """Of a table with two keys each line of either has its sum elsewhere: both ways are looked at until all is safe."""
    if not counts or len(next(iter(counts))) < 2:  # noqa: PLR2004 - two keys
        return withheld(counts)
    hidden = _few(counts)
    while more := _alone(counts, hidden):
        hidden |= more
    return hidden


def _alone(counts: Mapping[Key, int], hidden: frozenset[Key]) -> frozenset[Key]:
    """The smallest told cell of each row or column in which only one is hidden."""
    found: set[Key] = set()
    for side in (0, 1):
        groups: dict[object, list[Key]] = defaultdict(list)
        for key in counts:
            groups[key[side]].append(key)
        for keys in groups.values():
            told = [key for key in keys if key not in hidden and counts[key]]
            if told and sum(key in hidden for key in keys) == 1:
                found.add(min(told, key=lambda key: (counts[key], str(key))))
    return frozenset(found)


def _few(counts: Mapping[Cell, int]) -> frozenset[Cell]:
    return frozenset(cell for cell, count in counts.items() if 0 < count < FEWEST)


def _lines(first: date, last: date, *, by: tuple[By, ...], where: Where) -> dict[Key, _Line]:
    flows = _by_key(figures.totals(first, last, by=by, where=where), by)
    online = _by_key(figures.totals(first, last, by=by, where=_online(where)), by)
    standing = {} if By.MONTH in by else _by_key(figures.balances(last, by=by, where=where), by)
    lasted = {_key(each.keys, by): each for each in figures.durations(first, last, by=by, where=where)}
    return {
        key: _Line(
            flows.get(key, Row()),
            online.get(key, Row())[Measure.RECEIVED],
            standing.get(key, Row()),
            lasted.get(key),
        )
        for key in sorted(flows.keys() | standing.keys())
    }


def _online(where: Where) -> Where:
    return Where(agencies=where.agencies, procedures=where.procedures, channels=_ONLINE)


def _by_key(rows: Sequence[Row], by: tuple[By, ...]) -> dict[Key, Row]:
    return {_key(row.keys, by): row for row in rows}


def _key(keys: Mapping[By, int | str | date], by: tuple[By, ...]) -> Key:
    return tuple(keys[each] for each in by)


def _told(key: Key, line: _Line, dossiers: frozenset[Key], results: frozenset[Key]) -> Told:
    hides, hides_results = key in dossiers, key in results
    flows, standing, lasted = line.flows, line.balance, line.durations
    return Told(
        key=key,
        received=None if hides else flows[Measure.RECEIVED],
        online=None if hides else line.online,
        results=None if hides_results else line.results,
        in_time=None if hides_results else sum(flows[each] for each in _IN_TIME),
        late=None if hides_results else flows[Measure.LATE],
        median=None if hides_results or lasted is None else lasted.median,
        ninety=None if hides_results or lasted is None else lasted.ninety,
        open=None if hides else standing[Balance.OPEN],
        past_due=None if hides else standing[Balance.PAST_DUE],
        doubts={each: None if hides else flows[each] for each in DOUBTS},
    )
