"""When a dossier has to be handed over, and when the other agency has to say that it has it. Pure."""

from datetime import datetime, time

from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, WorkingCalendar, add, legal_day

#: A receiver says so within two working hours, or both sides are told (NĐ 63/2024/NĐ-CP).
ACKNOWLEDGE_HOURS = 2


def transfer_due(at: datetime, *, cutoff: time, calendar: WorkingCalendar) -> datetime:
    """Received up to the hour: the same working day; after it, the start of the next (NĐ 118/2025, art. 18)."""
    local = at.astimezone(VIETNAM)
    if calendar.is_open(local.date()) and local.time() <= cutoff:
        return calendar.closes_at(local.date())
    return calendar.opens_at(calendar.next_open_day(local.date()))


def acknowledge_due(at: datetime, *, calendar: WorkingCalendar) -> datetime:
    return add(calendar, at, Period(ACKNOWLEDGE_HOURS, Unit.HOUR)).due_at


def handed_over_in_time(received_at: datetime, *, due_at: datetime, calendar: WorkingCalendar) -> bool:
    """The start of a working day is its first stretch of hours: nobody acknowledges at the stroke of the clock."""
    day = legal_day(due_at)
    stretch = (closes for opens, closes in calendar.sessions_on(day) if opens <= due_at <= closes)
    return received_at <= next(stretch, due_at)
