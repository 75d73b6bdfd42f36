"""The legal clock once more: slow, obvious, and sharing nothing with the real one.

It walks forward from one day or minute to the next with a list of what is still to be counted, as a clerk would with a
wall calendar and a pencil. No line of a ledger is kept, nothing is skipped, and what is left when the clock stops is
simply what has not been struck out. `python -m tests.rules.timelines` sets both against each other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
#: Longer than any timeline that is set: a walk that goes on must be a mistake.
FAR = 4000

Hours = tuple[tuple[time, time], ...]


@dataclass
class Wall:
    """The wall calendar: days struck out, Saturdays and Sundays worked, and the hours on the door from a day on."""

    closed: set[date]
    opened: set[date]
    hours: dict[date, Hours]

    def worked(self, day: date) -> bool:
        if day in self.opened:
            return True
        return day.isoweekday() not in (6, 7) and day not in self.closed

    def door(self, day: date) -> Hours:
        shown: Hours = ()
        for since in sorted(self.hours):
            if since <= day:
                shown = self.hours[since]
        return shown

    def next_worked(self, day: date) -> date:
        day += DAY
        while not self.worked(day):
            day += DAY
        return day

    def morning(self, day: date) -> datetime:
        return _at(day, self.door(day)[0][0])

    def evening(self, day: date) -> datetime:
        return _at(day, self.door(day)[-1][1])


@dataclass
class Owed:
    """What is still to be counted of one period, struck out as time passes."""

    unit: str
    amount: int
    cutoff: time | None = None
    fresh: bool = True


@dataclass
class Happening:
    """`what`: start, pause, resume, restart, extend or stop."""

    what: str
    at: datetime
    owed: list[tuple[int, str, time | None]] = field(default_factory=list)
    new_date: datetime | None = None


def due(happenings: list[Happening], wall: Wall) -> datetime | None:
    """The date that stands after the last happening, or none while the clock stands or has not begun."""
    clerk = _Clerk(wall)
    for one in happenings:
        getattr(clerk, one.what)(one, one.at.astimezone(HERE))
    return None if clerk.standing else clerk.date


class _Clerk:
    """Has a list of what is owed, and one date on a slip of paper."""

    def __init__(self, wall: Wall) -> None:
        self.wall = wall
        self.asked: list[tuple[int, str, time | None]] = []
        self.owed: list[Owed] = []
        self.since = datetime.min.replace(tzinfo=HERE)
        self.date: datetime | None = None
        self.standing = self.was_late = False

    def start(self, one: Happening, now: datetime) -> None:
        self.asked = one.owed
        self.restart(one, now)

    def restart(self, _one: Happening, now: datetime) -> None:
        self._run([Owed(unit, amount, cutoff) for amount, unit, cutoff in self.asked], now)

    def pause(self, _one: Happening, now: datetime) -> None:
        assert self.date is not None
        self.was_late, self.standing = self.date < now, True
        _walk(self.owed, self.since, now, self.wall)

    def resume(self, _one: Happening, now: datetime) -> None:
        if self.was_late:
            # The date had passed before: it stays on the slip.
            self.owed, self.since, self.standing = [], now, False
            return
        left = [_continued(each) for each in self.owed if each.amount]
        self._run(left or [Owed("same_day", 1)], now)

    def extend(self, one: Happening, now: datetime) -> None:
        assert one.new_date is not None
        self.date = _or_next_evening(one.new_date.astimezone(HERE), self.wall)
        self.since = now
        self.owed = [Owed("working_day", _worked_days(now.date(), self.date.date(), self.wall))]

    def stop(self, _one: Happening, _now: datetime) -> None:
        if self.standing:
            self.date = None

    def _run(self, owed: list[Owed], now: datetime) -> None:
        self.owed, self.since, self.standing = owed, now, False
        self.date = _walk(_copy(owed), now, None, self.wall)


def _walk(owed: list[Owed], since: datetime, stop: datetime | None, wall: Wall) -> datetime:
    """Strike out from `since` on, until everything is struck out or the clock stops. Gives where the walk ended."""
    here = since
    for each in owed:
        if each.amount:
            here = _after_hour(here, each, wall)
            if stop is not None and here > stop:
                # This period has not begun: nothing of it is struck out.
                break
            here = _WALKS[each.unit](each, here, stop, wall)
    return here


def _after_hour(here: datetime, owed: Owed, wall: Wall) -> datetime:
    if owed.cutoff is None:
        return here
    if wall.worked(here.date()) and here.time() <= owed.cutoff:
        return here
    return wall.morning(wall.next_worked(here.date()))


def _same_day(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    day = here.date()
    if not wall.worked(day) or here >= wall.evening(day):
        day = wall.next_worked(day)
    while True:
        if stop is not None and day > stop.date():
            return wall.evening(day)
        owed.amount -= 1
        if not owed.amount:
            return wall.evening(day)
        day = wall.next_worked(day)


def _working_day(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    day = here.date()
    while True:
        day = wall.next_worked(day)
        if stop is not None and day > stop.date():
            return wall.evening(day)
        owed.amount -= 1
        if not owed.amount:
            return wall.evening(day)


def _day(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    day = here.date()
    while owed.amount:
        day += DAY
        if stop is not None and day > stop.date():
            return _at(day, time(23, 59))
        owed.amount -= 1
    while not wall.worked(day):
        day += DAY
    return wall.evening(day)


def _month(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    """A month is told off on the wall calendar: to the same day of the month, or its last day."""
    end = here.date()
    for _ in range(owed.amount):
        end = _first_of_next(end)
    wanted = here.date().day
    while end.month == (end + DAY).month and end.day < wanted:
        end += DAY
    owed.unit, owed.amount = "day", (end - here.date()).days
    return _day(owed, here, stop, wall)


def _half_day(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    day = here.date()
    for _ in range(FAR):
        for opens, closes in wall.door(day) if wall.worked(day) else ():
            if _at(day, opens) <= here:
                # Begun or over when the walk begins: the half day of receipt is not counted, a past one neither.
                continue
            if stop is not None and _at(day, opens) > stop:
                return _at(day, closes)
            owed.amount -= 1
            if not owed.amount:
                return _at(day, closes)
        day += DAY
    raise AssertionError("no half day is ever worked")


def _minutes(owed: Owed, here: datetime, stop: datetime | None, wall: Wall) -> datetime:
    """Every worked minute is struck out by itself."""
    if owed.fresh:
        owed.amount, owed.fresh = owed.amount * 60, False
    day = here.date()
    for _ in range(FAR):
        for opens, closes in wall.door(day) if wall.worked(day) else ():
            minute = _at(day, opens)
            while minute < _at(day, closes):
                if minute >= here:
                    if stop is not None and minute >= stop:
                        return minute + MINUTE
                    owed.amount -= 1
                    if not owed.amount:
                        return minute + MINUTE
                minute += MINUTE
        day += DAY
    raise AssertionError("no minute is ever worked")


_WALKS: dict[str, Callable[[Owed, datetime, datetime | None, Wall], datetime]] = {
    "same_day": _same_day,
    "working_day": _working_day,
    "day": _day,
    "month": _month,
    "half_day": _half_day,
    "hour": _minutes,
}


def _continued(owed: Owed) -> Owed:
    """After a wait: the hour of receipt is past, and the day of receipt too."""
    if owed.unit == "same_day":
        return Owed("working_day", owed.amount)
    return Owed(owed.unit, owed.amount, None, owed.fresh)


def _copy(owed: list[Owed]) -> list[Owed]:
    return [Owed(each.unit, each.amount, each.cutoff, each.fresh) for each in owed]


def _or_next_evening(new_date: datetime, wall: Wall) -> datetime:
    return new_date if wall.worked(new_date.date()) else wall.evening(wall.next_worked(new_date.date()))


def _worked_days(after: date, last: date, wall: Wall) -> int:
    days = 0
    while after < last:
        after += DAY
        days += wall.worked(after)
    return days


def _first_of_next(day: date) -> date:
    month = day.month
    while day.month == month:
        day += DAY
    return day


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=HERE)
