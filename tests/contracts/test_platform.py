"""The national payment platform's message set 1.0.6, and the same engine with names that nobody has verified."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import withdrawal
from motcua.dossiers.models import Dossier
from motcua.effects.payments import orders
from motcua.effects.payments.gateways import connection
from motcua.effects.payments.gateways.connection import GatewayDown
from motcua.effects.payments.gateways.pipe_checksum import asking, wire
from motcua.effects.payments.gateways.pipe_checksum import stand_in as platform
from motcua.effects.payments.gateways.pipe_checksum.profile import Verb
from motcua.effects.payments.gateways.pipe_checksum.profiles import NATIONAL_PLATFORM, PROFILES, VNPT_PAY
from motcua.effects.payments.gateways.pipe_checksum.receipt_facts import receipt_facts
from motcua.effects.payments.gateways.pipe_checksum.stand_in import Payment, Platform, PlatformStandIn
from motcua.effects.payments.gateways.table import PIPES
from motcua.effects.payments.models import Attempt, AttemptState, MoneyEntry, UnmatchedMoney
from motcua.effects.payments.port import Answered, RefundImpossible
from motcua.foundation import legal_time
from tests.paying import FEE, attempt_at, duty_of, order_of, unpaid, with_platform
from tests.world import TUESDAY, World

SECRET = platform.SECRET
#: They pin our reading of the published order, with the secret SECRET-TEST; they are no official vectors.
VECTORS = {
    Verb.INIT: (
        "|".join(
            (
                *("INIT", "1.0.6", "DT01", "TS261121000001", "50000", "PAY", "1", "1", "vi-VN", "VND", "PAYMENT"),
                *("Le phi H56.01-261121-0001", "20261121090000", "203.0.113.5"),
            )
        ),
        "ec866a11837c77017c7e3f09f50d153c8f6783382e0e881a219e23cdd2362fa3",
    ),
    Verb.CONFIRM: (
        "CONFIRM|00|DT01|TS261121000001|50000|VND|GD0001|VCB|20261121090130|Le phi H56.01-261121-0001",
        "b2879793b8cfa0d1c212f00ab150d98a39f94efa8009b98f825268cb8ebe73e7",
    ),
    Verb.QUERY: (
        "QUERY|1.0.6|DT01|TS261121000001|20261121091000",
        "8a3381372dc0a89c0ba9940fbc7746c1af6554c0728f3f57be54e576645550b6",
    ),
}


@pytest.fixture
def dossier(world: World, settings: Settings) -> Dossier:
    with_platform(settings)
    return unpaid(world)


@pytest.fixture
def attempt(dossier: Dossier) -> Attempt:
    return attempt_at(dossier, "platform")


@pytest.fixture
def stand_in(settings: Settings) -> Iterator[PlatformStandIn]:
    server = platform.stand_in(site="http://127.0.0.1:9")
    server.start()
    with_platform(settings, url=server.url)
    yield server
    server.stop()
    connection.forget()


def live_attempt(dossier: Dossier) -> Attempt:
    """The stand-in compares moments with its own clock."""
    return orders.begin_attempt(order_of(dossier), gateway="platform", at=legal_time.now())


def payment_of(attempt: Attempt, *, code: str = "00") -> Payment:
    asked = {
        "partner": platform.PARTNER,
        "reference": attempt.reference,
        "amount": str(attempt.amount),
        "currency": "VND",
        "words": "Nop phi le phi",
    }
    return Payment(asked, "", "GD00000001", code, "20261116090500")


def confirmation(payment: Payment, **faults: int) -> dict[str, Any]:
    there = Platform(NATIONAL_PLATFORM, "")
    for fault, count in faults.items():
        there.book.order(fault, count)
    return there.confirmation(payment)


def tell(message: Any) -> dict[str, str]:
    answer = Client().post("/payments/platform/notice", message, content_type="application/json")
    assert answer.status_code == 200
    told: dict[str, str] = answer.json()
    assert set(told) == {"MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD", "MaXacThuc"}
    return told


def resigned(message: dict[str, Any], **changed: str) -> dict[str, Any]:
    heard = wire.heard(NATIONAL_PLATFORM, {**message, **changed})
    heard.pop("checksum", None)
    return wire.signed(NATIONAL_PLATFORM, Verb.CONFIRM, heard, secret=SECRET)


# --- the wire


@pytest.mark.parametrize(("verb", "text", "digest"), [(verb, *each) for verb, each in VECTORS.items()])
def test_the_vectors_of_the_published_order(verb: Verb, text: str, digest: str) -> None:
    order = NATIONAL_PLATFORM.orders[verb]
    message = dict(zip(order, text.split("|"), strict=True))

    assert wire.checksum(NATIONAL_PLATFORM, order, message, secret="SECRET-TEST") == digest
    assert hashlib.sha256(f"{text}|SECRET-TEST".encode()).hexdigest() == digest


def test_what_was_not_verified_says_so() -> None:
    assert {key: profile.verified for key, profile in PROFILES.items()} == {"platform": True, "vnptpay": False}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_a_profile_has_a_name_for_every_word_that_it_signs(profile: Any) -> None:
    for order in (*profile.orders.values(), profile.reply):
        assert set(order) <= set(profile.names)
    assert len(set(profile.names.values())) == len(profile.names)


def test_phi_and_le_phi_are_apart_on_the_receipt(attempt: Attempt) -> None:
    duty = attempt.order.duty
    duty.lines = [
        {"key": "a", "name": "Phí thẩm định", "kind": "phi", "amount": 100_000},
        {"key": "b", "name": "Lệ phí cấp giấy", "kind": "le_phi", "amount": 50_000},
        {"key": "c", "name": "Miễn", "kind": "phi", "amount": 0},
    ]

    facts = receipt_facts(attempt)

    assert [(line["LoaiPhiLePhi"], line["SoTien"]) for line in facts["PhiLePhi"]] == [("1", "100000"), ("2", "50000")]
    assert len(facts["DSKhoanNop"]) == 2


# --- beginning


def test_we_begin_and_are_given_the_page(dossier: Dossier, stand_in: PlatformStandIn) -> None:
    attempt = live_attempt(dossier)

    page = PIPES["platform"].begin(attempt, payer_address="203.0.113.5")

    assert page == f"{stand_in.url}/pay/{attempt.reference}"
    assert stand_in.book.complaints == []
    assert "150.000 đồng" in httpx.get(page).text


@pytest.mark.parametrize("fault", ["html", "broken_gateway", "reset", "busy", "wrong_page"])
def test_a_payer_is_sent_nowhere_on_an_answer_that_cannot_be_believed(
    dossier: Dossier, stand_in: PlatformStandIn, fault: str
) -> None:
    stand_in.book.order(fault)

    with pytest.raises(GatewayDown):
        PIPES["platform"].begin(live_attempt(dossier), payer_address="203.0.113.5")


@pytest.mark.parametrize(
    "page",
    [
        *("http://pay.example.gov.vn/x", "https://pay.example.gov.vn.evil.example/x", "javascript:alert(1)", ""),
        *(
            "https://pay.example.gov.vn:444/x",
            "https://a@evil.example",
            "//evil.example",
            "https://pay.example.gov.vn@evil.example/",
        ),
    ],
)
def test_only_to_the_places_that_are_set(settings: Settings, page: str) -> None:
    with_platform(settings, url="https://pay.example.gov.vn")

    assert PIPES["platform"].access.allows("https://pay.example.gov.vn/x?a=b")
    assert not PIPES["platform"].access.allows(page)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"MaThamChieu": "TS-1"}, "INIT: MaThamChieu"),
        ({"SoTien": "150000.0"}, "INIT: SoTien"),
        ({"ThoiGianGD": "20261116250000"}, "INIT: ThoiGianGD"),
        ({"MaTienTe": "USD"}, "INIT: MaTienTe"),
        ({"ThongTinBienLai": {}}, None),
    ],
    ids=["reference", "amount", "moment", "currency", "no receipt"],
)
def test_the_stand_in_finds_what_is_wrong(
    dossier: Dossier, stand_in: PlatformStandIn, changed: dict[str, Any], complaint: str | None
) -> None:
    gateway, attempt = PIPES["platform"], live_attempt(dossier)
    message = {
        **NATIONAL_PLATFORM.constants,
        **gateway._about(attempt, Verb.INIT, at=legal_time.now()),
        "amount": "150000",
        "words": "Nop phi",
        "address": "203.0.113.5",
    }
    theirs = {**{NATIONAL_PLATFORM.names[word]: value for word, value in message.items()}, **changed}
    signed = wire.signed(NATIONAL_PLATFORM, Verb.INIT, wire.heard(NATIONAL_PLATFORM, theirs), secret=SECRET)
    whole = {**signed, "ThongTinBienLai": changed.get("ThongTinBienLai", dict(receipt_facts(attempt)))}

    answer = httpx.post(f"{stand_in.url}/INIT", json=whole).json()

    assert answer["error_code"] == "97"
    assert complaint is None or stand_in.book.complaints == [complaint]


# --- CONFIRM


def test_a_confirmation_settles_the_duty_once(attempt: Attempt) -> None:
    message = confirmation(payment_of(attempt))

    assert [tell(message)["MaLoi"] for _ in range(3)] == ["00", "00", "00"]

    assert MoneyEntry.objects.get().amount == FEE
    assert duty_of(attempt.order.duty.dossier).settled_at is not None


@pytest.mark.parametrize(
    ("changed", "says", "unmatched"),
    [
        ({"MaThamChieu": "UNKNOWN1"}, "01", 1),
        ({"SoTien": "149000"}, "04", 1),
        ({"SoTien": "0"}, "99", 0),
        ({"SoTien": "1e9"}, "99", 0),
        ({"MaTienTe": "USD"}, "04", 1),
        ({"MaGiaoDich": ""}, "99", 0),
        ({"ThoiGianGD": "2026"}, "99", 0),
        ({"MaDoiTac": "DT02"}, "99", 0),
        ({"LoaiBanTin": "QUERY"}, "99", 0),
        ({"MaLoi": "24"}, "00", 0),
        ({"MaLoi": "24", "MaThamChieu": "UNKNOWN1"}, "01", 0),
    ],
    ids=[
        *("unknown", "amount", "nothing", "no number", "currency", "no transaction", "moment", "partner", "verb"),
        *("failed", "unknown failed"),
    ],
)
def test_what_is_answered_to_a_signed_confirmation(
    attempt: Attempt, changed: dict[str, str], says: str, unmatched: int
) -> None:
    assert tell(resigned(confirmation(payment_of(attempt)), **changed))["MaLoi"] == says

    assert UnmatchedMoney.objects.count() == unmatched
    assert duty_of(attempt.order.duty.dossier).settled_at is None


@pytest.mark.parametrize(
    "body",
    [
        r'{"MaThamChieu": "\u0000"}',
        r'{"MaThamChieu": "\ud800", "MaXacThuc": "\udfff"}',
        "[" * 60_000,
        "{}",
        "[]",
        "null",
        "",
        "<html>",
        '{"MaXacThuc": 1}',
        '{"MaXacThuc": {"a": 1}}',
        "x" * 70_000,
        "\xff",
    ],
    ids=[
        "NUL",
        "half a letter",
        "nested",
        "empty",
        "list",
        "null",
        "nothing",
        "html",
        "number",
        "object",
        "oversized",
        "bytes",
    ],
)
def test_what_the_platform_did_not_sign_changes_nothing(attempt: Attempt, body: str) -> None:
    assert tell(body)["MaLoi"] == "97"
    assert not MoneyEntry.objects.exists()


def test_a_forged_or_changed_confirmation_changes_nothing(attempt: Attempt) -> None:
    message = confirmation(payment_of(attempt))

    assert tell(confirmation(payment_of(attempt), bad_checksum=1))["MaLoi"] == "97"
    assert tell({**message, "SoTien": "1"})["MaLoi"] == "97"
    assert not MoneyEntry.objects.exists()


def test_an_oversized_confirmation_is_not_read_to_its_end(attempt: Attempt) -> None:
    message = {**confirmation(payment_of(attempt)), "More": "x" * 70_000}

    assert tell(message)["MaLoi"] == "97"


def test_a_failure_after_the_money_changes_nothing(attempt: Attempt) -> None:
    tell(confirmation(payment_of(attempt)))

    assert tell(confirmation(payment_of(attempt, code="99")))["MaLoi"] == "00"

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.PAID


def test_a_confirmation_after_withdrawal_is_kept_to_be_given_back(world: World, attempt: Attempt) -> None:
    withdrawal.withdraw(attempt.order.duty.dossier, actor=world.binh, at=TUESDAY, reason="")

    assert tell(confirmation(payment_of(attempt)))["MaLoi"] == "02"

    assert UnmatchedMoney.objects.get().ground == "order_closed"


@pytest.mark.parametrize(("way", "is_echo"), [("echo", True), ("own", False)])
def test_the_checksum_of_our_answer_is_set(attempt: Attempt, settings: Settings, way: str, is_echo: bool) -> None:  # noqa: FBT001 - a parameter of the test
    settings.PLATFORM_REPLY_CHECKSUM = way
    message = confirmation(payment_of(attempt))

    told = tell(message)

    text = "|".join((*(told[name] for name in ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")), SECRET))
    expected = message["MaXacThuc"] if is_echo else hashlib.sha256(text.encode()).hexdigest()
    assert told["MaXacThuc"] == expected


def test_only_from_the_addresses_that_are_set(attempt: Attempt, settings: Settings) -> None:
    settings.PLATFORM_ADDRESSES = "203.0.113.0/24"

    assert tell(confirmation(payment_of(attempt)))["MaLoi"] == "03"


@pytest.mark.parametrize("gateway", ["platform", "vnptpay", "vnpay2", "x"])
def test_a_gateway_that_is_not_set_up_has_no_door(settings: Settings, db: None, gateway: str) -> None:
    assert Client().post(f"/payments/{gateway}/notice", {}, content_type="application/json").status_code == 404


def test_the_unverified_profile_goes_the_same_way(world: World, settings: Settings) -> None:
    """The engine, not the names: those were never compared with the provider's."""
    settings.VNPTPAY_URL, settings.VNPTPAY_PARTNER, settings.VNPTPAY_SECRET = "http://127.0.0.1:9", "DT01", SECRET
    attempt = attempt_at(unpaid(world), "vnptpay")
    message = Platform(VNPT_PAY, "").confirmation(payment_of(attempt))

    told = Client().post("/payments/vnptpay/notice", message, content_type="application/json").json()

    assert told["RESPONSE_CODE"] == "00"
    assert MoneyEntry.objects.get().gateway == "vnptpay"


