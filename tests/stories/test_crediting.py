"""Money that is told of once or ten times is credited once, and money that fits nothing is never lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import fees, intake
from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects.payments import crediting, order_codes, orders
from motcua.effects.payments.crediting import CreditResult, Incoming
from motcua.effects.payments.models import (
    AttemptState,
    EntryKind,
    Means,
    MoneyEntry,
    UnmatchedGround,
    UnmatchedMoney,
)
from tests.money import money, order_of, owing
from tests.world import MONDAY, TUESDAY, World


def test_a_transfer_with_the_code_in_its_words_pays_the_duty(world: World) -> None:
    order = order_of(world)

    done = crediting.credit(money(order), at=TUESDAY)

    assert done.result is CreditResult.CREDITED
    order.refresh_from_db()
    assert order.paid_at == TUESDAY
    assert FeeDuty.objects.get(pk=order.duty_id).settled_how == SettledHow.TRANSFER


def test_the_same_money_told_ten_times_is_one_row(world: World) -> None:
    order = order_of(world)

    results = [crediting.credit(money(order), at=TUESDAY).result for _ in range(10)]

    assert results == [CreditResult.CREDITED, *[CreditResult.ALREADY] * 9]
    assert MoneyEntry.objects.count() == 1


def test_an_order_is_made_once(world: World) -> None:
    duty = owing(world)

    assert orders.order_for(duty, at=MONDAY).pk == orders.order_for(duty, at=TUESDAY).pk


def test_nothing_is_asked_for_what_is_settled(world: World) -> None:
    duty = owing(world)
    fees.settle(duty, how=SettledHow.SHOWN_ELSEWHERE, actor=SYSTEM, at=MONDAY)

    with pytest.raises(orders.NothingToPay):
        orders.order_for(duty, at=TUESDAY)


def test_two_payments_of_one_order_are_one_and_one_that_waits_for_its_owner(world: World) -> None:
    order = order_of(world)
    crediting.credit(money(order), at=TUESDAY)

    second = crediting.credit(money(order, transaction="FT2"), at=TUESDAY)

    assert second.result is CreditResult.ORDER_PAID
    assert UnmatchedMoney.objects.get().entry == second.entry
    assert crediting.credit(money(order, transaction="FT2"), at=TUESDAY).result is CreditResult.ORDER_PAID


def test_what_does_not_fit_is_kept_with_its_ground(world: World) -> None:
    order = order_of(world)
    cases = {
        UnmatchedGround.WRONG_AMOUNT: money(order, transaction="a", amount=order.amount - 1),
        UnmatchedGround.WRONG_CURRENCY: money(order, transaction="b", currency="USD"),
        UnmatchedGround.UNKNOWN_ORDER: money(transaction="c"),
    }

    results = {ground: crediting.credit(case, at=TUESDAY).result for ground, case in cases.items()}

    assert results == {ground: CreditResult(ground) for ground in cases}
    assert {row.ground for row in UnmatchedMoney.objects.all()} == set(cases)
    assert not FeeDuty.objects.filter(settled_at__isnull=False).exists()


def test_money_for_a_sum_that_was_cancelled_waits_for_its_owner(world: World) -> None:
    order = order_of(world)
    FeeDuty.objects.filter(pk=order.duty_id).update(cancelled_at=TUESDAY)

    assert crediting.credit(money(order), at=TUESDAY).result is CreditResult.ORDER_CLOSED


def test_an_attempt_is_paid_by_its_reference_and_a_late_failure_changes_nothing(world: World) -> None:
    attempt = orders.begin_attempt(order_of(world), gateway="vnpay", at=MONDAY)

    done = crediting.credit(
        Incoming("vnpay", "14422574", attempt.amount, Means.BANK, TUESDAY, reference=attempt.reference), at=TUESDAY
    )
    crediting.fail(attempt, at=TUESDAY)

    attempt.refresh_from_db()
    assert (done.result, attempt.state, attempt.ask_at) == (CreditResult.CREDITED, AttemptState.PAID, None)


def test_a_try_that_failed_and_was_paid_after_all_is_paid(world: World) -> None:
    attempt = orders.begin_attempt(order_of(world), gateway="vnpay", at=MONDAY)
    crediting.fail(attempt, at=MONDAY + timedelta(hours=1))

    done = crediting.credit(
        Incoming("vnpay", "1", attempt.amount, Means.BANK, TUESDAY, reference=attempt.reference), at=TUESDAY
    )

    assert done.result is CreditResult.CREDITED


def test_paid_is_not_tried_again(world: World) -> None:
    order = order_of(world)
    crediting.credit(money(order), at=TUESDAY)

    with pytest.raises(orders.AlreadyPaid):
        orders.begin_attempt(order, gateway="vnpay", at=TUESDAY)


def test_what_the_gateway_takes_back_is_on_the_list_and_stands_once(world: World) -> None:
    order = order_of(world)
    crediting.credit(money(order), at=TUESDAY)

    back = [crediting.reverse(gateway="bank", transaction_of="FT1", at=TUESDAY) for _ in range(3)]

    assert MoneyEntry.objects.filter(kind=EntryKind.REVERSED).count() == 1
    assert UnmatchedMoney.objects.get().ground == UnmatchedGround.REVERSED
    assert back[0] is not None
    assert crediting.reverse(gateway="bank", transaction_of="never heard of", at=TUESDAY) is None


def test_the_book_is_only_added_to_and_gives_back_no_more_than_came_in(world: World) -> None:
    received = crediting.credit(money(), at=TUESDAY).entry
    back = {
        "of": received,
        "gateway": "bank",
        "means": Means.BANK,
        "credited": False,
        "paid_at": TUESDAY,
        "at": TUESDAY,
    }

    for attack in (
        lambda: MoneyEntry.objects.update(amount=1),
        lambda: MoneyEntry.objects.filter(pk=received.pk).delete(),
        lambda: MoneyEntry.objects.create(kind=EntryKind.REFUNDED, transaction="r", amount=10_001, **back),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attack()
    MoneyEntry.objects.create(kind=EntryKind.REFUNDED, transaction="r", amount=10_000, **back)
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyEntry.objects.create(kind=EntryKind.REFUNDED, transaction="s", amount=1, **back)


@pytest.mark.parametrize(
    "around", ["{}", "CT DI {} tu NGUYEN VAN A", "mbvcb.123.{}.CT tu", "{} {}", "NOP TIEN{}HO SO", "x-{}-y"]
)
def test_a_code_is_found_whatever_the_bank_writes_around_it(around: str) -> None:
    code = order_codes.new_code()

    assert list(order_codes.codes_in(around.format(code, code).lower())) == [code]
    assert list(order_codes.codes_in(" ".join([code[:6], code[6:]]))) == [code]


def test_a_code_with_a_slip_of_the_finger_is_none() -> None:
    code = order_codes.new_code()
    for at in range(2, len(code)):
        wrong = code[:at] + ("A" if code[at] != "A" else "C") + code[at + 1 :]
        assert code not in order_codes.codes_in(wrong)
        assert list(order_codes.codes_in(wrong)) == []


def test_the_dossier_can_be_accepted_once_its_fee_is_paid(world: World) -> None:
    order = order_of(world)
    dossier = Dossier.objects.get(pk=order.duty.dossier_id)
    crediting.credit(money(order), at=TUESDAY)

    intake.accept(dossier, actor=world.minh, at=TUESDAY)

    assert dossier.state == "in_progress"
