"""The ledger: messages are numbered per dossier, claimed one at a time, and settled by what the portal answered.

A message that the portal has refused too often is set aside and holds up nothing: each whole dossier says all that the
one before it said, so the next one that is accepted covers it. Progress waits until the portal knows the dossier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from motcua.dossiers.models import DossierEvent
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.codes import map_on
from motcua.effects.national_portal.models import WAITING, Message, Operation, Stage, Standing
from motcua.effects.national_portal.words import UNTOLD
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal

#: After so many answers of no a person looks at it.
PATIENCE = 5
#: Whoever claimed a message and was killed has lost it by then; no call takes as long.
LEASE = timedelta(minutes=5)
#: Pauses grow; a portal that was down for a day is asked again within the hour.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))
#: The job that counts a dossier as synchronised, in the transaction in which it becomes so.
KNOWN_THERE = "reporting.note_known_there"
#: What must reach the portal in any case before its lines of progress make sense.
_CARRIERS = (Operation.DOSSIER, Operation.ANSWER)


class NothingToResend(Refusal):
    """The dossier has no event yet that the portal is to know."""


class StillWaiting(Refusal):
    """What was queued before is on its way; it says all that could be said again."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What brought a message about, so that it is queued once; and the moment whose facts it tells."""

    key: str
    as_of: datetime


@transaction.atomic
def queue(event: DossierEvent, operations: Iterable[Operation], *, cause: Cause) -> list[Message]:
    """Add messages at the end of the dossier's line. The same cause again adds nothing."""
    standing = _standing(event.dossier_id)
    known = set(
        Message.objects.filter(dossier_id=event.dossier_id, cause=cause.key).values_list("operation", flat=True)
    )
    wanted = [operation for operation in operations if operation not in known]
    made = [
        Message(
            dossier_id=event.dossier_id,
            sequence=standing.last_sequence + number,
            operation=operation,
            event=event,
            cause=cause.key,
            version=settings.NATIONAL_PORTAL_VERSION,
            code_map=map_on(legal_day(event.happened_at)).version,
            next_at=cause.as_of,
            as_of=cause.as_of,
        )
        for number, operation in enumerate(wanted, start=1)
    ]
    Message.objects.bulk_create(made)
    standing.last_sequence += len(made)
    standing.save(update_fields=["last_sequence"])
    return made


def due(*, at: datetime, most: int) -> list[int]:
    """Dossiers whose line can move, those that have waited longest first."""
    may_lead = Q(operation__in=_CARRIERS) | Q(dossier__portal_standing__known_since__isnull=False)
    lines = Message.objects.filter(may_lead, stage__in=WAITING).order_by("dossier_id", "sequence")
    heads = Message.objects.filter(pk__in=lines.distinct("dossier_id").values("pk"), next_at__lte=at)
    return list(heads.order_by("next_at", "pk").values_list("dossier_id", flat=True)[:most])


def claim(dossier_id: int, *, at: datetime) -> Message | None:
    """Take the next message of the dossier for as long as a lease; nobody else can meanwhile.

    It counts as sent from here on: whoever is killed now may have been heard.
    """
    head = _head(dossier_id)
    if head is None or head.next_at > at:
        return None
    taken = Message.objects.filter(pk=head.pk, stage__in=WAITING, next_at=head.next_at).update(
        stage=Stage.SENT, attempts=F("attempts") + 1, sent_at=at, next_at=at + LEASE
    )
    return Message.objects.select_related("event__dossier").get(pk=head.pk) if taken else None


@transaction.atomic
def accepted(message: Message, *, answer: str, at: datetime) -> None:
    """It is there. Whole dossiers set aside before it are covered: it says all that they said."""
    Message.objects.filter(pk=message.pk).update(stage=Stage.ACCEPTED, accepted_at=at, answer=answer)
    if message.operation != Operation.DOSSIER:
        return
    if Standing.objects.filter(dossier_id=message.dossier_id, known_since=None).update(known_since=at):
        enqueue(KNOWN_THERE, dossier_id=message.dossier_id)
    earlier = Message.objects.filter(
        dossier_id=message.dossier_id, operation=Operation.DOSSIER, sequence__lt=message.sequence, stage=Stage.SET_ASIDE
    )
    earlier.update(stage=Stage.COVERED)


