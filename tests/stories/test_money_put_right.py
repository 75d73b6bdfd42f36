"""Money that fits nothing, and money that goes back: always two people, never more than came in."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.models import FeeDuty, SettledHow
from motcua.effects.payments import access, cash, corrections, crediting, orders, refunds
from motcua.effects.payments.corrections import Wish
from motcua.effects.payments.gateways.table import GATEWAYS
from motcua.effects.payments.models import (
    Attempt,
    Correction,
    CorrectionKind,
    CorrectionState,
    EntryKind,
    Means,
    MoneyEntry,
    RefundWay,
    UnmatchedMoney,
)
from motcua.effects.payments.port import RefundImpossible, RefundUnanswered, Standing
from motcua.foundation.accounts.sealed import unseal
from tests.money import money, order_of
from tests.world import TUESDAY, WEDNESDAY, World, officer

ASSIGN, REFUND, NOTE = CorrectionKind.ASSIGN, CorrectionKind.REFUND, CorrectionKind.NOTE


def strayed(amount: int, transaction_name: str = "FT9") -> MoneyEntry:
    """Money that names no order."""
    return crediting.credit(money(amount=amount, transaction=transaction_name), at=TUESDAY).entry


def ask(entry: MoneyEntry, kind: CorrectionKind, **more: Any) -> Correction:
    wish = Wish(**{"kind": kind, "amount": entry.amount, "reason": "Người dân quên ghi mã", **more})
    return corrections.ask(entry, wish, actor=officer("nga"), at=TUESDAY)


def agree(correction: Correction) -> Correction:
    return corrections.agree(correction, actor=officer("oanh"), at=WEDNESDAY)


def test_money_without_a_code_pays_what_two_people_say(world: World) -> None:
    order = order_of(world)
    entry = strayed(order.amount)

    agree(ask(entry, ASSIGN, order=order))

    duty = FeeDuty.objects.get(pk=order.duty_id)
    assert duty.settled_how == SettledHow.TRANSFER
    assert UnmatchedMoney.objects.get().settled_at == WEDNESDAY
    assert MoneyEntry.objects.get(kind=EntryKind.ASSIGNED).of == entry


def test_the_rest_of_a_sum_pays_it_by_itself(world: World) -> None:
    order = order_of(world)
    agree(ask(strayed(order.amount - 20_000), ASSIGN, order=order))
    assert orders.outstanding(order) == 20_000

    rest = crediting.credit(money(order, amount=20_000, transaction="rest"), at=WEDNESDAY)

    assert rest.result is crediting.CreditResult.CREDITED


def test_of_too_much_a_part_pays_and_the_rest_goes_back(world: World) -> None:
    order = order_of(world)
    entry = strayed(order.amount + 5_000)
    agree(ask(entry, ASSIGN, order=order, amount=order.amount))
    assert UnmatchedMoney.objects.get().settled_at is None

    agree(back := ask(entry, REFUND, amount=5_000, way=RefundWay.TRANSFER, to="0123456789 VCB LAN"))
    refunds.sent(back, transaction_name="FT77", actor=officer("oanh"), at=WEDNESDAY)

    assert UnmatchedMoney.objects.get().settled_at == WEDNESDAY
    assert crediting.left_of(entry) == 0


def test_one_number_of_the_bank_proves_one_transfer(world: World) -> None:
    back = [
        agree(ask(strayed(5_000, number), REFUND, way=RefundWay.TRANSFER, to="0123456789 VCB LAN"))
        for number in ("FT8", "FT9")
    ]
    refunds.sent(back[0], transaction_name="FT77", actor=officer("oanh"), at=WEDNESDAY)

    with pytest.raises(refunds.TransactionNamedBefore):
        refunds.sent(back[1], transaction_name=" FT77 ", actor=officer("oanh"), at=WEDNESDAY)

    assert Correction.objects.get(pk=back[1].pk).state == CorrectionState.AGREED


def test_nobody_agrees_with_herself(world: World) -> None:
    wish = ask(strayed(10_000), REFUND, way=RefundWay.CASH)

    with pytest.raises(corrections.SamePerson):
        corrections.agree(wish, actor=officer("nga"), at=WEDNESDAY)
    by_another_account = replace(officer("oanh"), person_id=officer("nga").person_id)
    for act in (corrections.agree, corrections.turn_down):
        with pytest.raises(corrections.SamePerson):
            act(wish, actor=by_another_account, at=WEDNESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="agreed", second_by=wish.asked_by, second_at=TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="agreed")
    assert MoneyEntry.objects.count() == 1


def test_what_cannot_be_is_refused_before_anybody_agrees(world: World) -> None:
    order = order_of(world)
    paid = crediting.credit(money(order), at=TUESDAY).entry
    stray = strayed(10_000)

    for refusal, entry, kind, more in (
        (corrections.MoreThanThere, stray, REFUND, {"amount": 10_001, "way": RefundWay.CASH}),
        (corrections.MoreThanThere, stray, REFUND, {"amount": 0, "way": RefundWay.CASH}),
        (corrections.WhereToMissing, stray, REFUND, {"way": RefundWay.TRANSFER}),
        (refunds.NotByGateway, stray, REFUND, {"way": RefundWay.GATEWAY}),
        (corrections.ReasonForMoneyMissing, stray, REFUND, {"way": RefundWay.CASH, "reason": " "}),
        (corrections.OrderTakesLess, stray, ASSIGN, {"order": order}),
        (corrections.PaysAnOrder, paid, ASSIGN, {"order": order}),
    ):
        with pytest.raises(refusal):
            ask(entry, kind, **more)
    with pytest.raises(corrections.NotForMoney):
        corrections.ask(stray, Wish(REFUND, 1, "x", way=RefundWay.CASH), actor=world.minh, at=TUESDAY)


def test_what_was_asked_is_asked_once_and_can_be_turned_down(world: World) -> None:
    stray = strayed(10_000)
    first = ask(stray, REFUND, way=RefundWay.CASH)
    with pytest.raises(corrections.AskedAlready):
        ask(stray, REFUND, way=RefundWay.CASH)

    corrections.turn_down(first, actor=officer("oanh"), at=WEDNESDAY)

    with pytest.raises(corrections.CorrectionOver):
        agree(first)
    assert ask(stray, REFUND, way=RefundWay.CASH).state == CorrectionState.ASKED


def test_an_order_that_was_paid_meanwhile_takes_nothing_more(world: World) -> None:
    order = order_of(world)
    wish = ask(strayed(order.amount), ASSIGN, order=order)
    crediting.credit(money(order), at=TUESDAY)

    with pytest.raises(corrections.OrderTakesLess):
        agree(wish)
    wish.refresh_from_db()
    assert wish.state == CorrectionState.ASKED


def test_cash_that_goes_back_leaves_the_drawer_of_who_agrees(world: World) -> None:
    nga, order = officer("nga"), order_of(world)
    paid = cash.take(order.duty, given=order.amount, key="form", actor=nga, at=TUESDAY)

    agree(ask(paid, REFUND, amount=10_000, way=RefundWay.CASH, reason="Được miễn một phần"))

    assert nga.agency_id is not None
    assert cash.expected_on(nga.agency_id, day=TUESDAY.date()) == order.amount
    assert cash.expected_on(nga.agency_id, day=WEDNESDAY.date()) == -10_000


def test_where_a_transfer_goes_is_not_readable_in_the_database(world: World) -> None:
    wish = ask(strayed(10_000), REFUND, way=RefundWay.TRANSFER, to="0123456789 VCB LAN")

    assert b"0123456789" not in bytes(wish.to_sealed)
    assert unseal(wish.to_sealed) == "0123456789 VCB LAN"


class Gateway:
    """Gives back as it is told to: an answer, a no, or silence."""

    def __init__(self, *answers: str | Exception) -> None:
        self.answers, self.requests = list(answers), list[str]()

    def ask(self, _attempt: Attempt, **_: Any) -> Standing:
        raise AssertionError

    def refund(self, _attempt: Attempt, *, request: str, **_: Any) -> str:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def through_gateway(world: World, monkeypatch: pytest.MonkeyPatch, gateway: Gateway) -> Correction:
    monkeypatch.setitem(GATEWAYS, "test", gateway)
    attempt = orders.begin_attempt(order_of(world), gateway="test", at=TUESDAY)
    paid = crediting.credit(
        money(gateway="test", amount=attempt.amount, reference=attempt.reference, means=Means.WALLET), at=TUESDAY
    ).entry
    return agree(ask(paid, REFUND, way=RefundWay.GATEWAY))


def test_a_lost_answer_of_the_gateway_gives_nothing_back_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = Gateway(RefundUnanswered(), "RF-OF-THEIRS")
    wish = through_gateway(world, monkeypatch, gateway)

    with pytest.raises(RefundUnanswered):
        refunds.through_gateway(wish.pk, at=WEDNESDAY)
    for _ in range(3):
        refunds.through_gateway(wish.pk, at=WEDNESDAY)

    assert gateway.requests == [f"RF{wish.pk}"] * 2
    assert MoneyEntry.objects.get(kind=EntryKind.REFUNDED).transaction == "RF-OF-THEIRS"


def test_a_gateway_that_does_not_give_back_leaves_it_to_people(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = through_gateway(world, monkeypatch, Gateway(RefundImpossible()))

    refunds.through_gateway(wish.pk, at=WEDNESDAY)

    wish.refresh_from_db()
    assert wish.state == CorrectionState.FAILED
    assert ask(wish.entry, REFUND, way=RefundWay.TRANSFER, to="somewhere").state == CorrectionState.ASKED


def test_money_the_gateway_took_back_leaves_the_list_when_two_have_looked(world: World) -> None:
    crediting.credit(money(order_of(world)), at=TUESDAY)
    gone = crediting.reverse(gateway="bank", transaction_of="FT1", at=TUESDAY)
    assert gone is not None

    agree(ask(gone, NOTE, reason="Đã gọi cho người nộp"))

    assert UnmatchedMoney.objects.get().settled_at == WEDNESDAY


def test_money_of_another_communes_dossier_is_not_there(world: World) -> None:
    order = order_of(world)
    crediting.credit(money(order, amount=order.amount - 1), at=TUESDAY)
    strayed(10_000)
    quy_has_no_drawer, head = world.quy, world.head

    assert access.unmatched_for(officer("nga")).count() == 2
    assert access.unmatched_for(head).count() == 1
    assert access.unmatched_for(quy_has_no_drawer).count() == 0
    assert access.unmatched_for(world.lan).count() == 0
