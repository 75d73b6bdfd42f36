from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.calendar.arithmetic import (
    VIETNAM,
    CalendarHasNoOpenDay,
    OfficeHours,
    Period,
    Session,
    Unit,
    WorkingCalendar,
    add,
)

DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31), timezones=st.just(VIETNAM))  # noqa: DTZ001 - the zone is given beside it
CALENDARS = st.builds(WorkingCalendar, closed=st.frozensets(DAYS, max_size=20), opened=st.frozensets(DAYS, max_size=20))


@given(start=DAYS, days=st.integers(1, 60), calendar=CALENDARS)
def test_working_days_are_counted_as_an_old_clerk_would(start: date, days: int, calendar: WorkingCalendar) -> None:
    at_nine = datetime.combine(start, time(9), tzinfo=VIETNAM)

    due = add(calendar, at_nine, Period(days, Unit.WORKING_DAY)).due_at

    assert calendar.is_open(due.date())
    assert calendar.working_days_between(start, due.date()) == days


@given(start=MOMENTS, hours=st.integers(1, 100), calendar=CALENDARS)
def test_hours_are_working_hours_and_nothing_else(start: datetime, hours: int, calendar: WorkingCalendar) -> None:
    start = start.replace(second=0, microsecond=0)

    count = add(calendar, start, Period(hours, Unit.HOUR))

    assert sum(line.amount for line in count.lines) == pytest.approx(hours)
    assert calendar.working_minutes_between(start, count.due_at) == hours * 60


@given(start=MOMENTS, amount=st.integers(1, 30), unit=st.sampled_from(list(Unit)), calendar=CALENDARS)
def test_every_period_ends_later_in_working_time(
    start: datetime, amount: int, unit: Unit, calendar: WorkingCalendar
) -> None:
    due = add(calendar, start, Period(amount, unit)).due_at

    assert due > start
    assert any(opens <= due <= closes for opens, closes in calendar.sessions_on(due.date()))


@given(start=MOMENTS, amount=st.integers(1, 20), unit=st.sampled_from(list(Unit)), calendar=CALENDARS)
def test_a_longer_period_never_ends_sooner(start: datetime, amount: int, unit: Unit, calendar: WorkingCalendar) -> None:
    shorter, longer = (add(calendar, start, Period(n, unit)).due_at for n in (amount, amount + 1))

    assert shorter <= longer


def test_a_swapped_saturday_is_worked_and_its_friday_is_not() -> None:
    calendar = WorkingCalendar(closed=frozenset({date(2026, 1, 2)}), opened=frozenset({date(2026, 1, 10)}))
    received = datetime(2026, 1, 8, 9, tzinfo=VIETNAM)

    due = add(calendar, received, Period(2, Unit.WORKING_DAY)).due_at

    assert due.date() == date(2026, 1, 10)


def test_hours_change_on_the_day_they_are_said_to() -> None:
    summer = OfficeHours(date(2026, 4, 16), (Session(time(7), time(11)), Session(time(13, 30), time(17, 30))))
    calendar = WorkingCalendar(hours=(*WorkingCalendar().hours, summer))

    assert calendar.closes_at(date(2026, 4, 15)).time() == time(17)
    assert calendar.closes_at(date(2026, 4, 16)).time() == time(17, 30)


def test_a_calendar_that_closes_for_months_is_a_mistake_and_not_a_loop() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(400))

    with pytest.raises(CalendarHasNoOpenDay):
        WorkingCalendar(closed=closed).next_open_day(date(2026, 1, 1))
