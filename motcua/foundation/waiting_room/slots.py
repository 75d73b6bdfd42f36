"""Free hours: the opening hours cut into slots, less what is taken, closed or too near."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.organisations import opening
from motcua.foundation.waiting_room.models import Appointment, Room

#: Whoever books has time to come.
EARLIEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    starts_at: datetime
    free: int


def days(room: Room, *, calendar: WorkingCalendar, at: datetime) -> list[date]:
    """The days on which somebody can still be given an hour, whether or not all are taken."""
    if not room.places:
        return []
    hours = opening.hours_of(room.unit, calendar)
    closed = set(room.closed_days.values_list("day", flat=True))
    today = legal_day(at)
    ahead = (today + timedelta(days=n) for n in range(room.days_ahead + 1))
    return [day for day in ahead if day not in closed and _starts(room, hours, day, at=at)]


def slots(room: Room, *, day: date, calendar: WorkingCalendar, at: datetime) -> list[Slot]:
    """Every slot of the day that has not come too near, with its free places."""
    if day not in days(room, calendar=calendar, at=at):
        return []
    taken = Counter(Appointment.objects.alive().filter(room=room, day=day).values_list("starts_at", flat=True))
    starts = _starts(room, opening.hours_of(room.unit, calendar), day, at=at)
    return [Slot(start, max(0, room.places - taken[start])) for start in starts]


def _starts(room: Room, hours: opening.Hours, day: date, *, at: datetime) -> list[datetime]:
    step, found = timedelta(minutes=room.slot_minutes), []
    for opens, closes in hours.on(day):
        start = opens
        while start + step <= closes:
            if start >= at + EARLIEST:
                found.append(start)
            start += step
    return found
