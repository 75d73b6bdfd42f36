"""The legal clock of one dossier, read from what happened to it, as a ledger.

By law the period starts again when a supplement is complete, and goes on where it stood after another legal wait. How
the national index counts the same events is in `index_reading`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.dossiers.rules import counting
from motcua.dossiers.rules.counting import Left
from motcua.dossiers.rules.lifecycle import Clock
from motcua.foundation.calendar.arithmetic import VIETNAM, Count, Counted, Period, Unit, WorkingCalendar, legal_day


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
    """A line of the ledger: a stretch in which the clock ran or stood, why, and what it counted.

    `due_at` is the date that this stretch gave, `counted_from` the moment from which it counted (a later one than
    `starts` after the cut-off hour), `left` what a stretch in which the clock stands will go on with.
    """

    starts: datetime
    ends: datetime | None
    runs: bool
    ground: str
    counted: tuple[Counted, ...] = ()
    event_number: int = 0
    clock: Clock = Clock.KEEP
    counted_from: datetime | None = None
    due_at: datetime | None = None
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`due_at` is empty while the clock has not started or stands; once stopped it stays as it was."""

    due_at: datetime | None
    original_due_at: datetime | None
    entries: tuple[Entry, ...] = ()
    stopped_at: datetime | None = None


def read(ticks: Iterable[Tick], *, calendar: WorkingCalendar) -> Reading:
    """Fold the ticks, in order of event number, into a reading."""
    clock = _Running(calendar)
    for tick in ticks:
        _STEPS[tick.clock](clock, tick)
    return clock.reading()


def count(calendar: WorkingCalendar, start: datetime, limit: Sequence[Period]) -> tuple[datetime, tuple[Counted, ...]]:
    """The end of several periods one after the other, and every stretch counted. Raises ValueError without a period."""
    done = counting.counts(calendar, start, limit)
    return done[-1].due_at, tuple(line for each in done for line in each.lines)


def last_day_to_apologise(due_at: datetime, *, days_before: int, calendar: WorkingCalendar) -> date:
    """The last working day that is at least so many days before the due date.

    One day (NĐ 61/2018 art. 19.9, repeated in 2025 rules): the rule `apology_days_before_due` of that day.
    """
    return calendar.last_open_day_until(legal_day(due_at) - timedelta(days=days_before))


def closable_from(asked_at: datetime, *, working_days: int, calendar: WorkingCalendar) -> date:
    """The first working day after the period for completing a dossier has run out."""
    end, _ = count(calendar, asked_at, [Period(working_days, Unit.WORKING_DAY)])
    return calendar.next_open_day(legal_day(end))


class _Running:
    """The clock while the ticks are folded: the only mutable thing here, and it never leaves this module."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.limit: tuple[Period, ...] = ()
        #: The tick since which the clock runs or stands; none before the start and after the stop.
        self.since: Tick | None = None
        self.runs = False
        self.done: tuple[Count, ...] = ()
        self.left: tuple[Left, ...] = ()
        self.due_at: datetime | None = None
        self.original_due_at: datetime | None = None
        self.stopped_at: datetime | None = None
        self.entries: list[Entry] = []

    def keep(self, tick: Tick) -> None:
        """The moves that leave the clock alone."""

    def start(self, tick: Tick) -> None:
        self.limit = tick.limit
        self._run(tick, counting.counts(self.calendar, tick.at, tick.limit))
        self.original_due_at = self.due_at

    def pause(self, tick: Tick) -> None:
        self._close(tick.at)
        self.left = counting.left_at(self.done, tick.at)
        self.since, self.runs = tick, False

    def resume(self, tick: Tick) -> None:
        """A date that had passed when the clock stopped has passed for good: waiting does not mend it."""
        stood_since = self.since
        assert stood_since is not None, "a clock goes on that stood"
        assert self.due_at is not None, "a clock that stood had run"
        self._close(tick.at)
        if self.due_at < stood_since.at:
            self._run(tick, (Count(counted_from=tick.at, due_at=self.due_at, lines=()),))
        else:
            self._run(tick, counting.go_on(self.calendar, tick.at, self.left))

    def restart(self, tick: Tick) -> None:
        self._close(tick.at)
        self._run(tick, counting.counts(self.calendar, tick.at, self.limit))

    def extend(self, tick: Tick) -> None:
        self._close(tick.at)
        assert tick.new_due_at is not None, "an extension names the new date"
        self._run(tick, (counting.until(self.calendar, tick.at, tick.new_due_at),))

    def stop(self, tick: Tick) -> None:
        """Who ends it while the clock stands ends it with no date to be late for."""
        self._close(tick.at)
        self.due_at = self.due_at if self.runs else None
        self.since, self.stopped_at = None, tick.at

    def reading(self) -> Reading:
        self._close(None)
        stands = self.since is not None and not self.runs
        return Reading(
            due_at=None if stands else self.due_at,
            original_due_at=self.original_due_at,
            entries=tuple(self.entries),
            stopped_at=self.stopped_at,
        )

    def _run(self, tick: Tick, done: tuple[Count, ...]) -> None:
        self.since, self.runs, self.left = tick, True, ()
        self.done, self.due_at = done, done[-1].due_at

    def _close(self, ends: datetime | None) -> None:
        """Write the stretch that ends now, or that has not ended."""
        if self.since is not None:
            self.entries.append(self._ran(self.since, ends) if self.runs else self._stood(self.since, ends))

    def _ran(self, tick: Tick, ends: datetime | None) -> Entry:
        return Entry(
            starts=tick.at,
            ends=ends,
            runs=True,
            ground=tick.ground,
            counted=_until((line for each in self.done for line in each.lines), ends),
            event_number=tick.event_number,
            clock=tick.clock,
            counted_from=self.done[0].counted_from,
            due_at=self.due_at,
        )

    def _stood(self, tick: Tick, ends: datetime | None) -> Entry:
        return Entry(
            starts=tick.at,
            ends=ends,
            runs=False,
            ground=tick.ground,
            event_number=tick.event_number,
            clock=tick.clock,
            left=self.left,
        )


def _until(counted: Iterable[Counted], ends: datetime | None) -> tuple[Counted, ...]:
    """The lines that were counted by `ends`; the day of the stop counts."""
    if ends is None:
        return tuple(counted)
    last = ends.astimezone(VIETNAM)
    return tuple(line for line in counted if line.starts <= last or line.starts.date() <= last.date())


_STEPS = {
    Clock.KEEP: _Running.keep,
    Clock.START: _Running.start,
    Clock.PAUSE: _Running.pause,
    Clock.RESUME: _Running.resume,
    Clock.RESTART: _Running.restart,
    Clock.EXTEND: _Running.extend,
    Clock.STOP: _Running.stop,
}
