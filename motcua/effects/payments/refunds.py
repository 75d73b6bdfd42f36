"""Giving back what two people agreed to give back: in cash, by transfer, or through the gateway it came by."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.rules.actor import Actor
from motcua.effects.payments import cash, crediting
from motcua.effects.payments.gateways.table import GATEWAYS
from motcua.effects.payments.models import (
    Correction,
    CorrectionKind,
    CorrectionState,
    EntryKind,
    Means,
    MoneyEntry,
    RefundWay,
    UnmatchedMoney,
)
from motcua.effects.payments.port import RefundImpossible
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal


class NotByGateway(Refusal):
    """This money did not come by a gateway that takes it back: it goes by transfer or in cash."""


class NotOnItsWay(Refusal):
    """Nothing was agreed that is still to be sent."""


class TransactionMissing(Refusal):
    """The bank gives each transfer a number; it proves that the money went."""


class TransactionNamedBefore(Refusal):
    """This number proves another transfer already."""


def require_gateway(entry: MoneyEntry) -> None:
    if entry.attempt_id is None or entry.gateway not in GATEWAYS:
        raise NotByGateway


#: The job that asks a gateway, by its name: it needs the clock, and so it stands with the worker.
THROUGH_GATEWAY = "payments.refund"


def begin(correction: Correction, *, actor: Actor, at: datetime) -> None:
    """Cash is paid out by the cashier who agrees; a gateway is asked by a job; a transfer waits for the cashier."""
    if correction.way == RefundWay.CASH:
        cash.require_cashier(actor)
        _give_back(correction, f"correction {correction.pk}", at=at, **_from_drawer(actor, at=at))
    elif correction.way == RefundWay.GATEWAY:
        enqueue(THROUGH_GATEWAY, correction_id=correction.pk)


@transaction.atomic
def sent(correction: Correction, *, transaction_name: str, actor: Actor, at: datetime) -> Correction:
    """The transfer went, and this is the bank's number of it. Raises one of the refusals above, or NotACashier."""
    cash.require_cashier(actor)
    held = _held(correction.pk)
    if held.state != CorrectionState.AGREED or held.way != RefundWay.TRANSFER:
        raise NotOnItsWay
    if not transaction_name.strip():
        raise TransactionMissing
    name = transaction_name.strip()[:64]
    crediting.lock("refund", name)
    if MoneyEntry.objects.filter(kind=EntryKind.REFUNDED, gateway=held.entry.gateway, transaction=name).exists():
        raise TransactionNamedBefore
    _give_back(held, name, at=at, means=Means.BANK)
    return held


def through_gateway(correction_id: int, *, at: datetime) -> None:
    """Asked by the same name however often it runs, so that a lost answer gives nothing back twice."""
    correction = Correction.objects.select_related("entry__attempt").get(pk=correction_id)
    if correction.state != CorrectionState.AGREED:
        return
    entry = correction.entry
    assert entry.attempt is not None, "looked at when it was asked"
    try:
        name = GATEWAYS[entry.gateway].refund(
            entry.attempt,
            transaction=entry.transaction,
            amount=correction.amount,
            request=f"RF{correction.pk}",
            at=at,
        )
    except RefundImpossible:
        Correction.objects.filter(pk=correction_id, state=CorrectionState.AGREED).update(state=CorrectionState.FAILED)
        return
    with transaction.atomic():
        held = _held(correction_id)
        if held.state == CorrectionState.AGREED:
            _give_back(held, name, at=at)


def finish(correction: Correction, *, at: datetime) -> None:
    """It is done; money of which nothing is left, or that was only to be looked at, leaves the list."""
    correction.state, correction.done_at = CorrectionState.DONE, at
    correction.save()
    if correction.kind == CorrectionKind.NOTE or not crediting.left_of(correction.entry):
        UnmatchedMoney.objects.filter(entry=correction.entry, settled_at=None).update(settled_at=at)


def _give_back(correction: Correction, name: str, *, at: datetime, **more: Any) -> None:
    entry = correction.entry
    facts: dict[str, Any] = {"means": entry.means, **more}
    MoneyEntry.objects.create(
        kind=EntryKind.REFUNDED,
        gateway=entry.gateway,
        transaction=name,
        amount=correction.amount,
        currency=entry.currency,
        order=entry.order,
        credited=False,
        of=entry,
        paid_at=at,
        at=at,
        **facts,
    )
    correction.transaction = name
    finish(correction, at=at)


def _from_drawer(actor: Actor, *, at: datetime) -> dict[str, Any]:
    return {"means": Means.CASH, **cash.at_counter(actor, at=at)}


def _held(correction_id: int) -> Correction:
    return Correction.objects.select_for_update(of=("self",)).select_related("entry").get(pk=correction_id)
