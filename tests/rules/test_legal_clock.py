from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.legal_clock import Tick
from motcua.dossiers.rules.lifecycle import Clock
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, WorkingCalendar

CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}))
FIVE_DAYS = (Period(5, Unit.WORKING_DAY),)


def nine(day: int, *, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=VIETNAM)


def due(*ticks: Tick) -> datetime | None:
    return legal_clock.read(ticks, calendar=CALENDAR).due_at


def test_the_clock_has_no_date_before_it_starts() -> None:
    assert due(Tick(nine(2), Clock.KEEP)) is None


def test_a_paused_clock_goes_on_with_the_days_left() -> None:
    started, paused = Tick(nine(2), Clock.START, FIVE_DAYS), Tick(nine(4), Clock.PAUSE)

    assert due(started, paused) is None
    # Two days are used up (3 and 4 November), three are left: 17, 18, 19.
    assert due(started, paused, Tick(nine(16), Clock.RESUME)) == nine(19, hour=17)


def test_a_completed_supplement_starts_the_period_again() -> None:
    ticks = [
        Tick(nine(2), Clock.START, FIVE_DAYS),
        Tick(nine(4), Clock.PAUSE, ground="supplement"),
        Tick(nine(16), Clock.RESTART),
    ]

    reading = legal_clock.read(ticks, calendar=CALENDAR)

    assert reading.due_at == nine(23, hour=17)
    assert reading.original_due_at == nine(9, hour=17)
    # What the index subtracts is read from the same ticks.
    assert (reading.supplements, reading.waited) == (1, timedelta(days=12))


def test_a_stopped_clock_keeps_its_date_for_the_judgement() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)

    reading = legal_clock.read([started, Tick(nine(5), Clock.STOP)], calendar=CALENDAR)

    assert (reading.due_at, reading.stopped_at) == (nine(9, hour=17), nine(5))


def test_an_apology_sets_the_new_date_and_keeps_the_first() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)
    extended = Tick(nine(6), Clock.EXTEND, new_due_at=nine(12, hour=17))

    reading = legal_clock.read([started, extended], calendar=CALENDAR)

    assert (reading.due_at, reading.original_due_at) == (nine(12, hour=17), nine(9, hour=17))


def test_limits_that_add_up_run_one_after_the_other() -> None:
    """1.001193: three working days of inquiry are added to the same day."""
    limit = (Period(1, Unit.SAME_DAY, time(15)), Period(3, Unit.WORKING_DAY))

    assert due(Tick(nine(19), Clock.START, limit)) == nine(25, hour=17)


def test_hours_stop_to_the_minute() -> None:
    limit = (Period(8, Unit.HOUR),)
    ticks = [
        Tick(nine(19), Clock.START, limit),
        Tick(nine(19, hour=10), Clock.PAUSE),
        Tick(nine(20, hour=8), Clock.RESUME),
    ]

    # One hour used, seven left from 08:00: 3.5 before noon, 3.5 after 13:00.
    assert due(*ticks) == datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)


def test_the_ledger_accounts_for_every_moment_between_start_and_stop() -> None:
    ticks = [
        Tick(nine(2), Clock.START, FIVE_DAYS, event_number=2),
        Tick(nine(4), Clock.PAUSE, ground="public_posting", event_number=3),
        Tick(nine(16), Clock.RESUME, event_number=4),
        Tick(nine(18), Clock.STOP, event_number=5),
    ]

    entries = legal_clock.read(ticks, calendar=CALENDAR).entries

    assert [(e.runs, e.starts, e.ends) for e in entries] == [
        (True, nine(2), nine(4)),
        (False, nine(4), nine(16)),
        (True, nine(16), nine(18)),
    ]
    assert entries[1].ground == "public_posting"
    assert [line.starts.day for e in entries for line in e.counted] == [3, 4, 17, 18]


PAUSES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20)), max_size=4)


@given(days=st.integers(1, 20), pauses=PAUSES)
def test_pausing_never_brings_the_date_forward(days: int, pauses: list[tuple[int, int]]) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
    ticks = [Tick(at, Clock.START, (Period(days, Unit.WORKING_DAY),))]
    undisturbed = due(*ticks)
    for runs, waits in pauses:
        at += timedelta(days=runs)
        ticks.append(Tick(at, Clock.PAUSE))
        at += timedelta(days=waits)
        ticks.append(Tick(at, Clock.RESUME))

    found = due(*ticks)

    assert found is not None
    assert undisturbed is not None
    assert found >= undisturbed
