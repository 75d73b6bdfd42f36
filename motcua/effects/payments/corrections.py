"""Money that a person must look at: one officer asks what is to be done with it, another agrees, then it is done."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments import cash, crediting, orders, refunds
from motcua.effects.payments.models import (
    Correction,
    CorrectionKind,
    CorrectionState,
    EntryKind,
    Means,
    MoneyEntry,
    PaymentOrder,
    RefundWay,
    UnmatchedMoney,
)
from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.money import dong
from motcua.foundation.refusals import Refusal

#: Who may ask for it, and who may be the second.
MAY_CORRECT = frozenset({Role.CASHIER, Role.HEAD})
_OPEN = (CorrectionState.ASKED, CorrectionState.AGREED)


class NotForMoney(Refusal):
    """What is done with money is for the cashier and the head to say."""


class ReasonForMoneyMissing(Refusal):
    """Whoever moves money says why."""


class MoreThanThere(Refusal):
    """More would go out than came in and is left."""


class AskedAlready(Refusal):
    """Something has been asked for this money, and is not over."""


class SamePerson(Refusal):
    """Whoever asked for it cannot be the second to agree, by no account of hers."""


class CorrectionOver(Refusal):
    """Somebody has agreed to this, or turned it down."""


class OrderTakesLess(Refusal):
    """The order is paid, no longer asked for, or for less than this money."""


class PaysAnOrder(Refusal):
    """This money pays an order: it can be given back, and not be given to another order."""


class WhereToMissing(Refusal):
    """A transfer needs an account to go to."""


class WayMissing(Refusal):
    """Money goes back by some way."""


@dataclass(frozen=True, slots=True)
class Wish:
    kind: CorrectionKind
    amount: int
    reason: str
    order: PaymentOrder | None = None
    way: RefundWay | None = None
    #: Account, bank and name, of a transfer back.
    to: str = ""


@transaction.atomic
def ask(entry: MoneyEntry, wish: Wish, *, actor: Actor, at: datetime) -> Correction:
    """The first of two. Nothing moves yet. Raises one of the refusals above."""
    require_right(actor)
    if not wish.reason.strip():
        raise ReasonForMoneyMissing
    held = _held(entry)
    if Correction.objects.filter(entry=held, state__in=_OPEN).exists():
        raise AskedAlready
    _CHECKS[wish.kind](held, wish)
    _, post_id, account_id = cash.seat_of(actor)
    return Correction.objects.create(
        kind=wish.kind,
        entry=held,
        amount=wish.amount,
        order=wish.order,
        way=wish.way or "",
        reason=wish.reason.strip(),
        to_sealed=seal(wish.to.strip()),
        asked_by_id=account_id,
        asked_post_id=post_id,
        asked_at=at,
    )


@transaction.atomic
def agree(correction: Correction, *, actor: Actor, at: datetime) -> Correction:
    """The second of two. What can be done at once is done. Raises SamePerson, CorrectionOver, OrderTakesLess."""
    held = _second(correction, actor=actor, at=at)
    wish = Wish(CorrectionKind(held.kind), held.amount, held.reason, held.order, _way(held), "-")
    entry = _held(held.entry)
    _CHECKS[wish.kind](entry, wish)
    held.state = CorrectionState.AGREED
    held.save()
    if wish.kind is CorrectionKind.ASSIGN:
        _assign(held, entry, actor=actor, at=at)
    elif wish.kind is CorrectionKind.REFUND:
        refunds.begin(held, actor=actor, at=at)
    else:
        refunds.finish(held, at=at)
    return held


@transaction.atomic
def turn_down(correction: Correction, *, actor: Actor, at: datetime) -> Correction:
    """The second does not agree: the money stays where it is. Raises SamePerson, CorrectionOver."""
    held = _second(correction, actor=actor, at=at)
    held.state = CorrectionState.TURNED_DOWN
    held.save()
    return held


def _second(correction: Correction, *, actor: Actor, at: datetime) -> Correction:
    require_right(actor)
    held = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("entry", "order", "asked_by")
        .get(pk=correction.pk)
    )
    if held.state != CorrectionState.ASKED:
        raise CorrectionOver
    require_another(held.asked_by, actor)
    held.second_by_id, held.second_post_id, held.second_at = actor.account_id, actor.post_id, at
    return held


def _assign(correction: Correction, entry: MoneyEntry, *, actor: Actor, at: datetime) -> None:
    assert correction.order is not None, "the database wants one"
    order = PaymentOrder.objects.select_for_update(of=("self",)).select_related("duty").get(pk=correction.order.pk)
    MoneyEntry.objects.create(
        kind=EntryKind.ASSIGNED,
        gateway=entry.gateway,
        transaction=f"correction {correction.pk}",
        means=entry.means,
        amount=correction.amount,
        order=order,
        credited=True,
        of=entry,
        paid_at=entry.paid_at,
        at=at,
    )
    if not orders.outstanding(order):
        crediting.pay(order, how=crediting.SETTLED_HOW[Means(entry.means)], actor=actor, at=at)
    refunds.finish(correction, at=at)


def _may_be_assigned(entry: MoneyEntry, wish: Wish) -> None:
    if entry.credited:
        raise PaysAnOrder
    _require_left(entry, wish)
    if wish.order is None or not 0 < wish.amount <= _taken_by(wish.order):
        raise OrderTakesLess


def _may_be_refunded(entry: MoneyEntry, wish: Wish) -> None:
    _require_left(entry, wish)
    if wish.way is RefundWay.TRANSFER and not wish.to.strip():
        raise WhereToMissing
    if wish.way is RefundWay.GATEWAY:
        refunds.require_gateway(entry)


def _may_be_noted(entry: MoneyEntry, _wish: Wish) -> None:
    if not UnmatchedMoney.objects.filter(entry=entry, settled_at=None).exists():
        raise CorrectionOver


def _require_left(entry: MoneyEntry, wish: Wish) -> None:
    left = crediting.left_of(entry)
    if entry.kind != EntryKind.RECEIVED or not 0 < wish.amount <= left:
        raise MoreThanThere(left=dong(left))


def _taken_by(order: PaymentOrder) -> int:
    found = PaymentOrder.objects.select_for_update(of=("self",)).select_related("duty").get(pk=order.pk)
    return orders.outstanding(found) if found.duty.is_open else 0


def _held(entry: MoneyEntry) -> MoneyEntry:
    return MoneyEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _way(correction: Correction) -> RefundWay | None:
    return RefundWay(correction.way) if correction.way else None


def require_right(actor: Actor) -> None:
    if actor.role not in MAY_CORRECT:
        raise NotForMoney


def require_another(first: Account | None, actor: Actor) -> None:
    """Raises SamePerson: two posts, or two accounts, are one person."""
    if first is not None and (first.pk == actor.account_id or first.person_id == actor.person_id):
        raise SamePerson


_CHECKS = {
    CorrectionKind.ASSIGN: _may_be_assigned,
    CorrectionKind.REFUND: _may_be_refunded,
    CorrectionKind.NOTE: _may_be_noted,
}
