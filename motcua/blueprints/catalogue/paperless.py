"""Ngày không nhận hồ sơ giấy: when the paper way of a procedure is closed, and when it is open again.

Filing online stays open on these days, and so does being helped with it: nobody is left without a way.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.blueprints.catalogue.models import PaperlessDays, Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: So far ahead people are told when paper is received again.
LOOKS_AHEAD_DAYS = 366
#: The ways of filing that bring paper.
ON_PAPER = frozenset({"counter", "post"})


class NoOtherWay(Refusal):
    """A procedure that cannot be filed online is received on paper every day."""


class BasisMissing(Refusal):
    """A way of filing is closed by a decision with a number, and people are told which."""


class DaysBackwards(Refusal):
    """The last day lies before the first one, or every day lies in the past."""


class PaperlessDaysEnded(Refusal):
    """They have been taken back already."""


@transaction.atomic
def declare(  # noqa: PLR0913 - what a decision says, each by name
    procedure: Procedure,
    *,
    by: int,
    at: datetime,
    today: date,
    first_day: date,
    last_day: date | None,
    weekdays: Sequence[int],
    basis: str,
    unit: Agency | None = None,
    note: str = "",
) -> PaperlessDays:
    """Raises NoOtherWay, BasisMissing, DaysBackwards."""
    assert procedure.current_version_id is not None, "published procedures have a version"
    if not definition_of(procedure.current_version_id).channels.are_open("online"):
        raise NoOtherWay
    if not basis.strip():
        raise BasisMissing
    if last_day is not None and last_day < max(first_day, today):
        raise DaysBackwards
    return PaperlessDays.objects.create(
        procedure=procedure,
        unit=unit,
        first_day=first_day,
        last_day=last_day,
        weekdays=sorted(set(weekdays)),
        basis=basis.strip(),
        note=note.strip(),
        entered_at=at,
        entered_by_id=by,
    )


@transaction.atomic
def end(days: PaperlessDays, *, by: int, at: datetime) -> None:
    """Paper is received again from now on. Raises PaperlessDaysEnded."""
    locked = PaperlessDays.objects.select_for_update(of=("self",)).get(pk=days.pk)
    if locked.ended_at is not None:
        raise PaperlessDaysEnded
    locked.ended_at, locked.ended_by_id = at, by
    locked.save(update_fields=["ended_at", "ended_by"])


def standing(procedure_id: int, *, on: date) -> list[PaperlessDays]:
    """What is declared and not over on that day, the next first."""
    known = PaperlessDays.objects.filter(procedure_id=procedure_id, ended_at=None).select_related("unit")
    return [days for days in known.order_by("first_day", "pk") if days.last_day is None or days.last_day >= on]


def closing(days: Sequence[PaperlessDays], *, on: date, unit_id: int | None) -> PaperlessDays | None:
    """What closes the paper way at that unit on that day. Without a unit only what holds everywhere does."""
    return next((each for each in days if _covers(each, on=on, unit_id=unit_id)), None)


def next_closed_day(days: PaperlessDays, *, on: date) -> date:
    """The first of these days from that one on; the last day that is known where none is left."""
    first = max(days.first_day, on)
    week = (first + timedelta(days=number) for number in range(7))
    return next((day for day in week if _covers(days, on=day, unit_id=days.unit_id)), days.last_day or first)


def closed_procedures(*, on: date, unit_id: int) -> set[int]:
    """Of which procedures no paper is received at that unit on that day, by their row numbers."""
    known = PaperlessDays.objects.filter(ended_at=None, first_day__lte=on).order_by("pk")
    return {each.procedure_id for each in known if _covers(each, on=on, unit_id=unit_id)}


def next_paper_day(
    days: Sequence[PaperlessDays], *, after: date, unit_id: int | None, calendar: WorkingCalendar
) -> date | None:
    """The next working day on which paper is received; None where none is in sight."""
    ahead = (after + timedelta(days=number) for number in range(1, LOOKS_AHEAD_DAYS))
    working = (day for day in ahead if calendar.is_open(day))
    return next((day for day in working if closing(days, on=day, unit_id=unit_id) is None), None)


def _covers(days: PaperlessDays, *, on: date, unit_id: int | None) -> bool:
    in_time = days.first_day <= on and (days.last_day is None or on <= days.last_day)
    on_weekday = not days.weekdays or on.weekday() in days.weekdays
    return in_time and on_weekday and days.unit_id in (None, unit_id)
