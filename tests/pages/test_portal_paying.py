"""The pages of paying: what is owed, in which ways, and what is said when it came, came twice, or is owed no more."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import fees, intake
from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects.payments import crediting, orders
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import Means, PayeeAccount
from tests.doors import door
from tests.world import MONDAY, World

FEE = 150_000


@pytest.fixture
def dossier(world: World) -> Dossier:
    return unpaid(world)


def unpaid(world: World) -> Dossier:
    account()
    dossier = world.draft("1.001612", by=world.binh)
    intake.submit(dossier, actor=world.binh, at=MONDAY, key="k" * 32)
    dossier.refresh_from_db()
    return dossier


def account() -> None:
    from motcua.foundation.organisations.models import Agency

    PayeeAccount.objects.get_or_create(
        agency=Agency.objects.get(code="H99.1"),
        valid_to=None,
        defaults={
            "bank_bin": "970436",
            "bank_name": "Vietcombank",
            "account": "1234567890",
            "name": "UBND PHUONG MINH TAN",
            "valid_from": date(2026, 1, 1),
        },
    )


def duty_of(dossier: Dossier) -> FeeDuty:
    return dossier.duties.get()


def money(dossier: Dossier, *, transaction: str = "FT1", amount: int = FEE) -> Incoming:
    order = orders.order_for(duty_of(dossier), at=MONDAY)
    return Incoming("bank", transaction, amount, Means.BANK, MONDAY, words=f"NGUYEN VAN A chuyen {order.code}")


def page(dossier: Dossier, who: str = "binh") -> str:
    return door(who).get(f"/dossiers/{dossier.code}/payment").content.decode()


def test_what_is_owed_and_every_way_to_pay_it(dossier: Dossier, settings: Settings) -> None:
    settings.VNPAY_URL, settings.VNPAY_TMN_CODE, settings.VNPAY_HASH_SECRET = "https://vnpay.example/pay", "TEST0001", "s"

    shown = page(dossier)

    code = orders.order_for(duty_of(dossier), at=MONDAY).code
    for words in ("Trả 150.000 đồng", "Vietcombank", code, "1234567890", "Trả qua VNPAY", "Lưu ảnh mã QR", "Tiền mặt ở quầy"):
        assert words in shown


def test_the_dossier_and_the_confirmation_of_filing_lead_there(dossier: Dossier) -> None:
    for path in ("", "/receipt"):
        shown = door("binh").get(f"/dossiers/{dossier.code}{path}").content.decode()
        assert f"/dossiers/{dossier.code}/payment/1" in shown
        assert "Trả ngay" in shown
