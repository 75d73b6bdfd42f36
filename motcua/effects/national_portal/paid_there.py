"""What was paid at the national portal, by its word: kept beside the sum, until money or a person has the last word."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from motcua.dossiers.commands import paid_elsewhere
from motcua.dossiers.models import Dossier, DutyKind
from motcua.dossiers.rules.actor import Actor
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.arrival_wire import FiledDossier
from motcua.effects.national_portal.later_models import Ended, PaidThere
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, add
from motcua.foundation.refusals import Refusal

#: Practice, not law: a statement comes on the next working day, and one that is late on the day after.
COMES_WITHIN = Period(3, Unit.WORKING_DAY)


class ReceiptOrReasonMissing(Refusal):
    """Whoever ends the waiting says what was seen, or why it is asked for after all."""


def note(known: FiledThere, told: FiledDossier, *, at: datetime) -> None:
    """Beside each sum that this message suspended. In the transaction that took it in."""
    if told.payment is None:
        return
    number = told.payment.number or told.number
    for duty in known.dossier.duties.said_paid().filter(kind=DutyKind.INTAKE, proof=number):
        facts = {"there": known, "number": number, "amount": told.payment.amount, "told_at": at}
        PaidThere.objects.get_or_create(duty=duty, defaults=facts)


def of(dossier: Dossier) -> PaidThere | None:
    """The last word about a payment there; None where none was told, or where it pays nothing that is due."""
    return PaidThere.objects.filter(duty__dossier=dossier).select_related("duty").order_by("-told_at").first()


def waiting() -> QuerySet[PaidThere]:
    """Whose money nobody has seen yet, the oldest first."""
    found = PaidThere.objects.filter(ended="", duty__settled_at=None, duty__cancelled_at=None)
    return found.select_related("duty__dossier").order_by("told_at", "pk")


def late_before(at: datetime) -> datetime:
    """What was told earlier than this should have been on a statement by now."""
    calendar, day = versions.calendar_of(versions.current_id()), timedelta(days=1)
    told = at - day
    while add(calendar, told, COMES_WITHIN).due_at > at:
        told -= day
    return told


@transaction.atomic
def shown(payment: PaidThere, *, receipt: str, actor: Actor, at: datetime) -> None:
    """Raises ReceiptOrReasonMissing, NotForHerDrawer, NotSaidPaid."""
    number = _said(receipt)[:60]
    paid_elsewhere.shown(payment.duty, receipt=number, actor=actor, at=at)
    _end(payment, Ended.SHOWN, note=number, actor=actor, at=at)


@transaction.atomic
def ask_after_all(payment: PaidThere, *, reason: str, actor: Actor, at: datetime) -> None:
    """Raises ReceiptOrReasonMissing, NotForHerDrawer, NotSaidPaid."""
    why = _said(reason)
    paid_elsewhere.ask_after_all(payment.duty, actor=actor, at=at)
    _end(payment, Ended.ASKED, note=why, actor=actor, at=at)


def was_told(dossier: Dossier, *, as_of: datetime) -> bool:
    """Whether it stood at that moment that it was paid there."""
    told = PaidThere.objects.filter(there__dossier=dossier, told_at__lte=as_of)
    return told.exclude(ended=Ended.ASKED, ended_at__lte=as_of).exists()


def _said(text: str) -> str:
    if not text.strip():
        raise ReceiptOrReasonMissing
    return text.strip()[:500]


def _end(payment: PaidThere, how: Ended, *, note: str, actor: Actor, at: datetime) -> None:
    payment.ended, payment.ended_at, payment.ended_by_id, payment.note = how, at, actor.account_id, note
    payment.save(update_fields=["ended", "ended_at", "ended_by", "note"])
