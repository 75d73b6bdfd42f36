"""A calendar that remembers what it worked out: lists, rebuilds and seeds ask for the same few hundred days."""

from datetime import date, datetime, timedelta

from motcua.foundation.calendar.arithmetic import WorkingCalendar


class RememberingCalendar(WorkingCalendar):
    """Answers as the calendar that it was made from does, and more quickly the second time."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        super().__init__(calendar.closed, calendar.opened, calendar.hours)
        object.__setattr__(self, "_sessions", {})
        object.__setattr__(self, "_following", {})

    _sessions: dict[date, tuple[tuple[datetime, datetime], ...]]
    _following: dict[date, date]

    def sessions_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        known = self._sessions.get(day)
        if known is None:
            known = self._sessions[day] = WorkingCalendar.sessions_on(self, day)
        return known

    def next_open_day(self, day: date) -> date:
        known = self._following.get(day)
        if known is None:
            known = self._following[day] = self.open_day_from(day + timedelta(days=1))
        return known
