"""Other agencies are asked: as a step of the process, or by whoever works on a step. Silence is not agreement.

Waiting for an answer inside the administration never stops the clock, unless the step has a ground by law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act, Silence
from motcua.dossiers.commands import work
from motcua.dossiers.commands.handling import HANDED_ON, require_going_on
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import (
    ANSWERS,
    HandOverKind,
    Opinion,
    OpinionKind,
    WorkItem,
    WorkStatus,
)
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files.models import StoredFile
from motcua.foundation.jobs import queue
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.refusals import Refusal


class NobodyAsked(Refusal):
    """A consultation names at least one agency."""


class QuestionMissing(Refusal):
    """Whoever is asked has to read what is asked."""


class DeadlineNotAhead(Refusal):
    """An answer can be asked for by a moment that is still to come."""


class NobodyAnswersThere(Refusal):
    """No officer of the agency has the role in which questions are answered."""


class AskedAlready(Refusal):
    """The agency has an open question about this very step."""


class OpinionMissing(Refusal):
    """An opinion is one of four; what does not simply agree says why."""


class StillTimeToAnswer(Refusal):
    """The time of whoever was asked is not over: nobody goes on without her answer yet."""


@dataclass(frozen=True, slots=True)
class Question:
    agency: Agency
    content: str
    due_at: datetime


#: Steps from which other agencies can be asked, beside the process.
ASKS = HANDED_ON | {Act.DECIDE}
#: Who may go on without an answer: whoever works on the dossier where it is decided, and her superiors.
_GOES_ON = frozenset({Role.PROCESSOR, Role.SIGNATORY, Role.HEAD})
#: A plain yes needs no words.
_WANTS_WORDS = frozenset({OpinionKind.AGREED_WITH_CONDITIONS, OpinionKind.DISAGREED})


@transaction.atomic
def ask(item: WorkItem, *, actor: Actor, at: datetime, questions: Sequence[Question]) -> list[WorkItem]:
    """Ask several agencies at once; the step cannot be handed on while one of them is open. All or none.

    Raises StepGone, NotYourStep, WaitsForApplicant, NobodyAsked, QuestionMissing, DeadlineNotAhead,
    NobodyAnswersThere, AskedAlready.
    """
    if not questions:
        raise NobodyAsked
    require_going_on(item)
    step = work.held(item, actor=actor)
    if step.act not in ASKS or step.parent_id is not None:
        raise work.NotYourStep
    asked = set(step.consultations.filter(status=WorkStatus.OPEN).values_list("agency_id", flat=True))
    for question in questions:
        _require_askable(question, step, asked=asked, at=at)
        asked.add(question.agency.pk)
    return [_ask(step, question, actor=actor, at=at) for question in questions]


def _require_askable(question: Question, step: WorkItem, *, asked: set[int], at: datetime) -> None:
    if not question.content.strip():
        raise QuestionMissing
    if question.due_at <= at:
        raise DeadlineNotAhead
    if question.agency.pk in asked:
        raise AskedAlready(agency=question.agency.name)
    there = Post.objects.held_on(legal_day(at)).filter(agency=question.agency, role=Role.CONSULTED)
    if question.agency.pk == step.agency_id or not there.exists():
        raise NobodyAnswersThere(agency=question.agency.name)


def _ask(step: WorkItem, question: Question, *, actor: Actor, at: datetime) -> WorkItem:
    asked = WorkItem.objects.create(
        dossier=step.dossier,
        step=step.step,
        act=Act.CONSULT,
        role=Role.CONSULTED,
        agency=question.agency,
        parent=step,
        given_by_id=step.agency_id,
        opened_at=at,
        due_at=question.due_at,
    )
    remark, _ = write_remark(step.dossier, question.content, at=at)
    told = work.hand_over(asked, HandOverKind.GIVEN, actor=actor, at=at, remark=remark)
    queue.enqueue("effects.handed_over", hand_over_id=told.pk)
    return asked


@transaction.atomic
def answer(
    item: WorkItem,
    *,
    actor: Actor,
    at: datetime,
    kind: OpinionKind,
    words: str = "",
    file: StoredFile | None = None,
) -> Opinion:
    """The opinion of whoever was asked; the step is finished with it. After the deadline it still counts.

    Raises StepGone, NotYourStep, OpinionMissing, WaitsForApplicant.
    """
    if kind not in ANSWERS or (kind in _WANTS_WORDS and not words.strip()):
        raise OpinionMissing
    require_going_on(item)
    asked = work.held(item, actor=actor)
    if asked.act != Act.CONSULT:
        raise work.NotYourStep
    return _end(asked, kind, actor=actor, at=at, words=words, file=file)


@transaction.atomic
def go_on_without(item: WorkItem, *, actor: Actor, at: datetime, reason: str) -> Opinion:
    """No answer came, or none is needed any more: the deciding officer goes on and says why. Never an agreement.

    A question beside the process may be withdrawn at any time; a step of the process waits for its deadline.
    Raises StepGone, NotYourStep, ReasonMissing, StillTimeToAnswer.
    """
    if not reason.strip():
        raise ReasonMissing
    require_going_on(item)
    asked = work.held(item, actor=None)
    if asked.act != Act.CONSULT or not may_go_on(asked, actor):
        raise work.NotYourStep
    in_time = asked.due_at is not None and at < asked.due_at
    if in_time and asked.parent_id is None:
        raise StillTimeToAnswer
    kind = OpinionKind.WITHDRAWN if in_time else OpinionKind.SILENT
    return _end(asked, kind, actor=actor, at=at, words=reason)


def may_go_on(asked: WorkItem, actor: Actor) -> bool:
    """Of a question beside the process, who has the asking step; of one in it, who decides the dossier."""
    if asked.parent is not None:
        return work.may_work(asked.parent, actor)
    return actor.role in _GOES_ON and actor.agency_id == asked.dossier.deciding_agency_id


def _end(
    asked: WorkItem, kind: OpinionKind, *, actor: Actor, at: datetime, words: str = "", file: StoredFile | None = None
) -> Opinion:
    remark, _ = write_remark(asked.dossier, words, at=at)
    opinion = Opinion.objects.create(
        work_item=asked,
        kind=kind,
        remark=remark,
        file=file,
        given_at=at,
        by_account_id=actor.account_id,
        by_post_id=actor.post_id,
    )
    work.finish_held(asked, actor=actor, at=at)
    queue.enqueue("effects.opinion_given", opinion_id=opinion.pk)
    return opinion


def note_silence(*, at: datetime) -> int:
    """Whose time is over: where the procedure takes silence for agreement it ends so; else the heads are told, once.

    Gives how many. Reads only what is due. Each morning.
    """
    due = WorkItem.objects.filter(status=WorkStatus.OPEN, act=Act.CONSULT, reminded_at=None, due_at__lte=at)
    return one_by_one(due.order_by("dossier_id", "pk").iterator(), lambda item: _note_silence(item, at=at))


@transaction.atomic
def _note_silence(item: WorkItem, *, at: datetime) -> bool:
    try:
        asked = work.held(item, actor=None)
    except work.StepGone:
        return False
    step = work.process_of(asked.dossier).step(asked.step)
    if asked.parent_id is None and step.silence is Silence.AGREEMENT:
        _end(asked, OpinionKind.SILENT_AGREED, actor=SYSTEM, at=at)
        return True
    WorkItem.objects.filter(pk=asked.pk).update(reminded_at=at)
    queue.enqueue("effects.consultation_silent", work_item_id=asked.pk)
    return True
