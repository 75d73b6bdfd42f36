"""The legal clock of one dossier, read from what happened to it, as a ledger.

The law and the national index count a supplement differently: by law the period starts again when the dossier is
complete; the QĐ 766/QĐ-TTg formula subtracts the waiting time and calls a second request overdue. Both are read from
the same ticks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.dossiers.rules.lifecycle import Clock
from motcua.foundation.calendar.arithmetic import VIETNAM, Count, Counted, Period, Unit, WorkingCalendar, add

#: NĐ 61/2018 art. 19.9, repeated in 2025 rules: the letter of apology goes out at least one day before the due date.
APOLOGY_DAYS_BEFORE = 1

#: Units that are counted whole: the day on which the clock stops is used up.
_DAYS = frozenset({Unit.WORKING_DAY, Unit.DAY, Unit.SAME_DAY})


@dataclass(frozen=True, slots=True)
class Tick:
    """One event, as the legal clock sees it. `limit` comes with START, `new_due_at` with EXTEND."""

    at: datetime
    clock: Clock
    limit: tuple[Period, ...] = ()
    new_due_at: datetime | None = None
    ground: str = ""
    event_number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: a stretch in which the clock ran or stood, why, and what it counted."""

    starts: datetime
    ends: datetime | None
    runs: bool
    ground: str
    counted: tuple[Counted, ...] = ()
    event_number: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """`due_at` is empty while the clock has not started or stands; once stopped it stays as it was."""

    due_at: datetime | None
    original_due_at: datetime | None
    entries: tuple[Entry, ...] = ()
    stopped_at: datetime | None = None
    #: Requests for a supplement and the minutes spent waiting for them, for QĐ 766.
    supplements: int = 0
    waited: timedelta = field(default=timedelta())


def read(ticks: Iterable[Tick], *, calendar: WorkingCalendar) -> Reading:
    """Fold the ticks, in order of event number, into a reading."""
    clock = _Running(calendar)
    for tick in ticks:
        _STEPS[tick.clock](clock, tick)
    return clock.reading()


def count(calendar: WorkingCalendar, start: datetime, limit: Sequence[Period]) -> tuple[datetime, tuple[Counted, ...]]:
    """The end of several periods one after the other, and every stretch counted. Raises ValueError without a period."""
    if not limit:
        raise ValueError("a legal limit has at least one period")
    counts: list[Count] = []
    for period in limit:
        counts.append(add(calendar, counts[-1].due_at if counts else start, period))
    return counts[-1].due_at, tuple(line for one in counts for line in one.lines)


def last_day_to_apologise(due_at: datetime, *, calendar: WorkingCalendar) -> date:
    """The last working day that is at least one day before the due date."""
    return calendar.last_open_day_until(due_at.astimezone(VIETNAM).date() - timedelta(days=APOLOGY_DAYS_BEFORE))


def closable_from(asked_at: datetime, *, working_days: int, calendar: WorkingCalendar) -> date:
    """The first working day after the period for completing a dossier has run out."""
    end, _ = count(calendar, asked_at, [Period(working_days, Unit.WORKING_DAY)])
    return calendar.next_open_day(end.astimezone(VIETNAM).date())


