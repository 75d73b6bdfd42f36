"""How much working time lies between two moments, in whole working days and the minutes beside them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.foundation.calendar.arithmetic import VIETNAM, WorkingCalendar

#: R05: "soon due" is due within 24 hours (practice of systems in use).
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Remaining:
    days: int
    minutes: int
    is_late: bool = False


def remaining(due_at: datetime, *, at: datetime, calendar: WorkingCalendar) -> Remaining:
    """Until the due date, or since it has passed."""
    if at > due_at:
        over = _between(due_at, at, calendar=calendar)
        return Remaining(over.days, over.minutes, is_late=True)
    return _between(at, due_at, calendar=calendar)


def _between(start: datetime, end: datetime, *, calendar: WorkingCalendar) -> Remaining:
    """A day that is worked from its opening to its close is a day; of others the minutes are told."""
    start, end = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
    days = minutes = 0
    day = calendar.open_day_from(start.date())
    while day <= end.date():
        opens, closes = calendar.opens_at(day), calendar.closes_at(day)
        if start <= opens and end >= closes:
            days += 1
        else:
            minutes += _worked(calendar, max(start, opens), min(end, closes))
        day = calendar.next_open_day(day)
    return Remaining(days, minutes)


def _worked(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    sessions = calendar.sessions_on(start.date())
    spans = ((max(start, opens), min(end, closes)) for opens, closes in sessions)
    return sum(int((ends - begins).total_seconds() // 60) for begins, ends in spans if ends > begins)
