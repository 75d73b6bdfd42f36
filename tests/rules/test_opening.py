"""When a desk is open: the calendar's hours or its own, and never on a holiday."""

from datetime import date, datetime, time

import pytest

from motcua.foundation.calendar.arithmetic import VIETNAM, WorkingCalendar
from motcua.foundation.organisations.opening import Hours

#: 24 November 2026 is a holiday; Saturday 28 November is worked instead of something.
CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}), opened=frozenset({date(2026, 11, 28)}))
USUAL = Hours(CALENDAR, {})
#: Open on Saturday morning, closed on Monday.
OWN = Hours(CALENDAR, {day: ((time(8), time(16)),) for day in range(1, 5)} | {5: ((time(8), time(11)),)})


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("hours", "moment", "is_open", "until"),
    [
        (USUAL, "23T08:00", True, "23T11:30"),
        (USUAL, "23T11:29:59", True, "23T11:30"),
        (USUAL, "23T11:30", False, "23T13:00"),
        (USUAL, "23T17:00", False, "25T07:30"),
        (USUAL, "20T18:00", False, "23T07:30"),
        (USUAL, "28T09:00", True, "28T11:30"),
        (OWN, "23T09:00", False, "25T08:00"),
        (OWN, "24T09:00", False, "25T08:00"),
        (OWN, "25T08:00", True, "25T16:00"),
        (OWN, "27T16:00", False, "28T08:00"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_open_now_and_until_when(hours: Hours, moment: str, *, is_open: bool, until: str) -> None:
    found = hours.standing(at(moment))

    assert (found.is_open, found.until) == (is_open, at(until))


def test_the_week_is_the_usual_one_even_when_it_has_a_holiday() -> None:
    usual, own = USUAL.week(of=date(2026, 11, 24)), OWN.week(of=date(2026, 11, 24))

    assert [len(stretches) for stretches in usual] == [2, 2, 2, 2, 2, 0, 0]
    assert [len(stretches) for stretches in own] == [0, 1, 1, 1, 1, 1, 0]
