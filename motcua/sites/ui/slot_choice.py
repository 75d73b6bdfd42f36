"""Choosing an hour: the same for whoever books herself and for the officer who books for a caller."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.waiting_room import slots
from motcua.foundation.waiting_room.models import Room


@dataclass(frozen=True, slots=True)
class SlotChoice:
    days: list[date]
    day: date | None
    slots: list[slots.Slot]


def offered(room: Room, query: Mapping[str, str], *, at: datetime) -> SlotChoice:
    """The days, and the hours of the chosen one; without a choice, of the first."""
    days = slots.days(room, calendar=calendar(), at=at)
    asked = _day(query.get("day", ""))
    day = asked if asked in days else next(iter(days), None)
    return SlotChoice(days, day, slots.slots(room, day=day, calendar=calendar(), at=at) if day else [])


def calendar() -> WorkingCalendar:
    return versions.calendar_of(versions.current_id())


def hour(text: str) -> datetime | None:
    """The hour that a button stood for; what somebody made up is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
