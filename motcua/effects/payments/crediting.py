"""The one door through which money comes into the book: whatever the gateway sends, and however often."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from motcua.dossiers.commands import fees
from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.effects.payments import order_codes, orders
from motcua.effects.payments.models import (
    Attempt,
    AttemptState,
    EntryKind,
    Means,
    MoneyEntry,
    PaymentOrder,
    UnmatchedGround,
    UnmatchedMoney,
)
from motcua.effects.payments.models.attempt import UNANSWERED
from motcua.effects.payments.models.entry import DONG

SETTLED_HOW = {
    Means.BANK: SettledHow.TRANSFER,
    Means.WALLET: SettledHow.TRANSFER,
    Means.CASH: SettledHow.CASH,
    Means.POST: SettledHow.POST,
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money that a gateway, a bank or a counter says has come; it names its order by `reference` or in `words`."""

    gateway: str
    #: The gateway's own number of this movement: the same number is the same money.
    transaction: str
    amount: int
    means: Means
    paid_at: datetime
    #: Of an attempt, or an order's code.
    reference: str = ""
    #: What the payer wrote: read for a code, and not kept.
    words: str = ""
    currency: str = DONG
    #: Of cash: unit_id, post_id, account_id, day, given.
    counter: dict[str, Any] | None = None


class CreditResult(StrEnum):
    """Each gateway has its own table from these to its own codes."""

    CREDITED = "credited"
    #: This very money has paid this very order before: a message sent again.
    ALREADY = "already"
    UNKNOWN_ORDER = "unknown_order"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    #: Other money has paid the order.
    ORDER_PAID = "order_paid"
    #: The sum is no longer asked for, or was settled elsewhere.
    ORDER_CLOSED = "order_closed"


@dataclass(frozen=True, slots=True)
class Credit:
    """What came of it. The money is in the book whatever the result says."""

    entry: MoneyEntry
    result: CreditResult

    @property
    def order(self) -> PaymentOrder | None:
        return self.entry.order


@transaction.atomic
def credit(money: Incoming, *, at: datetime, actor: Actor = SYSTEM) -> Credit:
    """Write it down once, and let it pay what it names. Money that fits nothing is on the list of unmatched money."""
    _hold(money)
    before = _written(money)
    if before is not None:
        return Credit(before, _result_again(before, money))
    attempt, order = _named(money)
    ground = _ground_against(order, money)
    entry = MoneyEntry.objects.create(
        kind=EntryKind.RECEIVED,
        gateway=money.gateway,
        transaction=money.transaction,
        means=money.means,
        amount=money.amount,
        currency=money.currency,
        order=order,
        attempt=attempt,
        credited=ground is None,
        paid_at=money.paid_at,
        at=at,
        **(money.counter or {}),
    )
    if attempt is not None:
        _close(attempt, AttemptState.PAID)
    if ground is not None:
        UnmatchedMoney.objects.create(entry=entry, ground=ground, order=order, noted_at=at)
        return Credit(entry, CreditResult(ground))
    assert order is not None, "money without an order has a ground"
    pay(order, how=SETTLED_HOW[money.means], actor=actor, at=at)
    return Credit(entry, CreditResult.CREDITED)


def pay(order: PaymentOrder, *, how: SettledHow, actor: Actor, at: datetime) -> None:
    """Everything of it is there: the duty is settled. The order is held."""
    order.paid_at = at
    order.save(update_fields=["paid_at"])
    fees.settle(order.duty, how=how, actor=actor, at=at)


@transaction.atomic
def fail(attempt: Attempt, *, at: datetime, facts: dict[str, str] | None = None) -> Attempt:
    """The gateway says that this try came to nothing. After it was paid this changes nothing."""
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if held.state in UNANSWERED:
        held.facts = {**held.facts, **(facts or {}), "failed_at": at.isoformat()}
        _close(held, AttemptState.FAILED)
    return held


