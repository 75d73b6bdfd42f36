"""Working time: counting days, halves of days, hours and months over a calendar. Pure: no database, no clock.

Moments come in and go out as aware datetimes; the counting is done in Vietnamese legal time.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SATURDAY = 5
#: A calendar without an open day in this many days is a mistake in the data, not a long holiday.
LONGEST_CLOSURE = 60


class Unit(StrEnum):
    SAME_DAY = "same_day"
    HALF_DAY = "half_day"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of legal time. `cutoff`: what arrives after this hour counts as arriving on the next working day."""

    amount: int
    unit: Unit
    cutoff: time | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One unbroken stretch of office hours, such as a morning."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The sessions of a working day, from `valid_from` until the next entry."""

    valid_from: date
    sessions: tuple[Session, ...]


#: Hours of state offices in most provinces; a province overrides them in its calendar.
USUAL_HOURS = OfficeHours(
    valid_from=date.min,
    sessions=(Session(opens=time(7, 30), closes=time(11, 30)), Session(opens=time(13), closes=time(17))),
)


def legal_day(moment: datetime) -> date:
    """Return the day on which an instant falls by Vietnamese legal time."""
    return moment.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the count: the stretch that was counted and how much of the unit it made."""

    starts: datetime
    ends: datetime
    amount: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Count:
    """Where a period ends, and every stretch that was counted on the way."""

    counted_from: datetime
    due_at: datetime
    lines: tuple[Counted, ...]
    period: Period | None = None


class CalendarHasNoOpenDay(ValueError):
    """The calendar closes every day for months: its data must be wrong."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days and hours are worked. `opened` are weekend days worked in exchange for a holiday."""

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    hours: tuple[OfficeHours, ...] = field(default=(USUAL_HOURS,))

    def is_open(self, day: date) -> bool:
        return day in self.opened or (day.weekday() < SATURDAY and day not in self.closed)

    def open_day_from(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the next day that is."""
        for _ in range(LONGEST_CLOSURE):
            if self.is_open(day):
                return day
            day += timedelta(days=1)
        raise CalendarHasNoOpenDay

    def next_open_day(self, day: date) -> date:
        return self.open_day_from(day + timedelta(days=1))

    def last_open_day_until(self, day: date) -> date:
        for _ in range(LONGEST_CLOSURE):
            if self.is_open(day):
                return day
            day -= timedelta(days=1)
        raise CalendarHasNoOpenDay

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start`, up to and with `end`: the first day is never counted."""
        return sum(self.is_open(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def sessions_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches worked on `day`, in order; none when the day is closed."""
        if not self.is_open(day):
            return ()
        hours = max((h for h in self.hours if h.valid_from <= day), key=lambda h: h.valid_from)
        return tuple((_at(day, s.opens), _at(day, s.closes)) for s in hours.sessions)

    def opens_at(self, day: date) -> datetime:
        return self.sessions_on(day)[0][0]

    def closes_at(self, day: date) -> datetime:
        """The end of office hours: the hour that a due day gets where the law counts in days."""
        return self.sessions_on(day)[-1][1]

    def sessions_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of working time from `moment` on, the first one cut at `moment`."""
        day = moment.date()
        while True:
            for opens, closes in self.sessions_on(day):
                if closes > moment:
                    yield max(opens, moment), closes
            day = self.next_open_day(day)

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        total = 0
        for opens, closes in self.sessions_from(_local(start)):
            if opens >= end:
                return total
            total += int((min(closes, _local(end)) - opens).total_seconds() // 60)
        raise CalendarHasNoOpenDay


def add(calendar: WorkingCalendar, start: datetime, period: Period) -> Count:
    """Count `period` from `start`, a moment of receipt.

    The day of receipt is not counted and a period that would end on a rest day ends on the next working day
    (Civil Code 2015, articles 147 and 148).
    """
    counted_from = _after_cutoff(calendar, _local(start), period.cutoff)
    lines = tuple(_COUNTERS[period.unit](calendar, counted_from, period.amount))
    return Count(
        counted_from=counted_from, due_at=lines[-1].ends if lines else counted_from, lines=lines, period=period
    )


def months_later(day: date, amount: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day (Civil Code, art. 148)."""
    months = day.month - 1 + amount
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _after_cutoff(calendar: WorkingCalendar, start: datetime, cutoff: time | None) -> datetime:
    if cutoff is None or (calendar.is_open(start.date()) and start.time() <= cutoff):
        return start
    return calendar.opens_at(calendar.next_open_day(start.date()))


def _same_day(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    """The day of receipt itself and `amount - 1` working days more; after closing time, the next working day."""
    day = calendar.open_day_from(start.date())
    if start >= calendar.closes_at(day):
        day = calendar.next_open_day(day)
    for number in range(amount):
        if number:
            day = calendar.next_open_day(day)
        yield Counted(max(start, calendar.opens_at(day)), calendar.closes_at(day), 1, Unit.SAME_DAY)


def _working_days(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    day = start.date()
    for _ in range(amount):
        day = calendar.next_open_day(day)
        yield Counted(calendar.opens_at(day), calendar.closes_at(day), 1, Unit.WORKING_DAY)


def _half_days(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    """The half day of receipt is not counted, as the day of receipt is not where the law counts in days."""
    for number, (opens, closes) in enumerate(calendar.sessions_from(start)):
        if number >= amount + (1 if _inside_session(calendar, start) else 0):
            return
        if opens > start or not _inside_session(calendar, start):
            yield Counted(opens, closes, 1, Unit.HALF_DAY)


def _inside_session(calendar: WorkingCalendar, moment: datetime) -> bool:
    return any(opens <= moment < closes for opens, closes in calendar.sessions_on(moment.date()))


def _hours(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    left = timedelta(hours=amount)
    for opens, closes in calendar.sessions_from(start):
        if left <= timedelta():
            return
        taken = min(left, closes - opens)
        left -= taken
        yield Counted(opens, opens + taken, taken.total_seconds() / 3600, Unit.HOUR)


def _days(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    last = start.date() + timedelta(days=amount)
    yield from _whole_days(calendar, start.date(), last)


def _months(calendar: WorkingCalendar, start: datetime, amount: int) -> Iterator[Counted]:
    yield from _whole_days(calendar, start.date(), months_later(start.date(), amount))


def _whole_days(calendar: WorkingCalendar, first: date, last: date) -> Iterator[Counted]:
    """Each calendar day after `first` up to `last`, then the rest days that the end rolls over."""
    end = calendar.open_day_from(last)
    days = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    for _, day in pairwise(days):
        closes = calendar.closes_at(day) if day == end else _at(day, time(23, 59))
        yield Counted(_at(day, time(0)), closes, 1 if day <= last else 0, Unit.DAY)


_COUNTERS = {
    Unit.SAME_DAY: _same_day,
    Unit.HALF_DAY: _half_days,
    Unit.HOUR: _hours,
    Unit.WORKING_DAY: _working_days,
    Unit.DAY: _days,
    Unit.MONTH: _months,
}


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=VIETNAM)
