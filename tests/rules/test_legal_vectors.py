"""Due dates that were agreed by hand (V1–V8): hours 07:30–11:30 and 13:00–17:00, 24/11/2026 a holiday."""

from datetime import date, datetime, time

import pytest

from motcua.dossiers.rules import legal_clock
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, WorkingCalendar, add

CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}))
THREE_PM = time(15)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("vector", "received", "period", "due"),
    [
        ("V1", "2026-11-19T09:10", Period(3, Unit.WORKING_DAY), "2026-11-25T17:00"),
        ("V2 alert", "2026-11-20T16:30", Period(2, Unit.HOUR), "2026-11-23T09:00"),
        ("V2 decision", "2026-11-20T16:30", Period(8, Unit.HOUR), "2026-11-23T16:30"),
        ("V3", "2026-11-23T16:30", Period(8, Unit.HOUR), "2026-11-25T16:30"),
        ("V4 before", "2026-11-23T14:59", Period(1, Unit.SAME_DAY, THREE_PM), "2026-11-23T17:00"),
        ("V4 at the hour", "2026-11-23T15:00", Period(1, Unit.SAME_DAY, THREE_PM), "2026-11-23T17:00"),
        ("V4 after", "2026-11-23T15:01", Period(1, Unit.SAME_DAY, THREE_PM), "2026-11-25T17:00"),
        ("V7", "2026-10-23T08:00", Period(30, Unit.DAY), "2026-11-23T17:00"),
        ("a Saturday counts from Monday", "2026-11-21T09:00", Period(1, Unit.WORKING_DAY), "2026-11-23T17:00"),
        ("same day on a Sunday", "2026-11-22T09:00", Period(1, Unit.SAME_DAY, THREE_PM), "2026-11-23T17:00"),
        ("same day in the evening", "2026-11-19T18:00", Period(1, Unit.SAME_DAY), "2026-11-20T17:00"),
        ("the last hour of the day", "2026-11-19T16:01", Period(1, Unit.WORKING_DAY, time(16)), "2026-11-23T17:00"),
        ("half days, from a morning", "2026-11-19T09:00", Period(2, Unit.HALF_DAY), "2026-11-20T11:30"),
        ("half days, from noon", "2026-11-19T12:00", Period(1, Unit.HALF_DAY), "2026-11-19T17:00"),
        ("an hour before noon", "2026-11-19T11:00", Period(1, Unit.HOUR), "2026-11-19T13:30"),
        ("a month without that day", "2026-01-31T10:00", Period(1, Unit.MONTH), "2026-03-02T17:00"),
        ("over the year's end", "2026-12-30T10:00", Period(2, Unit.WORKING_DAY), "2027-01-01T17:00"),
    ],
)
def test_a_period_ends_when_the_law_says(vector: str, received: str, period: Period, due: str) -> None:
    assert add(CALENDAR, moment(received), period).due_at == moment(due), vector


def test_v1_names_each_counted_day() -> None:
    count = add(CALENDAR, moment("2026-11-19T09:10"), Period(3, Unit.WORKING_DAY))

    assert [line.starts.day for line in count.lines] == [20, 23, 25]


def test_v5_an_unanswered_completion_is_closable_on_the_first_working_day_after_fifteen() -> None:
    asked = moment("2026-11-02T10:00")

    due, _ = legal_clock.count(CALENDAR, asked, [Period(15, Unit.WORKING_DAY)])

    assert due.date() == date(2026, 11, 23)
    assert legal_clock.closable_from(asked, working_days=15, calendar=CALENDAR) == date(2026, 11, 25)


def test_v6_the_apology_goes_out_on_the_last_working_day_that_is_a_day_before() -> None:
    due = moment("2026-11-25T17:00")

    assert legal_clock.last_day_to_apologise(due, days_before=1, calendar=CALENDAR) == date(2026, 11, 23)
