"""Random lives of a dossier, told twice: to the legal clock, and to the slow clock that shares nothing with it.

`python -m tests.rules.timelines 1000000` sets that many against each other and stops at the first difference.
"""

import sys
import time as stopwatch
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.legal_clock import Tick
from motcua.dossiers.rules.lifecycle import Clock
from motcua.foundation.calendar.arithmetic import OfficeHours, Period, Session, Unit, WorkingCalendar
from tests.rules import slow_clock
from tests.rules.slow_clock import HERE, Happening, Wall

#: Something that gives a whole number between two others: a random generator, or hypothesis that can shrink it.
Pick = Callable[[int, int], int]

MORNING, NOON, AFTERNOON, EVENING = time(7, 30), time(11, 30), time(13), time(17)
#: Hours on the door: as usual, in summer, on short days, and without a break.
DOORS: tuple[slow_clock.Hours, ...] = (
    ((MORNING, NOON), (AFTERNOON, EVENING)),
    ((time(7), time(11)), (time(13, 30), EVENING)),
    ((time(8), NOON),),
    ((time(6, 45), time(16, 45)),),
)
EDGES = (MORNING, NOON, AFTERNOON, time(15), time(16), EVENING)
CUTOFFS = (None, None, time(15), time(16), time(9, 30))
#: Most that is asked for of each unit.
MOST = {"same_day": 2, "half_day": 9, "hour": 40, "working_day": 30, "day": 45, "month": 4}
FIRST_DAY = date(2025, 12, 1)
MOST_HAPPENINGS = 6
#: What may follow while the clock runs, and while it stands.
RUNNING, STANDING = ("pause", "pause", "extend", "stop"), ("resume", "resume", "restart", "stop")
PROGRESS_EVERY = 20_000


@dataclass
class Timeline:
    wall: Wall
    happenings: list[Happening]


def timeline(pick: Pick) -> Timeline:
    """A calendar, a limit, and what happened at which minute of day and night."""
    wall = _wall(pick)
    at = datetime.combine(FIRST_DAY, time(), tzinfo=HERE) + timedelta(days=pick(0, 400), minutes=pick(0, 1439))
    happenings = [Happening("start", at, owed=[_period(pick) for _ in range(pick(1, 2))])]
    extended = False
    for _ in range(pick(0, MOST_HAPPENINGS)):
        at = _later(pick, at)
        running = happenings[-1].what in ("start", "resume", "restart", "extend")
        what = (RUNNING if running else STANDING)[pick(0, 3)]
        if what == "extend" and extended:
            what = "pause"
        extended = extended or what == "extend"
        new_date = _new_date(pick, at) if what == "extend" else None
        happenings.append(Happening(what, at, new_date=new_date))
        if what == "stop":
            break
    return Timeline(wall, happenings)


def by_the_legal_clock(told: Timeline) -> datetime | None:
    hours = tuple(
        OfficeHours(since, tuple(Session(opens, closes) for opens, closes in shown))
        for since, shown in told.wall.hours.items()
    )
    calendar = WorkingCalendar(frozenset(told.wall.closed), frozenset(told.wall.opened), hours)
    return legal_clock.read(map(_tick, told.happenings), calendar=calendar).due_at


def by_the_slow_clock(told: Timeline) -> datetime | None:
    return slow_clock.due(told.happenings, told.wall)


def _tick(one: Happening) -> Tick:
    limit = tuple(Period(amount, Unit(unit), cutoff) for amount, unit, cutoff in one.owed)
    return Tick(one.at, Clock(one.what), limit, one.new_date)


def _wall(pick: Pick) -> Wall:
    closed: set[date] = set()
    for _ in range(pick(0, 6)):
        begins = FIRST_DAY + timedelta(days=pick(0, 500))
        closed.update(begins + timedelta(days=n) for n in range(pick(1, 9)))
    opened = {_saturday(FIRST_DAY + timedelta(days=pick(0, 500))) for _ in range(pick(0, 5))}
    hours = {date.min: DOORS[pick(0, 3)]}
    if pick(0, 1):
        hours[FIRST_DAY + timedelta(days=pick(0, 400))] = DOORS[pick(0, 3)]
    return Wall(closed - opened, opened, hours)


def _saturday(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _period(pick: Pick) -> tuple[int, str, time | None]:
    unit = tuple(MOST)[pick(0, len(MOST) - 1)]
    return pick(1, MOST[unit]), unit, CUTOFFS[pick(0, len(CUTOFFS) - 1)]


def _later(pick: Pick, at: datetime) -> datetime:
    """Minutes, hours or weeks later; sometimes in the same minute, and sometimes just when a door opens or closes."""
    longest = (0, 90, 1440, 14 * 1440, 60 * 1440)[pick(0, 4)]
    then = at + timedelta(minutes=pick(0, longest))
    if pick(0, 1):
        return then
    at_edge = datetime.combine(then.date(), EDGES[pick(0, len(EDGES) - 1)], tzinfo=HERE)
    return at_edge if at_edge >= at else at_edge + timedelta(days=1)


def _new_date(pick: Pick, at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=pick(0, 30)), EVENING, tzinfo=HERE)


def main(count: int) -> None:
    began = stopwatch.monotonic()
    for seed in range(count):
        told = timeline(Random(seed).randint)  # noqa: S311 - a timeline, not a secret
        fast, slow = by_the_legal_clock(told), by_the_slow_clock(told)
        if fast != slow:
            sys.exit(f"timeline {seed}: the legal clock says {fast}, the slow one {slow}\n{told}")
        if (seed + 1) % PROGRESS_EVERY == 0:
            rate = (seed + 1) / (stopwatch.monotonic() - began)
            sys.stderr.write(f"{seed + 1:>9} timelines agree, {rate:.0f} a second\n")
    sys.stdout.write(f"{count} timelines agree\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
