"""Nhắc việc: a superior asks about dossiers or a unit, by a day; whoever is asked answers. Both stay for ever."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.steering.models import RemindedDossier, Reminder, ReminderAnswer, ReminderKind
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.organisations.below import below, with_a_head
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.refusals import Refusal

#: Who reads one reminder can still act on each of them.
MOST_DOSSIERS = 50
#: Longer is a letter, and has its own way.
LONGEST = 1000


class NotYoursToRemind(Refusal):
    """A head reminds her own agency and those below it, and nobody else."""


class ReminderWithoutWords(Refusal):
    """Whoever is reminded must read what is asked of her."""


class AnswerDayPassed(Refusal):
    """An answer can be wanted today at the earliest."""


class TooManyReminded(Refusal):
    """So many dossiers at once are a matter of the unit, and not of each of them."""


class NotYoursToAnswer(Refusal):
    """A reminder is answered by whom it asks."""


class AnswerWithoutWords(Refusal):
    """An answer says something."""


def may_remind(actor: Actor) -> bool:
    return actor.role is Role.HEAD and actor.agency_id is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, by when an answer is wanted, of which dossiers, and of which officer if not of the head."""

    words: str
    answer_by: date
    dossiers: Collection[Dossier] = ()
    post: Post | None = None


@transaction.atomic
def remind(about: Agency, asked: Asked, *, actor: Actor, at: datetime) -> Reminder:
    """Ask the head of the agency, or one officer of it. Whoever it is reads it in her news.

    Raises the refusals above but the last two.
    """
    _require(about, asked, actor=actor, on=legal_day(at))
    reminder = Reminder.objects.create(
        kind=ReminderKind.GIVEN,
        given_by_id=actor.post_id,
        given_at=at,
        agency=about if asked.post else with_a_head(about, on=legal_day(at)),
        role=asked.post.role if asked.post else Role.HEAD,
        post=asked.post,
        about=about,
        words=asked.words.strip(),
        answer_by=asked.answer_by,
    )
    RemindedDossier.objects.bulk_create(RemindedDossier(reminder=reminder, dossier=each) for each in asked.dossiers)
    queue.enqueue("effects.reminded", reminder_id=reminder.pk)
    return reminder


@transaction.atomic
def answer(reminder: Reminder, *, actor: Actor, at: datetime, words: str) -> ReminderAnswer:
    """Raises NotYoursToAnswer, AnswerWithoutWords."""
    if not asked_of(actor).filter(pk=reminder.pk).exists():
        raise NotYoursToAnswer
    if not words.strip():
        raise AnswerWithoutWords
    assert actor.post_id is not None, "officers act in a post"
    given = ReminderAnswer.objects.create(
        reminder=reminder, given_by_id=actor.post_id, given_at=at, words=words.strip()
    )
    if reminder.given_by_id:
        queue.enqueue("effects.reminder_answered", answer_id=given.pk)
    return given


def asked_of(actor: Actor) -> QuerySet[Reminder]:
    """What this officer is asked, in this post or in her role at the agency."""
    if not actor.is_officer or actor.agency_id is None:
        return Reminder.objects.none()
    mine = Q(post_id=actor.post_id) | Q(post=None, agency_id=actor.agency_id, role=actor.role)
    return Reminder.objects.filter(mine)


def given_by(actor: Actor) -> QuerySet[Reminder]:
    return Reminder.objects.filter(given_by_id=actor.post_id) if may_remind(actor) else Reminder.objects.none()


def seen_by(actor: Actor) -> QuerySet[Reminder]:
    return asked_of(actor) | given_by(actor)


def unanswered(reminders: QuerySet[Reminder]) -> QuerySet[Reminder]:
    return reminders.filter(~Exists(ReminderAnswer.objects.filter(reminder=OuterRef("pk"))))


def with_all(reminders: QuerySet[Reminder]) -> QuerySet[Reminder]:
    """What a page shows of them: who, about whom, the answers."""
    answers = ReminderAnswer.objects.select_related("given_by__account__person", "given_by__agency").order_by("pk")
    people = ("given_by__account__person", "given_by__agency", "post__account__person", "agency", "about")
    return reminders.select_related(*people).prefetch_related(Prefetch("answers", answers)).order_by("-pk")


def _require(about: Agency, asked: Asked, *, actor: Actor, on: date) -> None:
    if not may_remind(actor) or about.pk not in below(_agency_of(actor)):
        raise NotYoursToRemind
    if asked.post is not None and asked.post.agency_id != about.pk:
        raise NotYoursToRemind
    if len(asked.dossiers) > MOST_DOSSIERS:
        raise TooManyReminded(most=MOST_DOSSIERS)
    if not _all_there(about, asked.dossiers):
        raise NotYoursToRemind
    if not asked.words.strip():
        raise ReminderWithoutWords
    if asked.answer_by < on:
        raise AnswerDayPassed


def _agency_of(actor: Actor) -> Agency:
    assert actor.agency_id is not None, "a head has an agency"
    return Agency.objects.get(pk=actor.agency_id)


def _all_there(about: Agency, dossiers: Collection[Dossier]) -> bool:
    """Each is received or decided at the agency, or lies there."""
    lies_there = WorkItem.objects.filter(dossier=OuterRef("pk"), agency=about, status=WorkStatus.OPEN)
    here = Q(deciding_agency=about) | Q(receiving_unit=about) | Exists(lies_there)
    asked = [each.pk for each in dossiers]
    return Dossier.objects.filter(here, pk__in=asked).count() == len(asked)
