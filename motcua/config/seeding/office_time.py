"""Office hours as one line of minutes: so many working minutes later is an addition."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from motcua.foundation.calendar.arithmetic import WorkingCalendar


class OfficeTime:
    """Every minute that is worked between two days, counted through."""

    def __init__(self, calendar: WorkingCalendar, *, first: date, last: date) -> None:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        sessions = [(day, opens, closes) for day in days for opens, closes in calendar.sessions_on(day)]
        self._opens = [opens.astimezone(UTC) for _, opens, _ in sessions]
        lengths = [int((closes - opens).total_seconds()) // 60 for _, opens, closes in sessions]
        self._starts = [0, *accumulate(lengths)]
        self._first_of = {day: number for number, (day, _, _) in reversed([*enumerate(sessions)])}

    def at(self, minute: float) -> datetime:
        """The moment of that minute; the last minute of a session is the first of the next."""
        session = bisect_right(self._starts, minute) - 1
        return self._opens[session] + timedelta(minutes=minute - self._starts[session])

    def minute(self, moment: datetime) -> float:
        """How many minutes had been worked by that moment."""
        session = bisect_right(self._opens, moment) - 1
        length = self._starts[session + 1] - self._starts[session]
        return self._starts[session] + min((moment - self._opens[session]).total_seconds() / 60, length)

    def day(self, day: date) -> tuple[int, int]:
        """The minutes of a working day: its first, and the first of the next."""
        first = self._first_of[day]
        last = first
        while last + 1 < len(self._opens) and (self._opens[last + 1] - self._opens[first]) < timedelta(hours=14):
            last += 1
        return self._starts[first], self._starts[last + 1]