# --- asking


def test_we_ask_and_hear_how_it_stands(dossier: Dossier, stand_in: PlatformStandIn) -> None:
    attempt, gateway, at = live_attempt(dossier), PIPES["platform"], legal_time.now()
    gateway.begin(attempt, payer_address="203.0.113.5")
    payment = stand_in.platform.payments[attempt.reference]

    assert gateway.ask(attempt, at=at).answered is Answered.STILL_OPEN
    payment.code, payment.paid_on = "24", "20261116090500"
    assert gateway.ask(attempt, at=at).answered is Answered.FAILED
    payment.code = "00"
    standing = gateway.ask(attempt, at=at)

    assert standing.answered is Answered.PAID
    assert standing.money is not None
    assert (standing.money.amount, standing.money.reference) == (FEE, attempt.reference)
    assert stand_in.book.complaints == []


@pytest.mark.parametrize("fault", ["html", "broken_gateway", "reset", "busy", "bad_checksum", "lost_answer"])
def test_what_cannot_be_believed_is_no_answer(dossier: Dossier, stand_in: PlatformStandIn, fault: str) -> None:
    attempt = live_attempt(dossier)
    stand_in.platform.payments[attempt.reference] = payment_of(attempt)
    stand_in.book.order(fault)

    assert PIPES["platform"].ask(attempt, at=legal_time.now()).answered is Answered.UNKNOWN