def refused(message: Message, *, answer: str, at: datetime) -> Stage:
    """The portal said no, or we could not make it: tried again after a pause, and set aside in the end."""
    refusals = message.refusals + 1
    stage = Stage.SET_ASIDE if refusals >= PATIENCE else Stage.REFUSED
    Message.objects.filter(pk=message.pk).update(
        stage=stage, refusals=refusals, answer=answer, next_at=at + _pause(refusals)
    )
    return stage


def unanswered(message: Message, *, at: datetime) -> None:
    """Nobody knows whether it arrived. It is told again for as long as it takes: told twice it is there once."""
    Message.objects.filter(pk=message.pk).update(next_at=at + _pause(message.attempts))


@transaction.atomic
def put_back(message: Message, *, at: datetime) -> None:
    """A person has looked: what was set aside is tried again, in its place in the line."""
    Message.objects.filter(pk=message.pk, stage=Stage.SET_ASIDE).update(stage=Stage.QUEUED, refusals=0, next_at=at)


@transaction.atomic
def tell_all(dossier_id: int, *, at: datetime) -> list[Message]:
    """Tell the whole dossier as it stands: the safe way to mend a difference, since an update replaces what is there.

    Raises NothingToResend, StillWaiting.
    """
    _standing(dossier_id)
    event = last_told(dossier_id)
    if event is None:
        raise NothingToResend
    if waiting(dossier_id).filter(operation=Operation.DOSSIER).exists():
        raise StillWaiting
    return queue(event, (Operation.DOSSIER,), cause=Cause(f"again {at:%Y%m%d%H%M%S}", at))


def last_told(dossier_id: int) -> DossierEvent | None:
    """The last event that the portal is to know."""
    return told_events(DossierEvent.objects.filter(dossier_id=dossier_id)).order_by("-number").first()


def last_message(dossier_id: int) -> Message | None:
    """The whole dossier as it was queued last."""
    queued = Message.objects.filter(dossier_id=dossier_id, operation=Operation.DOSSIER).select_related("event")
    return queued.order_by("-sequence").first()


def untold(dossier_id: int, *, up_to: int) -> list[DossierEvent]:
    """Events after the last that is in the line, up to this one, in order. The line is locked meanwhile."""
    _standing(dossier_id)
    last = last_message(dossier_id)
    events = told_events(DossierEvent.objects.filter(dossier_id=dossier_id, pk__lte=up_to))
    return list(events.filter(number__gt=last.event.number if last else 0).order_by("number"))


def told_events(events: QuerySet[DossierEvent]) -> QuerySet[DossierEvent]:
    return events.exclude(action__in=UNTOLD)


def waiting(dossier_id: int) -> QuerySet[Message]:
    return Message.objects.filter(dossier_id=dossier_id, stage__in=WAITING)


def operations_for(dossier_id: int) -> tuple[Operation, ...]:
    """An answer goes before the rest: whoever filed there reads it there."""
    whole: tuple[Operation, ...] = (Operation.DOSSIER, Operation.PROGRESS)
    is_theirs = FiledThere.objects.filter(dossier=dossier_id).exists()
    return (Operation.ANSWER, *whole) if is_theirs else whole


def _head(dossier_id: int) -> Message | None:
    line = waiting(dossier_id).order_by("sequence")
    if not Standing.objects.filter(dossier=dossier_id, known_since__isnull=False).exists():
        line = line.filter(operation__in=_CARRIERS)
    return line.first()


def _standing(dossier_id: int) -> Standing:
    """Locked until the transaction ends. What was filed there is known there from the first."""
    theirs = FiledThere.objects.filter(dossier=dossier_id).first()
    Standing.objects.bulk_create(
        [Standing(dossier_id=dossier_id, known_since=theirs.filed_at if theirs else None)], ignore_conflicts=True
    )
    standing = Standing.objects.select_for_update().get(dossier=dossier_id)
    if theirs and not standing.last_sequence:
        enqueue(KNOWN_THERE, dossier_id=dossier_id)
    return standing


def _pause(tries: int) -> timedelta:
    return PAUSES[min(tries, len(PAUSES)) - 1] if tries else PAUSES[0]
