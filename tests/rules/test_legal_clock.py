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


def test_a_stopped_clock_keeps_its_date_for_the_judgement() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)

    reading = legal_clock.read([started, Tick(nine(5), Clock.STOP)], calendar=CALENDAR)

    assert (reading.due_at, reading.stopped_at) == (nine(9, hour=17), nine(5))


def test_a_clock_stopped_while_it_stands_has_no_date_to_be_late_for() -> None:
    ticks = [Tick(nine(2), Clock.START, FIVE_DAYS), Tick(nine(4), Clock.PAUSE), Tick(nine(30), Clock.STOP)]

    reading = legal_clock.read(ticks, calendar=CALENDAR)

    assert (reading.due_at, reading.original_due_at) == (None, nine(9, hour=17))


def test_waiting_does_not_mend_a_date_that_had_passed() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)

    assert due(started, Tick(nine(11), Clock.PAUSE), Tick(nine(20), Clock.RESUME)) == nine(9, hour=17)


def test_after_a_letter_of_apology_a_wait_leaves_the_days_of_the_letter() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)
    extended = Tick(nine(6), Clock.EXTEND, new_due_at=nine(12, hour=17))

    # 9 and 10 November are used up, 11 and 12 are left: 17 and 18.
    assert due(started, extended, Tick(nine(10), Clock.PAUSE), Tick(nine(16), Clock.RESUME)) == nine(18, hour=17)


def test_a_promised_day_that_becomes_a_rest_day_moves_to_the_next_working_day() -> None:
    started = Tick(nine(2), Clock.START, FIVE_DAYS)

    assert due(started, Tick(nine(6), Clock.EXTEND, new_due_at=nine(24, hour=17))) == nine(25, hour=17)


def test_two_periods_of_other_units_are_each_left_in_their_own() -> None:
    """1.001193, an abandoned child: the same day, and seven days of posting after it."""
    limit = (Period(2, Unit.WORKING_DAY), Period(7, Unit.DAY))
    ticks = [Tick(nine(2), Clock.START, limit), Tick(nine(3), Clock.PAUSE), Tick(nine(16), Clock.RESUME)]

    # One working day is left (the 17th), and then seven days of the calendar: to the 24th, a holiday.
    assert due(*ticks) == nine(25, hour=17)


def test_nothing_left_means_due_when_the_office_closes_next() -> None:
    limit = (Period(1, Unit.SAME_DAY),)
    started, paused = Tick(nine(2), Clock.START, limit), Tick(nine(2, hour=10), Clock.PAUSE)

    assert due(started, paused, Tick(nine(3, hour=8), Clock.RESUME)) == nine(3, hour=17)
    assert due(started, paused, Tick(nine(3, hour=18), Clock.RESUME)) == nine(4, hour=17)


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
