"""What time does to a dossier in hand: warnings, and the letter of apology with its one new date."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, QuerySet

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import ApologyDraft, Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.dossiers.rules.remaining import SOON
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note


class NewDateNotLater(Refusal):
    """The new date of a letter of apology is a working moment after the old one."""


class ApologyTooLate(Refusal):
    """The letter of apology goes out at least one day before the due date (NĐ 61/2018 art. 19.9)."""


@transaction.atomic
def apologise(dossier: Dossier, *, actor: Actor, at: datetime, new_due_at: datetime, reason: str) -> DossierEvent:
    """Xin lỗi và hẹn lại (Mẫu 04): once, in time, with a reason; a draft that waits for it is signed with that.

    Raises AlreadyApologised and the refusals here.
    """
    if not reason.strip():
        raise ReasonMissing
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
    old_due_at = dossier.due_at
    calendar = versions.calendar_of(versions.current_id())
    if old_due_at is None or new_due_at <= old_due_at or not calendar.is_open(legal_day(new_due_at)):
        raise NewDateNotLater
    event = record(
        dossier, Action.APOLOGISE, actor=actor, at=at, details={"new_due_at": new_due_at.isoformat()}, remark=reason
    )
    # After the table has had its say: a second letter is refused as a second one, not as a late one.
    days_before = definition_of(dossier.procedure_version_id).rules_on(legal_day(at)).apology_days_before_due
    last_day = legal_clock.last_day_to_apologise(old_due_at, days_before=days_before, calendar=calendar)
    if legal_day(at) > last_day:
        raise ApologyTooLate(last_day=last_day)
    ApologyDraft.objects.filter(dossier=dossier, due_at=old_due_at, dropped_at=None, lapsed_at=None).update(event=event)
    note(
        Event.DEADLINE_CHANGED,
        at=at,
        dossier=dossier.pk,
        what="letter of apology",
        account_id=actor.account_id,
        post_id=actor.post_id,
    )
    return event


def note_due(*, at: datetime) -> int:
    """Each working morning: warn of what is due soon, note what is overdue; each once per due date."""
    running = Dossier.objects.filter(state__in=[State.IN_PROGRESS, State.DECIDED])
    overdue = _unnoted(running.filter(due_at__lt=at), Action.NOTE_OVERDUE, within=timedelta())
    soon = _unnoted(running.filter(due_at__gte=at, due_at__lt=at + SOON), Action.NOTE_DUE_SOON, within=SOON)
    found = (
        (action, dossier)
        for action, dossiers in ((Action.NOTE_OVERDUE, overdue), (Action.NOTE_DUE_SOON, soon))
        for dossier in dossiers.iterator()
    )
    return one_by_one(found, lambda each: _note_once(each[1], each[0], at=at))


def _unnoted(dossiers: QuerySet[Dossier], action: Action, *, within: timedelta) -> QuerySet[Dossier]:
    """Those of which this has not been noted for the date that now stands: the others are not even read."""
    since = ExpressionWrapper(OuterRef("due_at") - within, output_field=DateTimeField())
    noted = DossierEvent.objects.filter(dossier=OuterRef("pk"), action=action, happened_at__gte=since)
    return dossiers.filter(~Exists(noted)).order_by("due_at")


@transaction.atomic
def _note_once(dossier: Dossier, action: Action, *, at: datetime) -> int:
    """Two mornings that run at once meet at the dossier's row."""
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
    if dossier.due_at is None or dossier.state not in (State.IN_PROGRESS, State.DECIDED):
        return 0
    due_at = dossier.due_at.isoformat()
    if dossier.events.filter(action=action, details__due_at=due_at).exists():
        return 0
    record(dossier, action, actor=SYSTEM, at=at, details={"due_at": due_at})
    return 1