def test_its_receipt_is_a_pdf_or_nothing(dossier: Dossier, stand_in: PlatformStandIn) -> None:
    attempt, at = live_attempt(dossier), legal_time.now()
    stand_in.platform.payments[attempt.reference] = payment_of(attempt)

    assert PIPES["platform"].bill(attempt, at=at).startswith(b"%PDF-")

    stand_in.book.order("html_bill")
    with pytest.raises(GatewayDown):
        PIPES["platform"].bill(attempt, at=at)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n", b"<html>"])
def test_what_is_no_sound_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(GatewayDown):
        asking.require_pdf(content)


def test_an_answer_that_does_not_end_is_cut_off(stand_in: PlatformStandIn) -> None:
    with pytest.raises(GatewayDown):
        connection.ask(f"{stand_in.url}/INIT", {}, longest=10)


def test_money_goes_back_by_transfer(attempt: Attempt) -> None:
    with pytest.raises(RefundImpossible):
        PIPES["platform"].refund(attempt, transaction="GD1", amount=1, request="R1", at=TUESDAY)


def test_nobody_is_named_in_the_journal_of_exchanges(dossier: Dossier, stand_in: PlatformStandIn) -> None:
    from motcua.effects.payments.models import Exchange

    attempt = live_attempt(dossier)
    PIPES["platform"].begin(attempt, payer_address="203.0.113.5")

    written = json.dumps(list(Exchange.objects.values()), default=str, ensure_ascii=False)
    assert attempt.reference in written
    for fact in (dossier.applicant.full_name, dossier.applicant.personal_id, "203.0.113.5"):
        assert str(fact) not in written