class _Running:
    """The clock while the ticks are folded: the only mutable thing here, and it never leaves this module."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.limit: tuple[Period, ...] = ()
        self.remaining: tuple[Counted, ...] | None = None
        self.running_since: datetime | None = None
        self.paused_since: datetime | None = None
        self.due_at: datetime | None = None
        self.original_due_at: datetime | None = None
        self.counted: tuple[Counted, ...] = ()
        self.stopped_at: datetime | None = None
        self.entries: list[Entry] = []
        self.supplements = 0
        self.waited = timedelta()
        self.ground, self.event_number = "", 0

    def keep(self, tick: Tick) -> None:
        """The moves that leave the clock alone."""

    def start(self, tick: Tick) -> None:
        self.limit = tick.limit
        self._run(tick, *count(self.calendar, tick.at, tick.limit))
        self.original_due_at = self.due_at

    def pause(self, tick: Tick) -> None:
        self._close(tick.at, runs=True)
        self.supplements += tick.ground == "supplement"
        self.running_since, self.paused_since = None, tick.at
        self.ground, self.event_number = tick.ground, tick.event_number

    def resume(self, tick: Tick) -> None:
        left = self._left_at(self.paused_since or tick.at)
        self._end_wait(tick)
        self._run(tick, *_recount(self.calendar, tick.at, left))

    def restart(self, tick: Tick) -> None:
        self._end_wait(tick)
        self._run(tick, *count(self.calendar, tick.at, self.limit))

    def extend(self, tick: Tick) -> None:
        self._close(tick.at, runs=True)
        assert tick.new_due_at is not None, "an extension names the new date"
        self._run(tick, tick.new_due_at, ())

    def stop(self, tick: Tick) -> None:
        self._close(tick.at, runs=self.running_since is not None)
        self.running_since = self.paused_since = None
        self.stopped_at = tick.at

    def reading(self) -> Reading:
        stands = self.paused_since is not None
        if self.stopped_at is None and (self.running_since or stands):
            self._close(None, runs=not stands)
        return Reading(
            due_at=None if stands else self.due_at,
            original_due_at=self.original_due_at,
            entries=tuple(self.entries),
            stopped_at=self.stopped_at,
            supplements=self.supplements,
            waited=self.waited,
        )

    def _run(self, tick: Tick, due_at: datetime, counted: tuple[Counted, ...]) -> None:
        self.running_since, self.paused_since = tick.at, None
        self.due_at, self.counted = due_at, counted
        self.ground, self.event_number = tick.ground, tick.event_number

    def _end_wait(self, tick: Tick) -> None:
        if self.paused_since is not None:
            self._close(tick.at, runs=False)
            self.waited += tick.at - self.paused_since

    def _close(self, ends: datetime | None, *, runs: bool) -> None:
        starts = self.running_since if runs else self.paused_since
        if starts is not None:
            counted = _until(self.counted, ends) if runs else ()
            self.entries.append(Entry(starts, ends, runs, self.ground, counted, self.event_number))

    def _left_at(self, paused_at: datetime) -> tuple[Counted, ...]:
        """What was still to be counted when the clock stopped; a day on which it stopped counts as used."""
        return tuple(
            _rest(line, paused_at) for line in self.counted if line.ends > paused_at and _open(line, paused_at)
        )


def _open(line: Counted, paused_at: datetime) -> bool:
    if line.unit in _DAYS:
        return line.starts.date() > paused_at.astimezone(VIETNAM).date()
    return line.unit is Unit.HOUR or line.starts > paused_at


def _rest(line: Counted, paused_at: datetime) -> Counted:
    starts = max(line.starts, paused_at.astimezone(VIETNAM)) if line.unit is Unit.HOUR else line.starts
    return Counted(starts, line.ends, line.amount, line.unit)


def _until(counted: Iterable[Counted], ends: datetime | None) -> tuple[Counted, ...]:
    """The lines that were counted by `ends`; the day of the stop counts."""
    if ends is None:
        return tuple(counted)
    last = ends.astimezone(VIETNAM)
    return tuple(line for line in counted if line.starts <= last or line.starts.date() <= last.date())


def _recount(
    calendar: WorkingCalendar, start: datetime, left: Sequence[Counted]
) -> tuple[datetime, tuple[Counted, ...]]:
    """Count what was left again from `start`. Nothing left: the dossier is due when the day ends."""
    minutes = sum((line.ends - line.starts for line in left if line.unit is Unit.HOUR), timedelta())
    if minutes:
        return _add_minutes(calendar, start, minutes)
    if not left:
        end = calendar.closes_at(calendar.open_day_from(start.astimezone(VIETNAM).date()))
        return end, ()
    unit = left[0].unit
    amount = sum(1 for line in left if line.amount)
    return count(calendar, start, [Period(amount, Unit.WORKING_DAY if unit is Unit.SAME_DAY else unit)])


def _add_minutes(calendar: WorkingCalendar, start: datetime, left: timedelta) -> tuple[datetime, tuple[Counted, ...]]:
    lines: list[Counted] = []
    for opens, closes in calendar.sessions_from(start.astimezone(VIETNAM)):
        taken = min(left, closes - opens)
        lines.append(Counted(opens, opens + taken, taken.total_seconds() / 3600, Unit.HOUR))
        left -= taken
        if not left:
            break
    return lines[-1].ends, tuple(lines)


_STEPS = {
    Clock.KEEP: _Running.keep,
    Clock.START: _Running.start,
    Clock.PAUSE: _Running.pause,
    Clock.RESUME: _Running.resume,
    Clock.RESTART: _Running.restart,
    Clock.EXTEND: _Running.extend,
    Clock.STOP: _Running.stop,
}
