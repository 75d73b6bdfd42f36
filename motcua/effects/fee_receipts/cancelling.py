"""Cancel a receipt, or put another in its place. What was issued stays, with a line across it and a trace both ways.

A provider's receipt is cancelled by the provider: here that is only asked for (`withdrawing.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.fee_receipts import drawing, withdrawing
from motcua.effects.fee_receipts.facts import Payer, facts_of
from motcua.effects.fee_receipts.issuing import READ_WITH, made, stamp_of
from motcua.effects.fee_receipts.keeping import kept
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptCancellation, ReceiptRequest
from motcua.foundation.refusals import Refusal

#: Who answers for receipts.
KEEPERS = frozenset({Role.CASHIER, Role.HEAD})
LONGEST_REASON = 500


class NotTheCashier(Refusal):
    """Receipts are cancelled and replaced by those who answer for them."""


class AlreadyCancelled(Refusal):
    """A receipt is cancelled once; another may stand in its place already."""


class CancellingUnderWay(Refusal):
    """The provider has been asked to cancel it and has not answered yet."""


class WhyCancelled(Refusal):
    """A cancelled number without a reason looks like money that went missing."""


class PayerMissing(Refusal):
    """A receipt says who paid."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the new receipt says of the payer. Sums are not corrected here: they follow from what was paid."""

    name: str
    address: str
    tax_code: str = ""


def cancel(receipt: FeeReceipt, *, why: str, actor: Actor, at: datetime) -> None:
    """Raises NotTheCashier, WhyCancelled, AlreadyCancelled, CancellingUnderWay."""
    with transaction.atomic():
        _cancel(receipt, why=why, actor=actor, at=at)
    receipt.refresh_from_db()


@transaction.atomic
def replace(
    receipt: FeeReceipt, *, correction: Correction, why: str, actor: Actor, at: datetime
) -> FeeReceipt | ReceiptRequest | ReceiptCancellation:
    """The old one cancelled and a new number for the same money, or nothing at all.

    Where a provider has a hand in it, what it was asked first; the rest follows its answer. A receipt that was
    cancelled before and has nothing in its place can be replaced too. Raises as `cancel` does, and PayerMissing,
    NoReceiptSymbol, ReceiptsUsedUp.
    """
    name = correction.name.strip()
    if not name:
        raise PayerMissing
    held = _held(receipt)
    if any(each.filter(replaces=held).exists() for each in (FeeReceipt.objects, ReceiptRequest.objects)):
        raise AlreadyCancelled
    payer = Payer(name, correction.address.strip(), correction.tax_code.strip(), held.payer_id)
    if held.is_valid:
        cancelled = _cancel(receipt, why=why, actor=actor, at=at, payer=payer)
        if isinstance(cancelled, ReceiptCancellation):
            return cancelled
        held = cancelled
    _require_keeper(actor)
    return made(held.duty, part=held.part, lines=held.lines, payer=payer, at=at, replaces=held)


def _cancel(
    receipt: FeeReceipt, *, why: str, actor: Actor, at: datetime, payer: Payer | None = None
) -> FeeReceipt | ReceiptCancellation:
    _require_keeper(actor)
    reason = why.strip()[:LONGEST_REASON]
    if not reason:
        raise WhyCancelled
    held = _held(receipt)
    if not held.is_valid:
        raise AlreadyCancelled
    if held.symbol.provider:
        if ReceiptCancellation.objects.filter(receipt=held).exists():
            raise CancellingUnderWay
        return withdrawing.request(held, why=reason, actor=actor, at=at, payer=payer)
    held.cancelled_at, held.cancelled_why, held.cancelled_by_id = at, reason, actor.post_id
    crossed = drawing.paper(facts_of(held), stamp_of(held), at=at)
    held.crossed_pdf = kept(crossed, name=held.pdf.name, at=at)
    held.save(update_fields=["cancelled_at", "cancelled_why", "cancelled_by", "crossed_pdf"])
    return held


def _require_keeper(actor: Actor) -> None:
    if actor.role not in KEEPERS:
        raise NotTheCashier


def _held(receipt: FeeReceipt) -> FeeReceipt:
    """The duty first, as when issuing: whoever comes second finds what the first one did."""
    with_all = FeeReceipt.objects.select_related("symbol", "replaces", "pdf", *(f"duty__{name}" for name in READ_WITH))
    return with_all.select_for_update(of=("self", "duty")).get(pk=receipt.pk)
