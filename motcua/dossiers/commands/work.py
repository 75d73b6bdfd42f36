"""The steps of a dossier: open, take, finish, hand on. Steps never change the dossier's state."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, Act, Step, next_step, steps_for
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class StepGone(Refusal):
    """This step was finished or taken by somebody else in the meantime."""


class NotYourStep(Refusal):
    """This step belongs to another agency, role or person."""


def begin(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Reception is the first step, done with the acceptance; open what follows."""
    first = _steps(dossier)[0]
    opened_at = dossier.submitted_at or at
    item = _open(dossier, first, agency=dossier.receiving_unit, role=first.role, at=opened_at)
    return finish(item, actor=actor, at=at)


@transaction.atomic
def take(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem:
    """Become the one person responsible for the step."""
    locked = _locked(item, actor=actor)
    if locked.post_id != actor.post_id:
        locked.post_id = actor.post_id
        locked.save(update_fields=["post"])
        _hand_over(locked, HandOverKind.RECEIVED, actor=actor, at=at)
    return locked


@transaction.atomic
def finish(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Close the step and open the next one; gives the next open step, or None at the end of the process."""
    locked = _locked(item, actor=actor)
    locked.status, locked.done_at = WorkStatus.DONE, at
    locked.post_id = locked.post_id or actor.post_id
    locked.save(update_fields=["status", "done_at", "post"])
    _hand_over(locked, HandOverKind.FINISHED, actor=actor, at=at)
    return open_after(locked, actor=actor, at=at)


def open_after(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Open the step that follows; what the system does by itself is done at once."""
    step = next_step(_steps(item.dossier), done=item.step)
    if step is None:
        return None
    agency, role = _seat(item.dossier, step, at=at)
    following = _open(item.dossier, step, agency=agency, role=role, at=at)
    _hand_over(following, HandOverKind.GIVEN, actor=actor, at=at)
    if step.act is Act.AUTOMATIC:
        return finish(following, actor=Actor(role=Role.SYSTEM), at=at)
    return following


def open_item(dossier: Dossier, act: Act) -> WorkItem:
    """The open step of that kind. Raises StepGone."""
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=act).first()
    if item is None:
        raise StepGone
    return item


def has_step(dossier: Dossier, act: Act) -> bool:
    return any(step.act is act for step in _steps(dossier))


def cancel_open(dossier: Dossier, *, at: datetime) -> None:
    """The dossier has ended: nobody needs to do the rest."""
    dossier.work_items.filter(status=WorkStatus.OPEN).update(status=WorkStatus.CANCELLED, done_at=at)


def _steps(dossier: Dossier) -> tuple[Step, ...]:
    return steps_for(definition_of(dossier.procedure_version_id).steps, channel=dossier.channel)


def _locked(item: WorkItem, *, actor: Actor) -> WorkItem:
    locked = WorkItem.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=item.pk)
    if locked.status != WorkStatus.OPEN:
        raise StepGone
    if actor.role not in (Role.SYSTEM, Role.APPLICANT) and not _may_work(locked, actor):
        raise NotYourStep
    return locked


def _may_work(item: WorkItem, actor: Actor) -> bool:
    mine = item.post_id is None or item.post_id in (actor.post_id, actor.on_behalf_of_id)
    return mine and item.agency_id == actor.agency_id and item.role == actor.role


def _open(dossier: Dossier, step: Step, *, agency: Agency, role: str, at: datetime) -> WorkItem:
    return WorkItem.objects.create(
        dossier=dossier,
        step=step.key,
        act=step.act,
        role=role,
        agency=agency,
        opened_at=at,
        due_at=_share_of_time(dossier, step, at=at),
    )


def _share_of_time(dossier: Dossier, step: Step, *, at: datetime) -> datetime | None:
    """The step's share of the time that is left by law, in step with the shares still to come."""
    if dossier.due_at is None:
        return None
    steps = _steps(dossier)
    rest = [s.share_pct for s in steps[[s.key for s in steps].index(step.key) :]]
    share = step.share_pct / sum(rest) if sum(rest) else 1
    return at + max(dossier.due_at - at, timedelta()) * share


def _seat(dossier: Dossier, step: Step, *, at: datetime) -> tuple[Agency, str]:
    """At which agency and in which role the step is done.

    An agency outside this installation is asked on paper: the deciding agency's processor keeps that step.
    """
    named = {RECEIVING_UNIT: dossier.receiving_unit, DECIDING_AGENCY: dossier.deciding_agency}.get(step.unit)
    if named is not None:
        return named, step.role
    found = competence.in_commune(
        AgencyKind(step.unit), commune_code=dossier.deciding_agency.commune_code, on=at.astimezone(VIETNAM).date()
    )
    return (found, step.role) if found is not None else (dossier.deciding_agency, Role.PROCESSOR)


def _hand_over(item: WorkItem, kind: HandOverKind, *, actor: Actor, at: datetime) -> None:
    HandOver.objects.create(work_item=item, kind=kind, at=at, by_account_id=actor.account_id, by_post_id=actor.post_id)
