"""Ask a provider for a receipt: written down and committed first, asked by a job, its answer written once.

A number that comes over a network cannot be taken inside our transaction. Whoever dies in between is asked for again
under the same key, which is one receipt at the provider and one here.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.effects.fee_receipts.facts import facts_of, numbered
from motcua.effects.fee_receipts.keeping import kept
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptRequest, ReceiptSymbol
from motcua.effects.fee_receipts.providers.port import Hindered, Issued, Obstacle, Order
from motcua.effects.fee_receipts.providers.table import issuer_of
from motcua.foundation.jobs.queue import enqueue, job
from motcua.foundation.refusals import Refusal

ASK = "fee_receipts.ask_provider"
#: They wait for another's machine more than they work.
THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="receipts")
_CONTENT = ("collector", "payer_name", "payer_address", "payer_tax_code", "payer_id", "lines", "amount", "how")
_READ_WITH = ("symbol", "replaces", "duty__dossier__procedure_version__procedure")
#: Of a receipt that has none yet; the database takes none below one.
_NO_NUMBER = 0


def request_of(receipt: FeeReceipt) -> ReceiptRequest:
    """Written down beside whatever the caller does; the provider is asked after it is committed."""
    request = ReceiptRequest(
        key=receipt.pk,
        duty=receipt.duty,
        part=receipt.part,
        symbol=receipt.symbol,
        dated_at=receipt.issued_at,
        replaces=receipt.replaces,
    )
    request.content = {name: getattr(receipt, name) for name in _CONTENT}
    request.save(force_insert=True)
    again(request)
    return request


def again(request: ReceiptRequest) -> None:
    enqueue(ASK, lock=f"{ASK}:{request.pk}", request_id=request.pk)


@job(ASK, among=THREADS)
def ask(*, request_id: int) -> None:
    """Raises Hindered, or what is wrong with the paper; the queue tries again with its patience."""
    request = ReceiptRequest.objects.select_related(*_READ_WITH).get(pk=request_id)
    if request.receipt_id is not None:
        return
    receipt = draft(request)
    try:
        issuer = issuer_of(request.symbol)
        issued = issuer.issue(order_of(receipt))
        paper = issuer.paper(request.key)
    except Hindered as hindered:
        _note(request, hindered.obstacle)
        raise
    try:
        _write(request_id, issued, paper)
    except Refusal:
        _note(request, Obstacle.PAPER)
        raise


def draft(request: ReceiptRequest) -> FeeReceipt:
    """What the receipt will be, but for its number and paper."""
    content = request.content
    payer_id = content.pop("payer_id")
    receipt = FeeReceipt(
        id=request.key,
        duty=request.duty,
        part=request.part,
        symbol=request.symbol,
        number=_NO_NUMBER,
        issued_at=request.dated_at,
        replaces=request.replaces,
        **content,
    )
    receipt.payer_id = payer_id
    return receipt


def order_of(receipt: FeeReceipt) -> Order:
    return Order(receipt.pk, receipt.how, replace(facts_of(receipt), number=""))


def last_day_of(series: ReceiptSymbol) -> datetime | None:
    """Of what has been asked for."""
    last: datetime | None = series.requests.aggregate(last=Max("dated_at"))["last"]
    return last


@transaction.atomic
def _write(request_id: int, issued: Issued, paper: bytes) -> None:
    held = ReceiptRequest.objects.select_for_update(of=("self",)).select_related("symbol", "replaces", "duty")
    request = held.get(pk=request_id)
    if request.receipt_id is not None:
        return
    receipt = draft(request)
    receipt.number = issued.number
    receipt.pdf = kept(paper, name=f"bien-lai-{numbered(receipt)}.pdf", at=receipt.issued_at)
    receipt.save(force_insert=True)
    request.receipt, request.obstacle, request.content_sealed = receipt, "", b""
    request.save(update_fields=["receipt", "obstacle", "content_sealed"])


def _note(request: ReceiptRequest, obstacle: Obstacle) -> None:
    """A day that lies before a later receipt's is moved to that one's: certainly nothing was issued under this key."""
    open_ones = ReceiptRequest.objects.filter(pk=request.pk, receipt=None)
    open_ones.update(obstacle=obstacle)
    if obstacle is Obstacle.DAY:
        latest = request.symbol.receipts.aggregate(last=Max("issued_at"))["last"]
        open_ones.filter(dated_at__lt=latest).update(dated_at=latest)
