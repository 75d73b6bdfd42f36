"""Steps in the hands of officers: take, hand on, let go, note what was seen on the spot."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import postings, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, HandOverKind, Remark, SiteVisit, WorkItem
from motcua.dossiers.record import record, write_remark
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.refusals import Refusal


class WaitsForApplicant(Refusal):
    """The applicant has been asked for something: the steps go on when the dossier is complete again."""


class StepNeedsItsOwnAct(Refusal):
    """This step is finished by its own act, such as deciding, delivering or giving an opinion."""


class ChoiceMissing(Refusal):
    """The process goes on in several ways from here, and the officer has to say which."""


class NotInTheFuture(Refusal):
    """What has happened lies in the past."""


#: Steps that an officer finishes by handing on; the others are finished by an act of their own.
HANDED_ON = frozenset({Act.WORK, Act.POST_PUBLICLY})


@transaction.atomic
def assign(item: WorkItem, *, actor: Actor, at: datetime) -> DossierEvent | None:
    """Take a step; the first taking of a dossier in hand is told to the national portal as "being processed"."""
    return note_in_hand(work.take(item, actor=actor, at=at), actor=actor, at=at)


def note_in_hand(item: WorkItem, *, actor: Actor, at: datetime) -> DossierEvent | None:
    """One person answers for the dossier now: once in its life that is an event."""
    dossier = item.dossier
    if dossier.state != State.IN_PROGRESS or dossier.events.filter(action=Action.ASSIGN).exists():
        return None
    return record(dossier, Action.ASSIGN, actor=actor, at=at, details={"step": item.step})


@transaction.atomic
def forward(
    item: WorkItem, *, actor: Actor, at: datetime, choice: str = "", passing_over: Collection[str] = ()
) -> WorkItem | None:
    """Finish a step and hand on to the next; `choice` where the step has several, `passing_over` optional steps.

    Raises StepGone, NotYourStep, StepNeedsItsOwnAct, WaitsForApplicant, ChoiceMissing, AnswersAwaited,
    PostingNotOver.
    """
    if item.act not in HANDED_ON:
        raise StepNeedsItsOwnAct
    dossier = require_going_on(item)
    postings.require_over(item)
    choices = {each.key for each in work.process_of(dossier).step(item.step).choices}
    if choices and choice not in choices:
        raise ChoiceMissing
    return work.finish(item, actor=actor, at=at, choice=choice, passing_over=passing_over)


def require_going_on(item: WorkItem) -> Dossier:
    """The dossier, held for this transaction, unless its steps rest. Raises WaitsForApplicant."""
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=item.dossier_id)
    if dossier.state == State.SUPPLEMENT_REQUESTED:
        raise WaitsForApplicant
    return dossier


@transaction.atomic
def release(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem:
    """Let a step go that one has taken: anybody in the role may take it again. Raises StepGone, NotYourStep."""
    found = work.held(item, actor=actor)
    if found.post_id is None:
        raise work.StepGone
    found.post_id = None
    found.save(update_fields=["post"])
    work.hand_over(found, HandOverKind.RELEASED, actor=actor, at=at)
    return found


@transaction.atomic
def note_site_visit(  # noqa: PLR0913 - what the law wants noted of a visit, each by name
    item: WorkItem, *, actor: Actor, at: datetime, visited_at: datetime, place: str, members: str, found: str
) -> SiteVisit:
    """Time, place, members and content of a verification on the spot (NĐ 61/2018, art. 19.3b).

    Raises StepGone, NotYourStep, ReasonMissing, NotInTheFuture.
    """
    if not (place.strip() and members.strip() and found.strip()):
        raise ReasonMissing
    if visited_at > at:
        raise NotInTheFuture
    step = work.held(item, actor=actor)
    assert actor.post_id is not None, "officers have posts"
    return SiteVisit.objects.create(
        work_item=step,
        visited_at=visited_at,
        place=_words(step.dossier, place, at=at),
        members=_words(step.dossier, members, at=at),
        found=_words(step.dossier, found, at=at),
        noted_at=at,
        noted_by_id=actor.post_id,
    )


def _words(dossier: Dossier, text: str, *, at: datetime) -> Remark:
    remark, _ = write_remark(dossier, text, at=at)
    assert remark is not None, "empty words were refused"
    return remark
