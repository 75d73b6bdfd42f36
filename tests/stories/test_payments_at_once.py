"""Eight connections at once tell of the same money, or pay the same order: it is credited once."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from motcua.effects.payments import cash, crediting, orders
from motcua.effects.payments.crediting import Credit, CreditResult, Incoming
from motcua.effects.payments.models import MoneyEntry, PaymentOrder, UnmatchedMoney
from tests.money import money, order_of
from tests.stories.test_many_at_once import at_once
from tests.world import TUESDAY, World, officer

CONNECTIONS = 8


def tell(said: Incoming) -> Callable[[], Credit]:
    return lambda: crediting.credit(said, at=TUESDAY)


def test_the_same_message_by_eight_connections_is_one_row(committed_world: World) -> None:
    order = order_of(committed_world)

    results = sorted(done.result for done in at_once([tell(money(order))] * CONNECTIONS))

    assert results == [*[CreditResult.ALREADY] * (CONNECTIONS - 1), CreditResult.CREDITED]
    assert MoneyEntry.objects.count() == 1


def test_eight_payments_of_one_order_are_one_and_seven_that_wait(committed_world: World) -> None:
    order = order_of(committed_world)

    results = [done.result for done in at_once([tell(money(order, transaction=f"FT{n}")) for n in range(CONNECTIONS)])]

    assert results.count(CreditResult.CREDITED) == 1
    assert results.count(CreditResult.ORDER_PAID) == CONNECTIONS - 1
    assert UnmatchedMoney.objects.count() == CONNECTIONS - 1


def test_cash_and_transfer_at_the_same_moment_are_both_in_the_book(committed_world: World) -> None:
    order, nga = order_of(committed_world), officer("nga")

    def take() -> str:
        try:
            cash.take(order.duty, given=order.amount, key="form", actor=nga, at=TUESDAY)
        except orders.AlreadyPaid:
            return "too late"
        return "taken"

    taken, told = at_once([take, tell(money(order))])

    assert (taken, told.result) in {("taken", CreditResult.ORDER_PAID), ("too late", CreditResult.CREDITED)}
    assert PaymentOrder.objects.get(pk=order.pk).paid_at == TUESDAY


def test_many_orders_by_many_connections_and_every_message_thrice(committed_world: World) -> None:
    several = [order_of(committed_world) for _ in range(4)]
    messages = [money(order, transaction=f"FT{n}") for n, order in enumerate(several)] * 3

    at_once([tell(said) for said in messages])

    assert sorted(MoneyEntry.objects.values_list("transaction", flat=True)) == [f"FT{n}" for n in range(4)]
    assert PaymentOrder.objects.exclude(paid_at=None).count() == len(several)


def test_without_the_lock_the_constraint_still_holds(committed_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_of(committed_world)
    _all_read_before_any_writes(monkeypatch)

    results = at_once([_or_broken(tell(money(order)))] * CONNECTIONS)

    assert results.count("broken") == CONNECTIONS - 1
    assert MoneyEntry.objects.count() == 1


def test_without_lock_and_constraint_the_money_is_there_eight_times(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: it is these two that keep the promise, and the tests above would see them gone."""
    order = order_of(committed_world)
    _all_read_before_any_writes(monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_moneyentry DROP CONSTRAINT money_once")
    try:
        at_once([tell(money(order))] * CONNECTIONS)

        assert MoneyEntry.objects.count() == CONNECTIONS
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE payments_moneyentry CASCADE")
            cursor.execute(
                'ALTER TABLE payments_moneyentry ADD CONSTRAINT money_once UNIQUE (gateway, "transaction", kind)'
            )


def _all_read_before_any_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    together, read = Barrier(CONNECTIONS), crediting._written

    def slow(said: Incoming) -> MoneyEntry | None:
        found = read(said)
        together.wait()
        return found

    monkeypatch.setattr(crediting, "lock", lambda *_: None)
    monkeypatch.setattr(crediting, "_written", slow)


def _or_broken(call: Callable[[], Credit]) -> Callable[[], object]:
    def run() -> object:
        try:
            return call().result
        except IntegrityError:
            return "broken"

    return run
