"""One person answers for each step: a head gives it to her, gives it to another with a reason, or it goes back to all.

Of two who assign at the same moment one wins: whoever assigns says who had the step when she looked.
"""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from motcua.dossiers.commands import handling, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.organisations.absences import DayHasPassed, away_on
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal

#: Who gives out work at an agency.
ASSIGNS = frozenset({Role.HEAD, Role.SIGNATORY})


class NotYoursToAssign(Refusal):
    """Work is given out by the head or the signatory of the agency where it lies."""


class AssignedMeanwhile(Refusal):
    """Somebody took the step, or it was given to somebody, after this page was drawn."""


class NotInThatRole(Refusal):
    """The officer does not hold, on this day, the role that the step asks for at this agency."""


class OfficerAway(Refusal):
    """The officer is noted as away: what is given to her would lie."""


@transaction.atomic
def assign(
    item: WorkItem, *, actor: Actor, at: datetime, to: Post, instead_of: int | None = None, reason: str = ""
) -> WorkItem:
    """Give a step to one post. `instead_of` is the post that had it on the page; taking it away wants a reason.

    Raises StepGone, NotYoursToAssign, AssignedMeanwhile, ReasonMissing, NotInThatRole, OfficerAway.
    """
    found = work.held(item, actor=None)
    _require_superior(actor, agency_id=found.agency_id)
    if found.post_id != instead_of:
        raise AssignedMeanwhile
    if found.post_id is not None and not reason.strip():
        raise ReasonMissing
    _require_in_place(to, found, on=legal_day(at))
    found.post, found.acknowledged_at = to, found.acknowledged_at or at
    found.save(update_fields=["post", "acknowledged_at"])
    remark, _ = write_remark(found.dossier, reason, at=at)
    told = work.hand_over(found, HandOverKind.ASSIGNED, actor=actor, at=at, to=to, remark=remark)
    handling.note_in_hand(found, actor=actor, at=at)
    queue.enqueue("effects.handed_over", hand_over_id=told.pk)
    return found


def _require_superior(actor: Actor, *, agency_id: int) -> None:
    if actor.role not in ASSIGNS or actor.agency_id != agency_id:
        raise NotYoursToAssign


def _require_in_place(to: Post, item: WorkItem, *, on: date) -> None:
    if not Post.objects.held_on(on).filter(pk=to.pk, agency_id=item.agency_id, role=item.role).exists():
        raise NotInThatRole
    if away_on(on).filter(post=to).exists():
        raise OfficerAway


@transaction.atomic
def end_post(post: Post, *, actor: Actor, at: datetime, last: date) -> list[HandOver]:
    """An officer leaves her post: rights end with the day, and her open work goes back to all in the role (F01).

    Raises NotYoursToAssign, DayHasPassed.
    """
    if last < legal_day(at):
        raise DayHasPassed
    if actor.role is not Role.TECHNICAL_ADMINISTRATOR:
        _require_superior(actor, agency_id=post.agency_id)
    post.valid_to = max(last, post.valid_from)
    post.save(update_fields=["valid_to"])
    return _let_go(post, actor=actor, at=at) if last == legal_day(at) else []


def release_ended(*, at: datetime) -> int:
    """What lies with posts that have ended goes back to all in the role; gives how many steps. Each morning."""
    ended = WorkItem.objects.filter(status=WorkStatus.OPEN, post__isnull=False, post__valid_to__lt=legal_day(at))
    posts = Post.objects.filter(pk__in=ended.values("post"))
    return sum(len(_let_go(post, actor=SYSTEM, at=at)) for post in posts)


@transaction.atomic
def _let_go(post: Post, *, actor: Actor, at: datetime) -> list[HandOver]:
    items = WorkItem.objects.filter(status=WorkStatus.OPEN, post=post).order_by("dossier_id", "pk")
    let_go = []
    for item in items:
        # What was finished a moment ago lies with nobody any more.
        with suppress(work.StepGone):
            found = work.held(item, actor=None)
            found.post_id = None
            found.save(update_fields=["post"])
            let_go.append(work.hand_over(found, HandOverKind.RELEASED, actor=actor, at=at))
    return let_go
