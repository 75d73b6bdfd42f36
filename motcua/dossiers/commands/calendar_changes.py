"""A new calendar: first it is counted which open dossiers it would move, then each of them gets an event.

What is counted is kept, so that the page before the change can be held against what happened. Both passes go through
the dossiers in order of their number, two hundred in a transaction, and go on where they stopped. In between nobody
sees half a change: a dossier has the old calendar and the old date, or the event and the new one (see `record`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.dossiers.models import CalendarChange, CalendarMove, Dossier, Stage
from motcua.dossiers.models.history import histories
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.calendar_effect import Effect, effect
from motcua.dossiers.rules.lifecycle import OPEN, Action
from motcua.foundation.calendar import comparing, versions
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.calendar.models import CalendarVersion, calendar_from
from motcua.foundation.calendar.remembering import RememberingCalendar
from motcua.foundation.refusals import Refusal

#: Dossiers in one transaction: about a second of work, and the locks of so many rows.
CHUNK = 200


class NothingChanged(Refusal):
    """The calendar as entered is the one in force."""


class NotCountedYet(Refusal):
    """A change is applied after it has been counted to the end, and once."""


class CalendarMovedOn(Refusal):
    """Something else was published or entered since this change was counted: what was shown is not what would be."""


class AnotherChangeRuns(Refusal):
    """One change at a time: the other one must have reached all its dossiers."""


@dataclass(frozen=True, slots=True)
class Moving:
    dossier: Dossier
    effect: Effect


@transaction.atomic
def ask(*, at: datetime, by: int | None = None) -> CalendarChange:
    """Begin to count what the calendar as entered would do. Raises NothingChanged and AnotherChangeRuns."""
    content, before = versions.entered(), CalendarVersion.objects.latest("number")
    if content == before.content:
        raise NothingChanged
    _require_none_running()
    CalendarChange.objects.exclude(stage=Stage.APPLIED).delete()
    return CalendarChange.objects.create(content=content, before=before, asked_at=at, asked_by_id=by)


@transaction.atomic
def count_some(change: CalendarChange) -> bool:
    """Count the next chunk; False when all have been counted."""
    change.refresh_from_db(from_queryset=CalendarChange.objects.select_for_update())
    if change.stage != Stage.COUNTING:
        return False
    chunk = list(_next(change))
    moving = [*moves(chunk, before=change.before_id, content=change.content)]
    CalendarMove.objects.bulk_create(
        CalendarMove(
            change=change,
            dossier=each.dossier,
            procedure_id=each.dossier.procedure_version.procedure_id,
            old_due_at=each.effect.before.due_at,
            new_due_at=each.effect.after.due_at,
        )
        for each in moving
    )
    _note(change, chunk, recorded=0, done=Stage.READY)
    return bool(chunk)


@transaction.atomic
def apply(change: CalendarChange, *, at: datetime) -> CalendarVersion:
    """Publish the calendar that was counted; the dossiers follow by `apply_some`.

    Raises NotCountedYet, CalendarMovedOn and AnotherChangeRuns.
    """
    change.refresh_from_db(from_queryset=CalendarChange.objects.select_for_update())
    if change.stage != Stage.READY:
        raise NotCountedYet
    _require_none_running()
    if change.before_id != versions.current_id() or change.content != versions.entered():
        raise CalendarMovedOn
    change.after = versions.publish_content(change.content, at=at)
    change.stage, change.applied_at = Stage.APPLYING, at
    change.reached = change.read = change.recorded = 0
    change.save()
    return change.after


@transaction.atomic
def apply_some(change: CalendarChange) -> bool:
    """Record the change on the next chunk of dossiers; False when all have been reached."""
    change.refresh_from_db(from_queryset=CalendarChange.objects.select_for_update())
    if change.stage != Stage.APPLYING:
        return False
    assert change.applied_at is not None, "a change that is applied has a moment"
    # Locked before they are read: nobody closes or moves one in between.
    chunk = list(_next(change).select_for_update(of=("self",)))
    moving = [*moves(chunk, before=change.before_id, content=change.content)]
    for each in moving:
        record(each.dossier, Action.CHANGE_CALENDAR, actor=SYSTEM, at=change.applied_at)
    _note(change, chunk, recorded=len(moving), done=Stage.APPLIED)
    return bool(chunk)


def apply_calendar(*, at: datetime) -> tuple[CalendarVersion, int]:
    """Count and apply the calendar as entered in one go, for the command line; closed dossiers are never touched."""
    try:
        change = ask(at=at)
    except NothingChanged:
        return versions.current(), 0
    while count_some(change):
        pass
    version = apply(change, at=at)
    while apply_some(change):
        pass
    return version, change.recorded


def moves(dossiers: Iterable[Dossier], *, before: int, content: dict[str, Any]) -> Iterator[Moving]:
    """Those whose date or ledger the calendar `content` would alter. A dossier is counted with its own version."""
    new = RememberingCalendar(calendar_from(content))
    told = histories(dossier.pk for dossier in dossiers)
    for dossier in dossiers:
        events = told.get(dossier.pk)
        if events:
            found = effect(events, old=versions.calendar_of(dossier.calendar_version_id or before), new=new)
            if found.recounts:
                yield Moving(dossier, found)


def _next(change: CalendarChange) -> QuerySet[Dossier]:
    """The next open dossiers that could be touched: started, and not due before the first day that changes."""
    first = comparing.first_day(change.before.content, change.content) or date.max
    since = datetime.combine(first, time.min, tzinfo=VIETNAM)
    dossiers = Dossier.objects.filter(
        Q(due_at=None) | Q(due_at__gte=since.astimezone(UTC)),
        state__in=OPEN,
        accepted_at__isnull=False,
        pk__gt=change.reached,
    )
    return dossiers.select_related("procedure_version").defer("procedure_version__definition").order_by("pk")[:CHUNK]


def _note(change: CalendarChange, chunk: list[Dossier], *, recorded: int, done: Stage) -> None:
    change.read += len(chunk)
    change.recorded += recorded
    if chunk:
        change.reached = chunk[-1].pk
    else:
        change.stage = done
    change.save(update_fields=["read", "recorded", "reached", "stage"])


def _require_none_running() -> None:
    if CalendarChange.objects.filter(stage=Stage.APPLYING).exists():
        raise AnotherChangeRuns
