"""Between agencies: whoever gives answers until the other has acknowledged; what went wrong is mended with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, Act
from motcua.dossiers.commands import work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import UNACKNOWLEDGED, Dossier, DossierEvent, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, OtherAgency
from motcua.dossiers.rules.transfers import ACKNOWLEDGE_HOURS, acknowledge_due
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class AcknowledgedAlready(Refusal):
    """The receiving agency has the dossier and answers for it: it is not taken back any more."""


class NotCompetent(Refusal):
    """The agency is not of the kind that decides this procedure, or it exists no longer."""


class SameAgency(Refusal):
    """The dossier lies with that agency already."""


@transaction.atomic
def acknowledge(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem:
    """The receiving agency has it, and answers for it from now on. Twice is once. Raises StepGone, NotYourStep."""
    found = work.held(item, actor=None)
    if found.agency_id != actor.agency_id or not actor.is_officer:
        raise work.NotYourStep
    if found.acknowledged_at is None:
        found.acknowledged_at = at
        found.save(update_fields=["acknowledged_at"])
        work.hand_over(found, HandOverKind.RECEIVED, actor=actor, at=at)
    return found


@transaction.atomic
def take_back(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem:
    """Undo a handing on that nobody has acted on: the step is open again, as before, and what it opened is not there.

    Raises NotYourStep, AcknowledgedAlready.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=item.dossier_id)
    found = WorkItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    found.dossier = dossier
    if found.post_id is None or found.post_id != actor.post_id:
        raise work.NotYourStep
    opened = opened_by(found)
    if not may_be_taken_back(found, opened):
        raise AcknowledgedAlready
    for each in opened:
        _unopen(each, found, actor=actor, at=at)
    WorkItem.objects.filter(pk=found.pk).update(status=WorkStatus.OPEN, done_at=None)
    work.hand_over(found, HandOverKind.TAKEN_BACK, actor=actor, at=at)
    found.refresh_from_db(fields=["status", "done_at"])
    return found


def opened_by(item: WorkItem) -> list[WorkItem]:
    """What finishing this step has opened, or made wait, and what came of that."""
    if item.done_at is None:
        return []
    after = work.process_of(item.dossier).all_ahead[item.step]
    since = Q(opened_at__gte=item.done_at) | Q(came_from=item)
    return list(item.dossier.work_items.filter(since, step__in=after, parent=None).exclude(pk=item.pk).order_by("pk"))


def may_be_taken_back(item: WorkItem, opened: list[WorkItem]) -> bool:
    """An officer's own step, and nothing has happened in those it opened: nobody has them, and no clock stands."""
    process = work.process_of(item.dossier)
    handed_on = item.status == WorkStatus.DONE and item.act == Act.WORK and item.parent_id is None
    return handed_on and all(_untouched(each, process.step(each.step).ground) for each in opened)


def _untouched(item: WorkItem, ground: object) -> bool:
    waits = item.status == WorkStatus.WAITING
    untaken = item.status == WorkStatus.OPEN and item.post_id is None and ground is None
    acknowledged = item.given_by_id is not None and item.acknowledged_at is not None
    return waits or (untaken and not acknowledged and item.child_dossier_id is None)


def _unopen(item: WorkItem, taken_back: WorkItem, *, actor: Actor, at: datetime) -> None:
    """A join that another branch had led to waits again; what only this step had opened is not there."""
    led_to_by_another = item.came_from_id != taken_back.pk
    status = WorkStatus.WAITING if led_to_by_another else WorkStatus.CANCELLED
    WorkItem.objects.filter(pk=item.pk).update(status=status, done_at=None if led_to_by_another else at)
    if item.status == WorkStatus.OPEN:
        work.hand_over(item, HandOverKind.TAKEN_BACK, actor=actor, at=at)


@transaction.atomic
def redirect(dossier: Dossier, *, actor: Actor, at: datetime, to: Agency, reason: str) -> DossierEvent:
    """Sent to the wrong agency: the right one decides, with the same code and the same date, to the minute.

    Raises ReasonMissing, NotAllowed, OtherAgency, SameAgency, NotCompetent.
    """
    if not reason.strip():
        raise ReasonMissing
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if actor.agency_id not in (held.receiving_unit_id, held.deciding_agency_id):
        raise OtherAgency
    if to.pk == held.deciding_agency_id:
        raise SameAgency
    _require_competent(held, to, at=at)
    wrong = held.deciding_agency_id
    details = {"from_agency": wrong, "to_agency": to.pk}
    facts = {"deciding_agency": to}
    event = record(dossier, Action.REDIRECT, actor=actor, at=at, details=details, remark=reason, facts=facts)
    _move_steps(dossier, wrong, to, actor=actor, at=at)
    return event


def _require_competent(dossier: Dossier, to: Agency, *, at: datetime) -> None:
    kind = definition_of(dossier.procedure_version_id).competence.kind
    if not existing_on(legal_day(at)).filter(pk=to.pk, kind=kind).exists():
        raise NotCompetent


def _move_steps(dossier: Dossier, wrong: int, to: Agency, *, actor: Actor, at: datetime) -> None:
    """The steps of the deciding agency that are not over. Questions to others stay with those who were asked."""
    steps = {step.key for step in work.process_of(dossier).steps if step.unit == DECIDING_AGENCY}
    ours = dossier.work_items.filter(status__in=work.UNDER_WAY, step__in=steps, agency_id=wrong, parent=None)
    for item in ours.order_by("pk"):
        item.agency, item.post, item.given_by_id = to, None, wrong
        item.acknowledged_at, item.reminded_at = None, None
        item.save(update_fields=["agency", "post", "given_by", "acknowledged_at", "reminded_at"])
        told = work.hand_over(item, HandOverKind.REDIRECTED, actor=actor, at=at)
        queue.enqueue("effects.handed_over", hand_over_id=told.pk)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Note which steps nobody has acknowledged in two working hours, once each; gives how many. Every few minutes.

    No two working hours are shorter than two hours, so only what is older is read. A result that lies at another desk
    waits for its person, and nobody has to be reminded.
    """
    calendar = versions.calendar_of(versions.current_id())
    older = at - timedelta(hours=ACKNOWLEDGE_HOURS)
    found = WorkItem.objects.select_for_update(skip_locked=True).filter(
        UNACKNOWLEDGED, ~Q(act=Act.DELIVER), reminded_at=None, opened_at__lte=older
    )
    late = [item for item in found if acknowledge_due(item.opened_at, calendar=calendar) <= at]
    for item in late:
        queue.enqueue("effects.not_acknowledged", work_item_id=item.pk)
    WorkItem.objects.filter(pk__in=[item.pk for item in late]).update(reminded_at=at)
    return len(late)
