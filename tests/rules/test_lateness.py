"""When a letter of apology is drafted: early enough, and not for what goes well."""

from datetime import datetime

import pytest

from motcua.dossiers.rules import lateness
from motcua.dossiers.rules.lateness import Cause, OpenStep, Work
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from tests.world import moment

CALENDAR = WorkingCalendar(closed=frozenset({moment("2026-11-24T00:00").date()}))
#: Ten working days after the day of receipt, which is worked on as well: 88 hours.
ACCEPTED, DUE = moment("2026-11-09T07:30"), moment("2026-11-23T17:00")


def work(opened: str, *, share: int, after: int, step_due: str | None = None, due: datetime = DUE) -> Work:
    step_due_at = moment(step_due) if step_due else None
    return Work(ACCEPTED, DUE, due, (OpenStep(moment(opened), step_due_at, share, after),))


@pytest.mark.parametrize(
    ("opened", "step_due", "share", "after", "at", "cause"),
    [
        ("2026-11-09T07:30", "2026-11-16T17:00", 50, 50, "2026-11-16T07:15", None),
        ("2026-11-09T07:30", "2026-11-16T17:00", 50, 50, "2026-11-17T07:15", Cause.STEP_LATE),
        # Half of the time is still to come, and a fifth of it is left.
        ("2026-11-19T07:30", "2026-11-20T17:00", 20, 30, "2026-11-19T07:30", Cause.DOES_NOT_FIT),
        ("2026-11-19T07:30", "2026-11-20T17:00", 10, 10, "2026-11-19T07:30", None),
        # The last lawful day: Friday the 20th, because a week-end lies before the due date.
        ("2026-11-20T07:30", None, 0, 1, "2026-11-20T07:15", Cause.UNDECIDED),
        ("2026-11-20T07:30", None, 0, 1, "2026-11-19T07:15", None),
        # Then no letter is lawful any more, whatever stands open.
        ("2026-11-09T07:30", "2026-11-16T17:00", 50, 50, "2026-11-23T07:15", None),
    ],
    ids=["in-time", "step-late", "does-not-fit", "fits", "last-day", "day-before-last", "too-late"],
)
def test_what_is_behind(
    opened: str, step_due: str | None, share: int, after: int, at: str, cause: Cause | None
) -> None:
    found = lateness.behind(work(opened, share=share, after=after, step_due=step_due), at=moment(at), calendar=CALENDAR)

    assert found is cause


def test_of_two_branches_the_longer_one_counts() -> None:
    short = OpenStep(moment("2026-11-19T07:30"), None, 5, 5)
    long = OpenStep(moment("2026-11-19T07:30"), None, 40, 20)

    found = lateness.behind(Work(ACCEPTED, DUE, DUE, (short, long)), at=moment("2026-11-19T07:30"), calendar=CALENDAR)

    assert found is Cause.DOES_NOT_FIT


@pytest.mark.parametrize(
    ("share", "after", "proposed"),
    [(0, 1, "2026-11-25T17:00"), (20, 30, "2026-11-27T17:00"), (50, 50, "2026-12-04T17:00")],
    ids=["one-day-at-least", "three-days-missing", "eight-days-missing"],
)
def test_the_proposed_date_is_a_working_day_and_later(share: int, after: int, proposed: str) -> None:
    """The 24th is a holiday: one working day after Monday the 23rd is Wednesday."""
    found = lateness.new_date(
        work("2026-11-19T07:30", share=share, after=after), at=moment("2026-11-19T07:30"), calendar=CALENDAR
    )

    assert found == moment(proposed)