@transaction.atomic
def reverse(*, gateway: str, transaction_of: str, at: datetime, transaction_name: str = "") -> MoneyEntry | None:
    """The gateway took money back that it had told us of. None where we have none of it.

    The duty stays settled: a person decides what follows, from the list of unmatched money.
    """
    lock("money", f"{gateway} {transaction_of}")
    received = MoneyEntry.objects.filter(gateway=gateway, transaction=transaction_of, kind=EntryKind.RECEIVED).first()
    if received is None or not still_here(received):
        return None
    entry, is_new = MoneyEntry.objects.get_or_create(
        gateway=gateway,
        transaction=transaction_name or transaction_of,
        kind=EntryKind.REVERSED,
        defaults={
            "of": received,
            "means": received.means,
            "amount": still_here(received),
            "currency": received.currency,
            "order": received.order,
            "credited": False,
            "paid_at": at,
            "at": at,
        },
    )
    if is_new:
        UnmatchedMoney.objects.filter(entry=received, settled_at=None).update(settled_at=at)
        UnmatchedMoney.objects.create(entry=entry, ground=UnmatchedGround.REVERSED, order=received.order, noted_at=at)
    return entry


def still_here(received: MoneyEntry) -> int:
    """What of this money has not gone back, whatever it pays."""
    gone = received.parts.filter(kind__in=(EntryKind.REFUNDED, EntryKind.REVERSED))
    return received.amount - sum(gone.values_list("amount", flat=True))


def left_of(received: MoneyEntry) -> int:
    """What of this money is still here and was not used by hand."""
    return max(0, received.amount - sum(received.parts.values_list("amount", flat=True)))


def lock(kind: str, name: str) -> None:
    """Hold a name until the transaction ends, whether or not there is a row of it yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [kind, name])


def _hold(money: Incoming) -> None:
    lock("money", f"{money.gateway} {money.transaction}")


def _written(money: Incoming) -> MoneyEntry | None:
    """This very money, where it was told before."""
    found = MoneyEntry.objects.select_related("order__duty", "unmatched")
    return found.filter(gateway=money.gateway, transaction=money.transaction, kind=EntryKind.RECEIVED).first()


def _result_again(before: MoneyEntry, money: Incoming) -> CreditResult:
    if before.amount != money.amount:
        return CreditResult.WRONG_AMOUNT
    if before.credited:
        return CreditResult.ALREADY
    return CreditResult(before.unmatched.ground)


def _named(money: Incoming) -> tuple[Attempt | None, PaymentOrder | None]:
    """The attempt and the order that the money names; the order is held until this is over."""
    attempt = Attempt.objects.filter(reference=money.reference, gateway=money.gateway).first()
    if attempt is not None:
        return attempt, _held(pk=attempt.order_id)
    for code in (*order_codes.codes_in(money.reference), *order_codes.codes_in(money.words)):
        order = _held(code=code)
        if order is not None:
            return None, order
    return None, None


def _held(**which: object) -> PaymentOrder | None:
    orders_held = PaymentOrder.objects.select_for_update(of=("self",)).select_related("duty")
    return orders_held.filter(**which).first()


def _ground_against(order: PaymentOrder | None, money: Incoming) -> UnmatchedGround | None:
    """Why this money does not pay that order; None when it does. Holds dossier and duty in the order of settling."""
    if order is None:
        return UnmatchedGround.UNKNOWN_ORDER
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=order.duty.dossier_id)
    order.duty = FeeDuty.objects.select_for_update(of=("self",)).get(pk=order.duty_id)
    if order.paid_at is not None:
        return UnmatchedGround.ORDER_PAID
    if not order.duty.is_open:
        return UnmatchedGround.ORDER_CLOSED
    if money.currency != DONG:
        return UnmatchedGround.WRONG_CURRENCY
    return None if money.amount == orders.outstanding(order) else UnmatchedGround.WRONG_AMOUNT


def _close(attempt: Attempt, state: AttemptState) -> None:
    attempt.state, attempt.ask_at = state, None
    attempt.save(update_fields=["state", "ask_at", "facts"])
