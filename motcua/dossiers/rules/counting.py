"""Several periods one after the other: where they end, what is left of them when the clock stops, and counted again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.foundation.calendar.arithmetic import VIETNAM, Count, Counted, Period, Unit, WorkingCalendar, add

#: Units that are counted whole: the day on which the clock stops is used up.
_DAYS = frozenset({Unit.WORKING_DAY, Unit.DAY, Unit.SAME_DAY})
MINUTES_OF_AN_HOUR = 60
#: As what the rest of a period is counted: the day of receipt is over.
_LATER = {Unit.SAME_DAY: Unit.WORKING_DAY}


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be counted of one period: units, or minutes where the law counts hours."""

    unit: Unit
    amount: int


def counts(calendar: WorkingCalendar, start: datetime, limit: Sequence[Period]) -> tuple[Count, ...]:
    """Each period from where the one before it ended. Raises ValueError without a period."""
    if not limit:
        raise ValueError("a legal limit has at least one period")
    done: list[Count] = []
    for period in limit:
        done.append(add(calendar, done[-1].due_at if done else start, period))
    return tuple(done)


def left_at(done: Iterable[Count], stopped_at: datetime) -> tuple[Left, ...]:
    """What was still to be counted when the clock stopped, period by period; what is used up is left out."""
    rest = (_left(count, stopped_at.astimezone(VIETNAM)) for count in done if count.lines)
    return tuple(each for each in rest if each.amount)


def go_on(calendar: WorkingCalendar, start: datetime, left: Sequence[Left]) -> tuple[Count, ...]:
    """Count what was left from `start`. With nothing left the dossier is due when the office closes next."""
    if not left:
        return (add(calendar, start, Period(1, Unit.SAME_DAY)),)
    done: list[Count] = []
    for each in left:
        done.append(_again(calendar, done[-1].due_at if done else start, each))
    return tuple(done)


def until(calendar: WorkingCalendar, start: datetime, new_due_at: datetime) -> Count:
    """The working days up to a date that a letter names; a date that has become a rest day moves to the next day."""
    start, end = start.astimezone(VIETNAM), new_due_at.astimezone(VIETNAM)
    if not calendar.is_open(end.date()):
        end = calendar.closes_at(calendar.next_open_day(end.date()))
    lines = []
    day = calendar.next_open_day(start.date())
    while day <= end.date():
        lines.append(Counted(calendar.opens_at(day), min(calendar.closes_at(day), end), 1, Unit.WORKING_DAY))
        day = calendar.next_open_day(day)
    return Count(counted_from=start, due_at=end, lines=tuple(lines))


def _left(count: Count, stopped_at: datetime) -> Left:
    """A period that had not begun is left whole; months that had are days by now."""
    lines, unit = count.lines, count.lines[0].unit
    if count.period and count.counted_from > stopped_at:
        return _whole(count.period)
    if unit is Unit.HOUR:
        rest = sum((line.ends - max(line.starts, stopped_at) for line in lines if line.ends > stopped_at), timedelta())
        return Left(unit, int(rest.total_seconds() // 60))
    if unit in _DAYS:
        amount = sum(1 for line in lines if line.amount and line.starts.date() > stopped_at.date())
        return Left(_LATER.get(unit, unit), amount)
    return Left(unit, sum(1 for line in lines if line.starts > stopped_at))


def _whole(period: Period) -> Left:
    if period.unit is Unit.HOUR:
        return Left(Unit.HOUR, period.amount * MINUTES_OF_AN_HOUR)
    return Left(_LATER.get(period.unit, period.unit), period.amount)


def _again(calendar: WorkingCalendar, start: datetime, left: Left) -> Count:
    if left.unit is not Unit.HOUR:
        return add(calendar, start, Period(left.amount, left.unit))
    lines: list[Counted] = []
    rest = timedelta(minutes=left.amount)
    for opens, closes in calendar.sessions_from(start.astimezone(VIETNAM)):
        taken = min(rest, closes - opens)
        lines.append(Counted(opens, opens + taken, taken.total_seconds() / 3600, Unit.HOUR))
        rest -= taken
        if not rest:
            break
    return Count(counted_from=start, due_at=lines[-1].ends, lines=tuple(lines))
