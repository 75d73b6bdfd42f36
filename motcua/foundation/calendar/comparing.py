"""In what two calendars differ, day by day and in their hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.foundation.calendar.models import DayKind

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One day. Without a kind it is as its weekday says."""

    day: date
    before: DayKind | None
    after: DayKind | None
    name: str


@dataclass(frozen=True, slots=True)
class NewHours:
    """Office hours that begin, change or are taken back on a day; no sessions: taken back."""

    valid_from: date
    sessions: tuple[tuple[str, str], ...]


def days(old: Content, new: Content) -> tuple[Difference, ...]:
    return tuple(_days(old, new))


def hours(old: Content, new: Content) -> tuple[NewHours, ...]:
    before, after = _hours(old), _hours(new)
    changed = (day for day in before.keys() | after.keys() if before.get(day) != after.get(day))
    return tuple(NewHours(date.fromisoformat(day), after.get(day, ())) for day in sorted(changed))


def first_day(old: Content, new: Content) -> date | None:
    """The first day on which anything is counted otherwise; none when the two are alike."""
    changed = [*(each.day for each in days(old, new)), *(each.valid_from for each in hours(old, new))]
    return min(changed, default=None)


def _days(old: Content, new: Content) -> Iterator[Difference]:
    before, after = _kinds(old), _kinds(new)
    names = {**old.get("names", {}), **new.get("names", {})}
    for day in sorted(before.keys() | after.keys()):
        if before.get(day) != after.get(day):
            yield Difference(date.fromisoformat(day), before.get(day), after.get(day), names.get(day, ""))


def _kinds(content: Content) -> dict[str, DayKind]:
    return {
        **dict.fromkeys(content["closed"], DayKind.CLOSED),
        **dict.fromkeys(content["opened"], DayKind.OPENED),
    }


def _hours(content: Content) -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        entry["valid_from"]: tuple((opens, closes) for opens, closes in entry["sessions"]) for entry in content["hours"]
    }
