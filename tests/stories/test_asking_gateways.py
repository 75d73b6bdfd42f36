"""Silence is no answer: a gateway that has said nothing is asked, ever more seldom, until it is known."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.effects.payments import asking, orders
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.gateways.table import GATEWAYS
from motcua.effects.payments.models import Attempt, AttemptState, Means, MoneyEntry
from motcua.effects.payments.port import Answered, Standing
from tests.money import order_of
from tests.world import MONDAY, World


class Gateway:
    """Says what it is told to say, and remembers when it was asked."""

    def __init__(self) -> None:
        self.says, self.asked_at = Standing(Answered.UNKNOWN), list[datetime]()

    def ask(self, _attempt: Attempt, *, at: datetime) -> Standing:
        self.asked_at.append(at)
        return self.says

    def refund(self, _attempt: Attempt, **_: Any) -> str:
        raise AssertionError


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    gateway = Gateway()
    monkeypatch.setitem(GATEWAYS, "test", gateway)
    return gateway


def begun(world: World) -> Attempt:
    return orders.begin_attempt(order_of(world), gateway="test", at=MONDAY)


def after(**passed: int) -> datetime:
    return MONDAY + timedelta(**passed)


def test_it_is_asked_after_a_quarter_of_an_hour_and_then_ever_more_seldom(world: World, gateway: Gateway) -> None:
    begun(world)

    for minute in range(0, 60 * 24 * 3, 5):
        asking.ask_due(at=after(minutes=minute))

    minutes = [int((at - MONDAY).total_seconds() // 60) for at in gateway.asked_at]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 2400, 3840]


def test_what_it_says_when_asked_counts_as_what_it_says_by_itself(world: World, gateway: Gateway) -> None:
    attempt = begun(world)
    money = Incoming("test", "GD1", attempt.amount, Means.BANK, MONDAY, reference=attempt.reference)
    gateway.says = Standing(Answered.PAID, money)

    asking.ask_due(at=after(minutes=20))
    asking.ask_due(at=after(days=1))

    attempt.refresh_from_db()
    assert (attempt.state, len(gateway.asked_at)) == (AttemptState.PAID, 1)
    assert attempt.order.entries.get().credited


def test_a_try_that_was_never_made_is_over_when_its_page_is(world: World, gateway: Gateway) -> None:
    attempt = begun(world)
    gateway.says = Standing(Answered.NOT_FOUND)

    asking.ask_due(at=after(minutes=20))
    asking.ask_due(at=after(days=1))

    attempt.refresh_from_db()
    assert (attempt.state, len(gateway.asked_at)) == (AttemptState.EXPIRED, 1)


def test_a_failure_ends_it_and_says_why(world: World, gateway: Gateway) -> None:
    attempt = begun(world)
    gateway.says = Standing(Answered.FAILED, facts={"code": "24"})

    asking.ask_due(at=after(minutes=20))

    attempt.refresh_from_db()
    assert (attempt.state, attempt.facts["code"], attempt.ask_at) == (AttemptState.FAILED, "24", None)
    assert not MoneyEntry.objects.exists()


def test_nobody_asks_for_ever(world: World, gateway: Gateway) -> None:
    attempt = begun(world)

    for day in range(1, 100):
        asking.ask_due(at=after(days=day))

    attempt.refresh_from_db()
    assert attempt.ask_at is None
    assert len(gateway.asked_at) == asking._ENOUGH


def test_a_gateway_that_is_not_set_up_is_not_asked(world: World, gateway: Gateway) -> None:
    orders.begin_attempt(order_of(world), gateway="another", at=MONDAY)

    assert asking.ask_due(at=after(days=1)) == 0
