"""Random lives of payments: told once or ten times, shuffled, late, of a wrong sum, for nothing; and what must be true.

`many_payment_histories.py` beside this runs as many as you like.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Sum

from motcua.dossiers.models import Dossier, DutyKind, FeeDuty
from motcua.dossiers.rules.actor import Actor
from motcua.effects.payments import cash, corrections, crediting, orders, reconciling
from motcua.effects.payments.column_maps import ColumnMap
from motcua.effects.payments.corrections import Wish
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import (
    Agreement,
    Attempt,
    CorrectionKind,
    EntryKind,
    Means,
    MoneyEntry,
    PaymentOrder,
    RefundWay,
    UnmatchedMoney,
)
from motcua.foundation.refusals import Refusal
from tests.world import TUESDAY

#: One act: which, and three numbers that say of what, how, and how often.
Act = tuple[int, int, int, int]
GATEWAY, ORDERS, LONGEST = "vnpay", 3, 30
_MAP = ColumnMap(
    key="histories",
    name="",
    gateway=GATEWAY,
    means=Means.BANK,
    layout="csv",
    columns={"transaction": "number", "amount": "amount", "paid_at": "when", "reference": "reference"},
    moments=(),
)


@dataclass
class History:
    """`statement` is what the gateway has in its own book: its number, how much, in what."""

    dossier: Dossier
    first: Actor
    second: Actor
    statement: dict[str, Incoming] = field(default_factory=dict)
    to_tell: list[Incoming] = field(default_factory=list)
    gone_there: dict[str, int] = field(default_factory=dict)
    orders: list[PaymentOrder] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def begin(self) -> None:
        for number in range(ORDERS):
            duty = FeeDuty.objects.create(
                dossier=self.dossier,
                number=100 + number,
                kind=DutyKind.INTAKE,
                lines=[],
                amount=(number + 1) * 10_000,
                opened_at=TUESDAY,
            )
            self.orders.append(orders.order_for(duty, at=TUESDAY))
            self.attempts.append(orders.begin_attempt(self.orders[-1], gateway=GATEWAY, at=TUESDAY))

    def live(self, acts: Sequence[Act]) -> None:
        for kind, what, how, often in acts:
            try:
                with transaction.atomic():
                    ACTS[kind % len(ACTS)](self, what, how, often)
            except Refusal:
                continue

    def pay(self, what: int, how: int, often: int) -> None:
        """At the gateway: the right sum or not, in đồng or not, for one of ours or for nothing."""
        order, attempt = self.orders[what % ORDERS], self.attempts[what % ORDERS]
        amount = (order.amount, order.amount, order.amount, order.amount - 1, order.amount + 1)[how % 5]
        name = f"GD{len(self.statement):04}"
        names: dict[str, Any] = (
            {"reference": attempt.reference},
            {"words": f"nop {order.code} nhe"},
            {"reference": "", "words": "khong ghi gi"},
        )[how % 3]
        currency = "USD" if how % 7 == 6 else "VND"
        money = Incoming(GATEWAY, name, amount, Means.BANK, TUESDAY, currency=currency, **names)
        self.statement[name] = money
        self.to_tell += [money] * (1 + often % 10)

    def tell(self, what: int, _how: int, often: int) -> None:
        """Some of what the gateway has to tell arrives, in any order."""
        for _ in range(1 + often % 4):
            if self.to_tell:
                crediting.credit(self.to_tell.pop(what % len(self.to_tell)), at=TUESDAY)

    def fail(self, what: int, _how: int, _often: int) -> None:
        crediting.fail(self.attempts[what % ORDERS], at=TUESDAY)

    def cancel(self, what: int, _how: int, _often: int) -> None:
        duty = self.orders[what % ORDERS].duty_id
        FeeDuty.objects.filter(pk=duty, settled_at=None).update(cancelled_at=TUESDAY)

    def take_cash(self, what: int, _how: int, often: int) -> None:
        duty = FeeDuty.objects.get(pk=self.orders[what % ORDERS].duty_id)
        cash.take(duty, given=duty.amount, key=f"form {often}", actor=self.first, at=TUESDAY)

    def take_back(self, what: int, _how: int, _often: int) -> None:
        """The gateway reverses: all that it still has given us of that money."""
        if self.statement:
            name = sorted(self.statement)[what % len(self.statement)]
            gone = crediting.reverse(gateway=GATEWAY, transaction_of=name, at=TUESDAY)
            if gone is not None:
                self.gone_there[name] = gone.amount

    def give_back(self, what: int, how: int, _often: int) -> None:
        entry = self._received(what)
        if entry is not None:
            wish = Wish(CorrectionKind.REFUND, max(1, entry.amount * (how % 3) // 2), "x", way=RefundWay.CASH)
            self._by_two(entry, wish)

    def assign(self, what: int, how: int, often: int) -> None:
        entry = self._received(what)
        if entry is not None:
            amount = max(1, entry.amount - often % 2)
            self._by_two(entry, Wish(CorrectionKind.ASSIGN, amount, "x", order=self.orders[how % ORDERS]))

    def _received(self, what: int) -> MoneyEntry | None:
        found = list(MoneyEntry.objects.filter(kind=EntryKind.RECEIVED, gateway=GATEWAY).order_by("pk"))
        return found[what % len(found)] if found else None

    def _by_two(self, entry: MoneyEntry, wish: Wish) -> None:
        asked = corrections.ask(entry, wish, actor=self.first, at=TUESDAY)
        corrections.agree(asked, actor=self.second, at=TUESDAY)

    def end(self) -> None:
        """Most is told in the end; what never was is found in the statement."""
        for money in self.to_tell[::2]:
            crediting.credit(money, at=TUESDAY)
        if self.statement:
            lines = [
                f"{name},{money.amount},2026-11-17T09:00:00,{money.reference}"
                for name, money in self.statement.items()
                if name not in self.gone_there and money.currency == "VND"
            ]
            if lines:
                content = "\n".join(["number,amount,when,reference", *lines]).encode()
                made = reconciling.reconcile(content, column_map=_MAP, at=TUESDAY)
                told = {money.transaction for money in self.statement.values() if money.currency == "VND"}
                odd = made.rows.exclude(agreement__in=(Agreement.MATCHED, Agreement.MISSING_HERE))
                assert not set(odd.values_list("transaction", flat=True)) & told - set(self.gone_there), list(odd)
        for money in self.to_tell:
            crediting.credit(money, at=TUESDAY)

    def check(self) -> None:
        """The promises. An AssertionError names the one that was broken."""
        rows = MoneyEntry.objects.filter(gateway=GATEWAY, kind=EntryKind.RECEIVED)
        there = sorted((name, money.amount) for name, money in self.statement.items())
        assert sorted(rows.values_list("transaction", "amount")) == there, "our book is not the gateway's"
        for order in PaymentOrder.objects.filter(pk__in=[order.pk for order in self.orders]).select_related("duty"):
            credited = order.entries.filter(credited=True).aggregate(sum=Sum("amount"))["sum"] or 0
            assert credited <= order.amount, "credited more than was asked for"
            assert (order.paid_at is not None) == (credited == order.amount), "paid is not paid"
            assert (order.duty.settled_at is not None) == (order.paid_at is not None), "duty and order disagree"
            assert order.duty.settled_at is None or order.duty.cancelled_at is None, "settled what was cancelled"
        for entry in MoneyEntry.objects.filter(kind=EntryKind.RECEIVED):
            assert entry.credited or UnmatchedMoney.objects.filter(entry=entry).exists(), "money that nobody sees"
            assert crediting.still_here(entry) >= 0, "more went back than came in"
            is_open = UnmatchedMoney.objects.filter(entry=entry, settled_at=None).exists()
            assert not is_open or crediting.left_of(entry) > 0, "on the list, and nothing left of it"
        gone = MoneyEntry.objects.filter(gateway=GATEWAY, kind=EntryKind.REVERSED)
        assert dict(gone.values_list("transaction", "amount")) == self.gone_there, "what they took back"


ACTS: tuple[Callable[[History, int, int, int], None], ...] = (
    History.pay,
    History.tell,
    History.pay,
    History.tell,
    History.fail,
    History.cancel,
    History.take_cash,
    History.take_back,
    History.give_back,
    History.assign,
)


def run(acts: Sequence[Act], *, dossier: Dossier, first: Actor, second: Actor) -> History:
    """Undone afterwards, so that every history begins with the same rows."""
    history = History(dossier, first, second)
    with transaction.atomic():
        history.begin()
        history.live(acts)
        history.end()
        history.check()
        transaction.set_rollback(True)
    return history


def by_chance(chance: random.Random) -> list[Act]:
    return [
        (chance.randrange(len(ACTS)), chance.randrange(100), chance.randrange(105), chance.randrange(10))
        for _ in range(chance.randrange(1, LONGEST))
    ]
