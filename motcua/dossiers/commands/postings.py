"""Niêm yết công khai: the notice hangs for the days that the law gives the public, and comes down by itself."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act, Step
from motcua.dossiers.commands import pauses, seats, work
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.models import Dossier, Posting, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, add
from motcua.foundation.jobs import queue
from motcua.foundation.refusals import Refusal


class NothingToPost(Refusal):
    """Only a step of the process that is a public posting is posted; the law names which procedures have one."""


class AlreadyPosted(Refusal):
    """The notice hangs already; its days are counted from the first time."""


class PostingIncomplete(Refusal):
    """Whoever wants to see the notice must find it: a posting has its place and the number of the notice."""


class PostingNotOver(Refusal):
    """The notice does not hang yet, or its days have not passed: until then anybody may still object."""


@transaction.atomic
def post(item: WorkItem, *, actor: Actor, at: datetime, place: str, number: str) -> Posting:
    """The notice hangs from now on; where the step has a ground, the clock stands with its number as document.

    Raises StepGone, NotYourStep, NothingToPost, PostingIncomplete, AlreadyPosted.
    """
    found = work.held(item, actor=actor)
    step = _step(found)
    if step.act is not Act.POST_PUBLICLY or step.max_days is None:
        raise NothingToPost
    if not place.strip() or not number.strip():
        raise PostingIncomplete
    assert actor.post_id is not None, "steps are done from a post"
    if Posting.objects.filter(work_item=found).exists():
        raise AlreadyPosted
    posting = Posting.objects.create(
        work_item=found,
        place=place.strip(),
        number=number.strip(),
        posted_at=at,
        posted_by_id=actor.post_id,
        ends_at=_ends_at(step, at),
    )
    pauses.stand(found.dossier, step, at=at, document=posting.number)
    return posting


def require_over(item: WorkItem) -> None:
    """A posting step that has its days is not handed on before they have passed. Raises PostingNotOver."""
    if item.act == Act.POST_PUBLICLY and _step(item).max_days is not None:
        raise PostingNotOver


def end_due(*, at: datetime) -> int:
    """The notices whose days have passed: the step is done, and the clock goes on."""
    due = Posting.objects.filter(ended_at=None, ends_at__lt=at).order_by("ends_at")
    return one_by_one(due.select_related("work_item").iterator(), lambda posting: _end(posting, at=at))


@transaction.atomic
def _end(posting: Posting, *, at: datetime) -> bool:
    """Once: the row of the dossier is held first, as everywhere. An agency that was asked meanwhile is waited for."""
    item = posting.work_item
    Dossier.objects.select_for_update(of=("self",)).get(pk=item.dossier_id)
    if item.consultations.filter(status=WorkStatus.OPEN).exists():
        return False
    if not Posting.objects.filter(pk=posting.pk, ended_at=None).update(ended_at=at):
        return False
    if WorkItem.objects.filter(pk=item.pk, status=WorkStatus.OPEN).exists():
        work.finish(item, actor=SYSTEM, at=at)
        queue.enqueue("effects.posting_ended", posting_id=posting.pk)
    return True


def _ends_at(step: Step, at: datetime) -> datetime:
    """The end of the last day: a notice that comes down at noon has hung half a day too little."""
    assert step.max_days is not None, "asked before"
    calendar = versions.calendar_of(versions.current_id())
    return add(calendar, at, Period(step.max_days, step.max_unit)).due_at


def _step(item: WorkItem) -> Step:
    return seats.process_of(item.dossier).step(item.step)
