"""The steps of a dossier: open, take, finish, hand on. Steps never change the dossier's state."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, Act, Step
from motcua.dossiers.commands import pauses
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class StepGone(Refusal):
    """This step was finished or taken by somebody else in the meantime."""


class NotYourStep(Refusal):
    """This step belongs to another agency, role or person."""


#: Begun and not over: these hold up what they can still lead to.
UNDER_WAY = (WorkStatus.OPEN, WorkStatus.WAITING)


def begin(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Reception is the first step, done with the acceptance; open what follows."""
    first = process_of(dossier).steps[0]
    opened_at = dossier.submitted_at or at
    item = _add(dossier, first, came_from=None, at=opened_at)
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
def finish(item: WorkItem, *, actor: Actor, at: datetime, choice: str = "") -> WorkItem | None:
    """Close the step and open what follows; gives the first step that opened, or None where none did.

    `choice` is the action that the officer took, where the step has several.
    """
    locked = _locked(item, actor=actor)
    locked.status, locked.done_at = WorkStatus.DONE, at
    locked.post_id = locked.post_id or actor.post_id
    locked.save(update_fields=["status", "done_at", "post"])
    _hand_over(locked, HandOverKind.FINISHED, actor=actor, at=at)
    pauses.go_on(locked.dossier, process_of(locked.dossier).step(locked.step), actor=actor, at=at)
    return open_after(locked, actor=actor, at=at, choice=choice)


def open_after(item: WorkItem, *, actor: Actor, at: datetime, choice: str = "") -> WorkItem | None:
    """Open the steps that follow, and those that waited for this branch; what the system does is done at once."""
    dossier, process = item.dossier, process_of(item.dossier)
    under_way = list(dossier.work_items.filter(status__in=UNDER_WAY, parent=None).order_by("pk"))
    waiting = {each.step: each for each in under_way if each.status == WorkStatus.WAITING}
    led_to = process.following(item.step, on=choice, holds=case_of(dossier))
    added = {step.key: step for step in led_to if step.key not in {each.step for each in under_way}}
    begun = [each.step for each in under_way if each.status == WorkStatus.OPEN]
    opening = process.opening(waiting=[*waiting, *added], begun=begun)
    opened = [
        *(_open(waiting[key], at=at) for key in waiting if key in opening),
        *(_add(dossier, step, came_from=item, is_open=key in opening, at=at) for key, step in added.items()),
    ]
    return _enter([each for each in opened if each.status == WorkStatus.OPEN], actor=actor, at=at)


def _enter(opened: list[WorkItem], *, actor: Actor, at: datetime) -> WorkItem | None:
    """Steps begin: the clock stands where one has a ground. Gives the first that somebody has to work on."""
    first = None
    for item in opened:
        step = process_of(item.dossier).step(item.step)
        _hand_over(item, HandOverKind.GIVEN, actor=actor, at=at)
        pauses.stand(item.dossier, step, at=at)
        following: WorkItem | None = item
        if step.act is Act.AUTOMATIC:
            following = finish(item, actor=Actor(role=Role.SYSTEM), at=at)
        first = first or following
    return first


def case_of(dossier: Dossier) -> Callable[[Tree], bool]:
    """Whether a condition of the process holds for what was filed and what the officer found. Read when first asked."""
    known: dict[str, object] = {}

    def is_so(tree: Tree) -> bool:
        if not known:
            found = dossier.events.filter(action=Action.ACCEPT).values_list("details__found", flat=True).first()
            known.update({**dossier.filings.latest("number").answers, **(found or {})})
        return holds(tree, known, Context(today=date.min, channel=dossier.channel))

    return is_so


def open_item(dossier: Dossier, act: Act) -> WorkItem:
    """The open step of that kind. Raises StepGone."""
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=act).first()
    if item is None:
        raise StepGone
    return item


def process_of(dossier: Dossier) -> Process:
    """Of the version and channel of the dossier; kept for the life of the process."""
    return _process(dossier.procedure_version_id, dossier.channel)


@lru_cache(maxsize=1024)
def _process(version_id: int, channel: str) -> Process:
    return definition_of(version_id).process.for_channel(channel)


def has_step(dossier: Dossier, act: Act) -> bool:
    return process_of(dossier).has(act)


def cancel_open(dossier: Dossier, *, at: datetime) -> None:
    """The dossier has ended: nobody needs to do the rest."""
    dossier.work_items.filter(status__in=UNDER_WAY).update(status=WorkStatus.CANCELLED, done_at=at)


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


def _add(dossier: Dossier, step: Step, *, came_from: WorkItem | None, at: datetime, is_open: bool = True) -> WorkItem:
    agency, role = _seat(dossier, step, at=at)
    return WorkItem.objects.create(
        dossier=dossier,
        step=step.key,
        act=step.act,
        role=role,
        agency=agency,
        came_from=came_from,
        status=WorkStatus.OPEN if is_open else WorkStatus.WAITING,
        opened_at=at,
        due_at=_share_of_time(dossier, step, at=at),
    )


def _open(item: WorkItem, *, at: datetime) -> WorkItem:
    """The last branch has come: its share of the time begins now."""
    due_at = _share_of_time(item.dossier, process_of(item.dossier).step(item.step), at=at)
    WorkItem.objects.filter(pk=item.pk).update(status=WorkStatus.OPEN, opened_at=at, due_at=due_at)
    item.refresh_from_db()
    return item


def _share_of_time(dossier: Dossier, step: Step, *, at: datetime) -> datetime | None:
    """The step's share of the time that is left by law, in step with the shares still to come on the longest way."""
    if dossier.due_at is None:
        return None
    rest = process_of(dossier).share_left(step.key)
    return at + max(dossier.due_at - at, timedelta()) * (step.share_pct / rest if rest else 1)


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
