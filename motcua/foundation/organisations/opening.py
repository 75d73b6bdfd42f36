"""When a unit is open: hours of its own, or those of the working calendar. A holiday closes every door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.foundation.calendar.arithmetic import LONGEST_CLOSURE, VIETNAM, CalendarHasNoOpenDay, WorkingCalendar
from motcua.foundation.organisations.models import Agency, OpeningHours

Stretch = tuple[time, time]
_WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Openness:
    """Open until that moment, or closed until it."""

    is_open: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """`own` has the stretches of each weekday of a unit that has hours of its own; otherwise it is empty."""

    calendar: WorkingCalendar
    own: Mapping[int, tuple[Stretch, ...]]

    def on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches in which the unit is open on that day, in order."""
        if not self.own:
            return self.calendar.sessions_on(day)
        if day in self.calendar.closed:
            return ()
        stretches = self.own.get(day.weekday(), ())
        return tuple((_at(day, opens), _at(day, closes)) for opens, closes in stretches)

    def standing(self, at: datetime) -> Openness:
        local = at.astimezone(VIETNAM)
        for ahead in range(LONGEST_CLOSURE):
            for opens, closes in self.on(local.date() + timedelta(days=ahead)):
                if opens <= local < closes:
                    return Openness(is_open=True, until=closes)
                if local < opens:
                    return Openness(is_open=False, until=opens)
        raise CalendarHasNoOpenDay

    def week(self, *, of: date) -> tuple[tuple[Stretch, ...], ...]:
        """Monday to Sunday as they usually are, whatever holidays the week of that day has."""
        if self.own:
            return tuple(self.own.get(weekday, ()) for weekday in _WEEK)
        hours = max((entry for entry in self.calendar.hours if entry.valid_from <= of), key=lambda h: h.valid_from)
        worked = tuple((session.opens, session.closes) for session in hours.sessions)
        return (worked,) * 5 + ((),) * 2


def hours_of(agency: Agency, calendar: WorkingCalendar) -> Hours:
    return _hours(agency.opening_hours.all(), calendar)


def _hours(rows: Iterable[OpeningHours], calendar: WorkingCalendar) -> Hours:
    own: dict[int, tuple[Stretch, ...]] = {}
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens)):
        own[row.weekday] = (*own.get(row.weekday, ()), (row.opens, row.closes))
    return Hours(calendar, own)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=VIETNAM)
