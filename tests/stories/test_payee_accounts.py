"""Where money is to arrive: dated, of the deciding agency or of whom it answers to, unless a notice says otherwise."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.dossiers.models import FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.models import PayeeAccount
from tests.money import order_of, owing
from tests.world import MONDAY, World

MINH_TAN = {"bin": "970415", "bank": "VietinBank", "account": "1133668899", "name": "UBND PHUONG MINH TAN"}


def change(**more: Any) -> None:
    said = {**MINH_TAN, "first": "2026-11-01", **more}
    named = [f"--{'from' if key == 'first' else key}={value}" for key, value in said.items()]
    call_command("payee_account", "H99.1", *named, stdout=io.StringIO())


def test_a_new_account_holds_from_its_day_and_the_old_one_until_then(world: World) -> None:
    change()

    payee = orders.payee_of(order_of(world))

    assert payee is not None
    assert (payee.bank_bin, payee.account) == ("970415", "1133668899")
    old = PayeeAccount.objects.get(agency__code="H99.1", valid_to__isnull=False)
    assert old.valid_to == date(2026, 10, 31)


def test_an_order_that_was_made_keeps_its_account(world: World) -> None:
    order = order_of(world)
    before = order.payee

    change()

    assert orders.order_for(order.duty, at=MONDAY).payee == before


def test_an_account_that_cannot_be_is_refused(world: World) -> None:
    for wrong in ({"bin": "97041"}, {"account": "x y"}, {"first": "2020-01-01"}):
        with pytest.raises(CommandError):
            change(**wrong)


def test_the_treasurys_account_of_a_notice_goes_first(world: World) -> None:
    duty = owing(world)
    treasury = {"account": "7111", "bank": "Kho bạc Nhà nước", "name": "THUE TINH SONG LAM"}
    FeeDuty.objects.filter(pk=duty.pk).update(payable_to=treasury)
    duty.refresh_from_db()

    payee = orders.payee_of(orders.order_for(duty, at=MONDAY))

    assert payee is not None
    assert (payee.account, payee.bank_name, payee.bank_bin) == ("7111", "Kho bạc Nhà nước", "")


def test_without_any_account_it_can_be_paid_at_the_counter_only(world: World) -> None:
    PayeeAccount.objects.all().delete()

    assert orders.payee_of(order_of(world)) is None
