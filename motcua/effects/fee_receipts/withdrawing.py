"""Ask a provider to cancel a receipt, and put another in its place once it has done so."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from motcua.dossiers.rules.actor import Actor
from motcua.effects.fee_receipts.asking import THREADS
from motcua.effects.fee_receipts.facts import Payer
from motcua.effects.fee_receipts.issuing import READ_WITH, made
from motcua.effects.fee_receipts.keeping import kept
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptCancellation, ReceiptRequest
from motcua.effects.fee_receipts.providers.port import Hindered
from motcua.effects.fee_receipts.providers.table import issuer_of
from motcua.foundation.jobs.queue import enqueue, job

CANCEL = "fee_receipts.ask_to_cancel"
REPLACE = "fee_receipts.put_in_its_place"


def request(receipt: FeeReceipt, *, why: str, actor: Actor, at: datetime, payer: Payer | None) -> ReceiptCancellation:
    """`payer`: of the receipt that is to stand in its place, where one is."""
    assert actor.post_id is not None, "whoever answers for receipts does so in a post"
    wanted = ReceiptCancellation(receipt=receipt, why=why, asked_by_id=actor.post_id, asked_at=at)
    wanted.payer = asdict(payer) if payer else {}
    wanted.save(force_insert=True)
    again(wanted)
    return wanted


def again(wanted: ReceiptCancellation) -> None:
    enqueue(CANCEL, lock=f"{CANCEL}:{wanted.pk}", cancellation_id=wanted.pk)


@job(CANCEL, among=THREADS)
def cancel(*, cancellation_id: int) -> None:
    """Raises Hindered, after which the queue tries again with its patience."""
    wanted = ReceiptCancellation.objects.select_related("receipt__symbol").get(pk=cancellation_id)
    if not wanted.receipt.is_valid:
        return
    try:
        issuer = issuer_of(wanted.receipt.symbol)
        issuer.cancel(wanted.receipt.pk)
        crossed = issuer.paper(wanted.receipt.pk)
    except Hindered as hindered:
        ReceiptCancellation.objects.filter(pk=cancellation_id).update(obstacle=hindered.obstacle)
        raise
    _write(wanted, crossed)


@job(REPLACE)
def put_in_its_place(*, cancellation_id: int) -> None:
    """Raises NoReceiptSymbol, ReceiptsUsedUp, and is tried again."""
    with transaction.atomic():
        wanted = ReceiptCancellation.objects.select_for_update(of=("self",)).get(pk=cancellation_id)
        with_all = FeeReceipt.objects.select_related("symbol", *(f"duty__{name}" for name in READ_WITH))
        old = with_all.select_for_update(of=("self", "duty")).get(pk=wanted.receipt_id)
        if any(each.filter(replaces=old).exists() for each in (FeeReceipt.objects, ReceiptRequest.objects)):
            return
        payer = Payer(**wanted.payer)
        made(old.duty, part=old.part, lines=old.lines, payer=payer, at=wanted.asked_at, replaces=old)


@transaction.atomic
def _write(wanted: ReceiptCancellation, crossed: bytes) -> None:
    """Cancelled when the cashier said so: the provider only carries it out."""
    held = FeeReceipt.objects.select_for_update(of=("self",)).select_related("pdf").get(pk=wanted.receipt_id)
    if not held.is_valid:
        return
    held.cancelled_at, held.cancelled_why, held.cancelled_by_id = wanted.asked_at, wanted.why, wanted.asked_by_id
    held.crossed_pdf = kept(crossed, name=held.pdf.name, at=wanted.asked_at)
    held.save(update_fields=["cancelled_at", "cancelled_why", "cancelled_by", "crossed_pdf"])
    ReceiptCancellation.objects.filter(pk=wanted.pk).update(obstacle="")
    if wanted.payer_sealed:
        enqueue(REPLACE, lock=f"{REPLACE}:{wanted.pk}", cancellation_id=wanted.pk)
