"""The steps of a dossier: open, take, finish, hand on. Steps never change the dossier's state.

Whoever changes steps holds the dossier's row first and the step's second, as `record` does: of two who finish at the
same moment the second sees what the first has opened, and nobody waits for each other.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act, Step
from motcua.dossiers.commands import interlinking, pauses, seats
from motcua.dossiers.commands.seats import process_of
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, Remark, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal

__all__ = ["process_of"]


class StepGone(Refusal):
    """This step was finished or taken by somebody else in the meantime."""


class NotYourStep(Refusal):
    """This step belongs to another agency, role or person."""


class AnswersAwaited(Refusal):
    """Other agencies were asked about this step and have not answered; nobody has closed the question either."""


class StepNotOptional(Refusal):
    """The process wants this step in every case: it cannot be passed over."""


#: Begun and not over: these hold up what they can still lead to.
UNDER_WAY = (WorkStatus.OPEN, WorkStatus.WAITING)
#: They are no officers: nobody has to acknowledge for them.
_NO_OFFICER = (Role.APPLICANT, Role.SYSTEM)


def begin(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Reception is the first step, done with the acceptance; open what follows. The dossier is held by its event."""
    first = process_of(dossier).steps[0]
    item = add(dossier, first, came_from=None, at=dossier.submitted_at or at)
    return finish_held(item, actor=actor, at=at)


