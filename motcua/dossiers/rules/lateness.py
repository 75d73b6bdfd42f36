"""Whether a dossier will be late, early enough to say so: a letter of apology goes out before the due date. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from motcua.dossiers.rules import legal_clock
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day

#: Eight hours of work are a day of it (P36: steps are reckoned in hours, 8 h = 1 working day).
WORKING_DAY = timedelta(hours=8)


class Cause(StrEnum):
    """Why the system thinks that it will be late. The words of the letter are the head's."""

    #: An open step has used up its share of the time.
    STEP_LATE = "step_late"
    #: What is still to be done takes longer, by the shares of the steps, than there is time.
    DOES_NOT_FIT = "does_not_fit"
    #: It is the last day for a letter, and nothing is decided.
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class OpenStep:
    """`share_pct` of the whole time is its own, `after_pct` what the process needs once it is done."""

    opened_at: datetime
    due_at: datetime | None
    share_pct: int
    after_pct: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is still to be done for a dossier, and by when.

    The shares of steps are shares of the whole time, from the acceptance to the first date.
    """

    accepted_at: datetime
    first_due_at: datetime
    due_at: datetime
    steps: tuple[OpenStep, ...]
    #: How many days before the date the letter goes out at the latest.
    letter_days_before: int = 1


def behind(work: Work, *, at: datetime, calendar: WorkingCalendar) -> Cause | None:
    """Why it will be late, or None where it need not be. None as well when a letter would come too late."""
    last_day = legal_clock.last_day_to_apologise(work.due_at, days_before=work.letter_days_before, calendar=calendar)
    today = legal_day(at)
    if today > last_day:
        return None
    if any(step.due_at is not None and step.due_at < at for step in work.steps):
        return Cause.STEP_LATE
    if missing(work, at=at, calendar=calendar):
        return Cause.DOES_NOT_FIT
    return Cause.UNDECIDED if today == last_day else None


def missing(work: Work, *, at: datetime, calendar: WorkingCalendar) -> timedelta:
    """How much working time there is too little of; nothing when there is enough."""
    left = _worked(calendar, at, work.due_at)
    return max(_needed(work, at=at, calendar=calendar) - left, timedelta())


def new_date(work: Work, *, at: datetime, calendar: WorkingCalendar) -> datetime:
    """A date to propose: as many working days later as there is time missing, at least one."""
    days = max(1, ceil(missing(work, at=at, calendar=calendar) / WORKING_DAY))
    day = legal_day(work.due_at)
    for _ in range(days):
        day = calendar.next_open_day(day)
    return calendar.closes_at(day)


def _needed(work: Work, *, at: datetime, calendar: WorkingCalendar) -> timedelta:
    """By the branch that needs most: what is left of its open step, and what comes after it."""
    whole = _worked(calendar, work.accepted_at, work.first_due_at)
    return max((_of_branch(step, whole, at=at, calendar=calendar) for step in work.steps), default=timedelta())


def _of_branch(step: OpenStep, whole: timedelta, *, at: datetime, calendar: WorkingCalendar) -> timedelta:
    spent = _worked(calendar, step.opened_at, at)
    return max(whole * step.share_pct / 100 - spent, timedelta()) + whole * step.after_pct / 100


def _worked(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    return timedelta(minutes=calendar.working_minutes_between(start, end)) if end > start else timedelta()
