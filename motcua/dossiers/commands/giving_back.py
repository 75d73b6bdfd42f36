"""Back to the step before, with a reason. The legal date stays where it is."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import pauses, seats, work
from motcua.dossiers.commands.handling import require_going_on
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal


class NothingToGiveBackTo(Refusal):
    """No step of an officer was done before this one; what the applicant did is mended by asking her."""


class SeveralStepsBefore(Refusal):
    """Several steps led here, and the officer has to say to which of them it goes back."""


class AlreadyBack(Refusal):
    """The step before is being done again already, because another branch gave it back."""


class CannotBeGivenBack(Refusal):
    """What has been signed or published is not undone by handing it back."""


#: Steps that can be given back: nothing of the legal life has happened in them yet.
GIVEN_BACK = frozenset({Act.WORK, Act.CONSULT, Act.POST_PUBLICLY, Act.DECIDE})
#: Steps to which work goes back. What lies between, the system's steps and the applicant's, is passed over.
_TAKES_BACK = frozenset({Act.WORK, Act.CONSULT})
_STOPS_AT = frozenset({Act.ACCEPT, Act.DECIDE, Act.PUBLISH, Act.DELIVER, Act.OPEN_CHILD})


def steps_before(item: WorkItem) -> list[WorkItem]:
    """The done steps to which this one can go back, the last one first; several after a join."""
    if item.act not in GIVEN_BACK or item.parent_id is not None:
        return []
    keys = set(_keys_before(work.process_of(item.dossier), item.step, seen=set()))
    done = WorkItem.objects.filter(dossier_id=item.dossier_id, step__in=keys, status=WorkStatus.DONE, parent=None)
    latest = {each.step: each for each in done.select_related("agency", "post").order_by("pk")}
    return sorted(latest.values(), key=lambda each: -each.pk)


def _keys_before(process: Process, key: str, *, seen: set[str]) -> Iterator[str]:
    for step in process.before(key):
        if step.act in _TAKES_BACK:
            yield step.key
        elif step.act not in _STOPS_AT and step.key not in seen:
            yield from _keys_before(process, step.key, seen={*seen, step.key})


@transaction.atomic
def give_back(item: WorkItem, *, actor: Actor, at: datetime, reason: str, to: str = "") -> WorkItem:
    """The step becomes RETURNED, and the one before it opens again for the same post; gives that one.

    Raises StepGone, NotYourStep, ReasonMissing, CannotBeGivenBack, NothingToGiveBackTo, SeveralStepsBefore,
    AnswersAwaited, AlreadyBack, WaitsForApplicant.
    """
    if not reason.strip():
        raise ReasonMissing
    require_going_on(item)
    found = work.held(item, actor=actor)
    if found.act not in GIVEN_BACK or found.parent_id is not None:
        raise CannotBeGivenBack
    if found.consultations.filter(status=WorkStatus.OPEN).exists():
        raise work.AnswersAwaited
    before = _chosen(steps_before(found), to)
    work.close(found, WorkStatus.RETURNED, at=at, post_id=found.post_id or actor.post_id)
    pauses.go_on(found.dossier, work.process_of(found.dossier).step(found.step), actor=actor, at=at)
    again = _open_again(before, dossier=found.dossier, came_from=found, at=at)
    remark, _ = write_remark(found.dossier, reason, at=at)
    told = work.hand_over(found, HandOverKind.RETURNED, actor=actor, at=at, to=again.post, remark=remark)
    work.enter([again], actor=actor, at=at)
    queue.enqueue("effects.handed_over", hand_over_id=told.pk)
    return again


def _chosen(before: list[WorkItem], key: str) -> WorkItem:
    if not before:
        raise NothingToGiveBackTo
    if len(before) == 1 and not key:
        return before[0]
    chosen = next((each for each in before if each.step == key), None)
    if chosen is None:
        raise SeveralStepsBefore
    return chosen


def _open_again(before: WorkItem, *, dossier: Dossier, came_from: WorkItem, at: datetime) -> WorkItem:
    """For the one who did it, where she still holds the post and the dossier has not moved to another agency."""
    if dossier.work_items.filter(step=before.step, status__in=work.UNDER_WAY, parent=None).exists():
        raise AlreadyBack
    step = work.process_of(dossier).step(before.step)
    agency_id, role = seats.seat_of(dossier, step, at=at)
    held = Post.objects.held_on(legal_day(at))
    post = held.filter(pk=before.post_id or 0, agency_id=agency_id, role=role).first()
    again = work.add(dossier, step, came_from=came_from, at=at, post_id=post.pk if post else None)
    again.post = post
    return again