@transaction.atomic
def take(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem:
    """Become the one person responsible for the step; who takes it has received it."""
    found = held(item, actor=actor)
    if found.post_id != actor.post_id:
        found.post_id = actor.post_id
        found.acknowledged_at = found.acknowledged_at or at
        found.save(update_fields=["post", "acknowledged_at"])
        hand_over(found, HandOverKind.RECEIVED, actor=actor, at=at)
    return found


@transaction.atomic
def finish(
    item: WorkItem, *, actor: Actor, at: datetime, choice: str = "", passing_over: Collection[str] = ()
) -> WorkItem | None:
    """Close the step and open what follows; gives the first step that opened, or None where none did.

    `choice` is the action that the officer took, where the step has several; `passing_over` are steps that the
    process leaves to her. Raises StepGone, NotYourStep, AnswersAwaited, StepNotOptional.
    """
    return finish_held(held(item, actor=actor), actor=actor, at=at, choice=choice, passing_over=passing_over)


def held(item: WorkItem, *, actor: Actor | None) -> WorkItem:
    """The open step and its dossier as they are now, held for this transaction. Raises StepGone, NotYourStep.

    Without an actor nobody is asked whose step it is: the caller has its own rule.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=item.dossier_id)
    found = WorkItem.objects.select_for_update(of=("self",)).select_related("came_from").get(pk=item.pk)
    found.dossier = dossier
    if found.status != WorkStatus.OPEN:
        raise StepGone
    if actor is not None and actor.role not in _NO_OFFICER and not may_work(found, actor):
        raise NotYourStep
    return found


def may_work(item: WorkItem, actor: Actor) -> bool:
    mine = item.post_id is None or item.post_id in (actor.post_id, actor.on_behalf_of_id)
    return mine and item.agency_id == actor.agency_id and item.role == actor.role


def finish_held(
    item: WorkItem, *, actor: Actor, at: datetime, choice: str = "", passing_over: Collection[str] = ()
) -> WorkItem | None:
    """The same for a step that this transaction holds already, or has made."""
    others = list(item.dossier.work_items.filter(status__in=UNDER_WAY).exclude(pk=item.pk).order_by("pk"))
    if any(other.parent_id == item.pk for other in others):
        raise AnswersAwaited
    process = process_of(item.dossier)
    close(item, WorkStatus.DONE, at=at, post_id=item.post_id or actor.post_id)
    hand_over(item, HandOverKind.FINISHED, actor=actor, at=at)
    if item.parent_id is not None:
        return None
    pauses.go_on(item.dossier, process.step(item.step), actor=actor, at=at)
    led_to = _following(item, process, choice=choice, passing_over=passing_over)
    return _open_next(item, led_to, [other for other in others if other.parent_id is None], actor=actor, at=at)


def letter_of(item: WorkItem) -> str:
    """The number under which another agency is asked for its opinion: the asking is this step, so it has its number."""
    return f"LYK-{item.pk}" if item.act == Act.CONSULT else ""


def close(item: WorkItem, status: WorkStatus, *, at: datetime, post_id: int | None) -> None:
    item.status, item.done_at, item.post_id = status, at, post_id
    item.acknowledged_at = item.acknowledged_at or at
    item.save(update_fields=["status", "done_at", "post", "acknowledged_at"])


def _following(item: WorkItem, process: Process, *, choice: str, passing_over: Collection[str]) -> tuple[Step, ...]:
    """What the step leads to. One that was given back goes back to whoever gave it, and to no other branch."""
    led_to = process.following(item.step, on=choice, holds=seats.case_of(item.dossier))
    given_back = item.came_from if item.came_from and item.came_from.status == WorkStatus.RETURNED else None
    if given_back is not None and given_back.step in {step.key for step in led_to}:
        return (process.step(given_back.step),)
    for key in passing_over:
        led_to = _passed_over(led_to, key, process, dossier=item.dossier)
    return led_to


def _passed_over(led_to: tuple[Step, ...], key: str, process: Process, *, dossier: Dossier) -> tuple[Step, ...]:
    """In its place what follows it."""
    if not any(step.key == key and step.optional for step in led_to):
        raise StepNotOptional
    further = process.following(key, holds=seats.case_of(dossier))
    return tuple(dict.fromkeys([*(step for step in led_to if step.key != key), *further]))


def _open_next(
    item: WorkItem, led_to: tuple[Step, ...], under_way: list[WorkItem], *, actor: Actor, at: datetime
) -> WorkItem | None:
    """Open the steps that follow, and those that waited for this branch; what the system does is done at once."""
    dossier = item.dossier
    waiting = {each.step: each for each in under_way if each.status == WorkStatus.WAITING}
    added = {step.key: step for step in led_to if step.key not in {each.step for each in under_way}}
    begun = [each.step for each in under_way if each.status == WorkStatus.OPEN]
    opening = process_of(dossier).opening(waiting=[*waiting, *added], begun=begun)
    opened = [
        *(_open(waiting[key], dossier, came_from=item, at=at) for key in waiting if key in opening),
        *(add(dossier, step, came_from=item, is_open=key in opening, at=at) for key, step in added.items()),
    ]
    return enter([each for each in opened if each.status == WorkStatus.OPEN], actor=actor, at=at)


def enter(opened: list[WorkItem], *, actor: Actor, at: datetime) -> WorkItem | None:
    """Steps begin: the clock stands where one has a ground. Gives the first that somebody has to work on."""
    first = None
    for item in opened:
        step = process_of(item.dossier).step(item.step)
        hand_over(item, HandOverKind.GIVEN, actor=actor, at=at)
        pauses.stand(item.dossier, step, at=at, document=letter_of(item))
        following: WorkItem | None = item
        if step.act is Act.AUTOMATIC:
            following = finish_held(item, actor=SYSTEM, at=at)
        first = first or following
    for child in interlinking.open_children((item for item in opened if item.act == Act.OPEN_CHILD), at=at):
        begin(child, actor=SYSTEM, at=at)
    return first


def add(
    dossier: Dossier,
    step: Step,
    *,
    came_from: WorkItem | None,
    at: datetime,
    is_open: bool = True,
    post_id: int | None = None,
) -> WorkItem:
    agency_id, role = seats.seat_of(dossier, step, at=at)
    return WorkItem.objects.create(
        dossier=dossier,
        step=step.key,
        act=step.act,
        role=role,
        agency_id=agency_id,
        post_id=post_id,
        came_from=came_from,
        given_by_id=_given_by(came_from, agency_id=agency_id, act=step.act, role=role),
        status=WorkStatus.OPEN if is_open else WorkStatus.WAITING,
        opened_at=at,
        due_at=seats.due_at(dossier, step, at=at),
    )


def _open(item: WorkItem, dossier: Dossier, *, came_from: WorkItem, at: datetime) -> WorkItem:
    """The last branch has come: its share of the time begins now."""
    given_by = _given_by(came_from, agency_id=item.agency_id, act=item.act, role=item.role)
    due_at = seats.due_at(dossier, process_of(dossier).step(item.step), at=at)
    WorkItem.objects.filter(pk=item.pk).update(
        status=WorkStatus.OPEN, opened_at=at, due_at=due_at, given_by_id=given_by
    )
    item.refresh_from_db()
    item.dossier = dossier
    return item


def _given_by(came_from: WorkItem | None, *, agency_id: int, act: str, role: str) -> int | None:
    """The agency that answers for the step until the other has acknowledged it.

    None within one agency. A result that is fetched elsewhere was sent there by the unit that received the dossier.
    """
    if came_from is None or role in _NO_OFFICER:
        return None
    giver = came_from.dossier.receiving_unit_id if act == Act.DELIVER else came_from.agency_id
    return giver if giver != agency_id else None


def move_delivery(dossier: Dossier, *, at: datetime) -> None:
    """The result is fetched at another desk than was known when it came out. The dossier is held."""
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.DELIVER).first()
    if item is None:
        return
    agency_id, _role = seats.seat_of(dossier, process_of(dossier).step(item.step), at=at)
    given_by = dossier.receiving_unit_id if agency_id != dossier.receiving_unit_id else None
    item.agency_id, item.given_by_id, item.post_id, item.acknowledged_at = agency_id, given_by, None, None
    item.save(update_fields=["agency", "given_by", "post", "acknowledged_at"])


def open_item(dossier: Dossier, act: Act) -> WorkItem:
    """The open step of that kind. Raises StepGone."""
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=act, parent=None).first()
    if item is None:
        raise StepGone
    return item


def has_step(dossier: Dossier, act: Act) -> bool:
    return process_of(dossier).has(act)


def cancel_open(dossier: Dossier, *, at: datetime) -> None:
    """The dossier has ended: nobody needs to do the rest."""
    dossier.work_items.filter(status__in=UNDER_WAY).update(status=WorkStatus.CANCELLED, done_at=at)


def hand_over(
    item: WorkItem,
    kind: HandOverKind,
    *,
    actor: Actor,
    at: datetime,
    to: Post | None = None,
    remark: Remark | None = None,
) -> HandOver:
    return HandOver.objects.create(
        work_item=item,
        kind=kind,
        at=at,
        by_account_id=actor.account_id,
        by_post_id=actor.post_id,
        to_post=to,
        remark=remark,
    )
