"""A bank's signed word that money has moved: our own reading, and what it must never do."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.models import Dossier
from motcua.effects.payments import reconciling, statements
from motcua.effects.payments.gateways.bank_notice import stand_in as bank
from motcua.effects.payments.gateways.bank_notice import wire
from motcua.effects.payments.gateways.bank_notice.stand_in import BankStandIn
from motcua.effects.payments.gateways.vietqr import drawing, payload
from motcua.effects.payments.gateways.vietqr.payload import Transfer
from motcua.effects.payments.models import Agreement, MoneyEntry, UnmatchedMoney
from motcua.foundation import legal_time
from tests.paying import FEE, duty_of, order_of, unpaid, with_bank
from tests.world import World


@pytest.fixture
def dossier(world: World, settings: Settings) -> Dossier:
    with_bank(settings)
    return unpaid(world)


def movement(dossier: Dossier, **changed: Any) -> bytes:
    fields = {
        "transaction": "FT000000000001",
        "direction": "in",
        "amount": FEE,
        "currency": "VND",
        "content": f"MBVCB.1234.{order_of(dossier).code}.CT tu 0123 NGUYEN VAN A",
        "paid_at": "2026-11-16T09:05:00+07:00",
    }
    return json.dumps({**fields, **changed}).encode()


def tell(body: bytes, *, secret: str = bank.SECRET, moment: str = "1763258700", given: str = "") -> str:
    signature = given or wire.signature(body, moment=moment, secret=secret)
    answer = Client().generic(
        "POST",
        "/payments/bank/notice",
        body,
        content_type="application/json",
        headers={wire.MOMENT: moment, wire.SIGNATURE: signature},
    )
    assert answer.status_code == 200
    return str(answer.json()["code"])


def test_money_with_the_code_in_its_words_settles_the_duty_once(dossier: Dossier) -> None:
    assert [tell(movement(dossier)) for _ in range(3)] == ["00", "02", "02"]

    assert MoneyEntry.objects.get().amount == FEE
    assert duty_of(dossier).settled_at is not None


@pytest.mark.parametrize(
    "spaced",
    [
        lambda code: f"{code[0]} {code[1:4]} {code[4:]}",
        lambda code: code.lower(),
        lambda code: f"CT{code}FT26",
        lambda code: f"{code[:6]}-{code[6:]}",
    ],
)
def test_the_code_is_found_however_the_bank_wrote_it(dossier: Dossier, spaced: Any) -> None:
    tell(movement(dossier, content=spaced(order_of(dossier).code)))

    assert duty_of(dossier).settled_at is not None


@pytest.mark.parametrize(
    ("changed", "says", "unmatched"),
    [
        ({"content": "chuyen tien"}, "00", 1),
        ({"amount": FEE - 1000}, "00", 1),
        ({"currency": "USD"}, "00", 1),
        ({"direction": "out"}, "00", 0),
        ({"amount": -FEE}, "98", 0),
        ({"amount": 150000.5}, "98", 0),
        ({"amount": True}, "98", 0),
        ({"amount": "150000"}, "98", 0),
        ({"paid_at": "2026-11-16T09:05:00"}, "98", 0),
        ({"paid_at": "hôm qua"}, "98", 0),
        ({"transaction": ""}, "98", 0),
        ({"transaction": "x" * 65}, "98", 0),
        ({"content": "x" * 501}, "98", 0),
        ({"content": None}, "98", 0),
        ({"transaction": "FT\x00"}, "98", 0),
        ({"transaction": "\ud800"}, "98", 0),
        ({"currency": "\x00\x00\x00"}, "98", 0),
    ],
    ids=[
        *("no code", "amount", "currency", "goes out", "negative", "half", "boolean", "text", "no zone", "no moment"),
        *("no number", "long number", "long words", "no words"),
        *("number with NUL", "half a letter", "currency with NUL"),
    ],
)
def test_what_is_answered_to_a_signed_movement(
    dossier: Dossier, changed: dict[str, Any], says: str, unmatched: int
) -> None:
    assert tell(movement(dossier, **changed)) == says

    assert UnmatchedMoney.objects.count() == unmatched
    assert duty_of(dossier).settled_at is None


def test_what_the_bank_did_not_sign_changes_nothing(dossier: Dossier) -> None:
    body = movement(dossier)

    assert tell(body, secret="another") == "97"
    assert tell(body, given="sha256=" + "0" * 64) == "97"
    assert tell(body, given="é") == "97"
    assert tell(body, moment="1", given=wire.signature(body, moment="2", secret=bank.SECRET)) == "97"
    assert tell(body + b" " * 70_000) == "97"
    assert not MoneyEntry.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"\xff\xfe", b"{}"])
def test_what_is_signed_and_no_movement_is_said_so(dossier: Dossier, body: bytes) -> None:
    assert tell(body) == "98"


def test_only_from_the_addresses_that_are_set(dossier: Dossier, settings: Settings) -> None:
    settings.BANK_NOTICE_ADDRESSES = "203.0.113.9"

    assert tell(movement(dossier)) == "03"


def test_without_its_secret_there_is_no_door(dossier: Dossier, settings: Settings) -> None:
    settings.BANK_NOTICE_SECRET = ""

    assert Client().post("/payments/bank/notice", b"{}", content_type="application/json").status_code == 404


# --- the bank of the demonstration


@pytest.fixture
def app() -> Iterator[BankStandIn]:
    server = bank.stand_in(notice_url="http://127.0.0.1:9/nobody")
    server.start()
    yield server
    server.stop()


TRANSFER = Transfer("970436", "1234567890", FEE, "MCACDE234698")


def test_its_application_reads_a_code_that_is_pasted_or_photographed(app: BankStandIn) -> None:
    text = payload.written(TRANSFER)

    assert "150.000 đồng" in httpx.get(app.url, params={"qr": text}).text
    picture = httpx.post(f"{app.url}/picture", files={"picture": ("qr.png", drawing.png(text), "image/png")})
    assert TRANSFER.purpose in picture.text
    assert httpx.get(app.url, params={"qr": text[:-1] + "0"}).status_code == 400


def test_its_statement_says_what_moved(app: BankStandIn) -> None:
    app.bank.book.order("no_notice")
    moved = app.bank.move(TRANSFER)

    statement = httpx.get(f"{app.url}/statement.csv").text
    assert f"{moved.transaction},{FEE},{moved.content}" in statement


def test_money_of_which_the_bank_said_nothing_comes_with_its_statement(dossier: Dossier, app: BankStandIn) -> None:
    app.bank.book.order("no_notice")
    app.bank.move(Transfer("970436", "1234567890", FEE, order_of(dossier).code))
    statement = httpx.get(f"{app.url}/statement.csv").content

    made = reconciling.reconcile(statement, column_map=statements.recognised(statement), at=legal_time.now())

    assert [(row.agreement, row.result) for row in made.rows.all()] == [(Agreement.MISSING_HERE, "credited")]
    assert duty_of(dossier).settled_at is not None
