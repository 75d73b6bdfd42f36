"""VNPAY 2.1.0: a vector, an independent library both ways, and a stand-in that checks and misbehaves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import withdrawal
from motcua.dossiers.models import Dossier
from motcua.effects.payments import crediting
from motcua.effects.payments.gateways import connection
from motcua.effects.payments.gateways.vnpay import asking, codes, paying, wire
from motcua.effects.payments.gateways.vnpay import stand_in as vnpay
from motcua.effects.payments.gateways.vnpay.stand_in import Payment, Vnpay, VnpayStandIn
from motcua.effects.payments.models import Attempt, AttemptState, Exchange, MoneyEntry, UnmatchedMoney
from motcua.effects.payments.port import Answered, RefundImpossible, RefundUnanswered
from motcua.foundation import legal_time
from motcua.foundation.stand_ins.door import Book, Request, StandIn, said
from tests.paying import FEE, attempt_at, duty_of, node, order_of, unpaid, with_vnpay
from tests.world import MONDAY, TUESDAY, World

SECRET = vnpay.SECRET
#: Worked out by hand from the published order, with the secret SECRET-TEST.
VECTOR = (
    "vnp_Amount=5000000&vnp_Command=pay&vnp_CreateDate=20261121090000&vnp_CurrCode=VND&vnp_IpAddr=203.0.113.5&"
    "vnp_Locale=vn&vnp_OrderInfo=Le+phi+H56.01-261121-0001&vnp_OrderType=other&"
    "vnp_ReturnUrl=https%3A%2F%2Fdvc.example.vn%2Ftt%2Fvnpay%2Freturn&vnp_TmnCode=TEST0001&"
    "vnp_TxnRef=TS261121000001&vnp_Version=2.1.0"
)
DIGEST = (
    "5f8ec393ba96074223bcdb623b46504f83a6be0d75c192be7a5e59b26d5c1b9697d8a402950b127972f9395fc23330d4d1eb093787277ca0"
    "cebf777f36df49f6"
)
CANCELLED = {"vnp_ResponseCode": "24", "vnp_TransactionStatus": "02"}
SHOP = (
    "const {VNPay,ignoreLogger}=require('vnpay');const o=JSON.parse(process.argv[1]);"
    "const shop=new VNPay({tmnCode:'TEST0001',secureSecret:o.secret,vnpayHost:o.host||'http://127.0.0.1:9',"
    "queryDrAndRefundHost:o.host,testMode:false,hashAlgorithm:'SHA512',enableLog:false,loggerFn:ignoreLogger});"
)


@pytest.fixture
def dossier(world: World, settings: Settings) -> Dossier:
    with_vnpay(settings)
    return unpaid(world)


@pytest.fixture
def attempt(dossier: Dossier) -> Attempt:
    return attempt_at(dossier, "vnpay")


@pytest.fixture
def stand_in(settings: Settings) -> Iterator[VnpayStandIn]:
    server = vnpay.stand_in(notice_url="http://127.0.0.1:9/nobody", pause_seconds=0.01)
    server.start()
    with_vnpay(settings, url=server.pay_url, api=server.api_url)
    yield server
    server.stop()
    connection.forget()


def pay_address(attempt: Attempt) -> str:
    return paying.address(attempt, return_url="https://dvc.example.vn/back", payer_address="203.0.113.5", language="vi")


def fields_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def paid(attempt: Attempt, *, number: str = "14000001") -> Payment:
    return Payment(fields_of(pay_address(attempt)), number, "00", "00", "20261116090500")


def ended(attempt: Attempt, *, code: str = "24") -> Payment:
    return Payment(fields_of(pay_address(attempt)), "14000001", code, "02", "20261116090500")


def notice(payment: Payment, **faults: int) -> dict[str, str]:
    shop = Vnpay(notice_url="")
    for fault, count in faults.items():
        shop.book.order(fault, count)
    return shop.notice(payment)


def tell(fields: dict[str, str]) -> dict[str, str]:
    answer = Client().get("/payments/vnpay/notice", fields)
    assert answer.status_code == 200
    told: dict[str, str] = answer.json()
    assert told["Message"] == codes.MESSAGES[codes.Answer(told["RspCode"])]
    return told


def resigned(fields: dict[str, str], **changed: str) -> dict[str, str]:
    whole = {**fields, **changed}
    return {**whole, wire.HASH: wire.digest(wire.query_text(whole), secret=SECRET)}


# --- the wire


def test_the_vector_of_the_published_order() -> None:
    assert wire.query_text(dict(parse_qsl(VECTOR))) == VECTOR
    assert wire.digest(VECTOR, secret="SECRET-TEST") == DIGEST


def test_an_independent_library_takes_our_address_of_payment(attempt: Attempt) -> None:
    told = node(
        "vnpay",
        SHOP + "console.log(JSON.stringify(shop.verifyReturnUrl(o.fields)))",
        json.dumps({"secret": SECRET, "fields": fields_of(pay_address(attempt))}),
    )

    assert (told["isVerified"], told["vnp_Amount"], told["vnp_TxnRef"]) == (True, FEE, attempt.reference)


def test_we_take_the_address_of_payment_of_an_independent_library() -> None:
    address = node(
        "vnpay",
        SHOP + "console.log(JSON.stringify(shop.buildPaymentUrl({vnp_Amount:150000,vnp_IpAddr:'203.0.113.5',"
        "vnp_TxnRef:'T1',vnp_OrderInfo:'Nop phi & le phi (1)',vnp_OrderType:'other',"
        "vnp_ReturnUrl:'https://dvc.example.vn/back?a=b'})))",
        json.dumps({"secret": SECRET}),
    )

    assert wire.amount_of(wire.checked(fields_of(address), secret=SECRET)["vnp_Amount"]) == FEE


def test_an_independent_library_takes_the_notices_of_the_stand_in(attempt: Attempt) -> None:
    """So that a stand-in and we cannot be wrong together."""
    told = node(
        "vnpay",
        SHOP + "console.log(JSON.stringify(o.all.map(f=>shop.verifyIpnCall(f))))",
        json.dumps({"secret": SECRET, "all": [notice(paid(attempt)), notice(ended(attempt))]}),
    )

    assert [(each["isVerified"], each["isSuccess"]) for each in told] == [(True, True), (True, False)]


def test_a_notice_signed_by_an_independent_library_is_money(attempt: Attempt) -> None:
    unsigned = {name: value for name, value in notice(paid(attempt)).items() if name != wire.HASH}
    fields = node(
        "vnpay",
        "const u=require('vnpay/utils');const o=JSON.parse(process.argv[1]);"
        "o.fields.vnp_SecureHash=u.calculateSecureHash({secureSecret:o.secret,hashAlgorithm:'SHA512',"
        "bufferEncode:'utf-8',data:u.buildPaymentUrlSearchParams(o.fields).toString()});"
        "console.log(JSON.stringify(o.fields))",
        json.dumps({"secret": SECRET, "fields": unsigned}),
    )

    assert tell(fields)["RspCode"] == "00"


def test_an_independent_library_and_the_stand_in_understand_each_others_questions(
    attempt: Attempt, stand_in: VnpayStandIn
) -> None:
    """What signs and reads a question and a refund here is what signs and reads it there."""
    stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    asked = {
        "vnp_TxnRef": attempt.reference,
        "vnp_TransactionDate": 20261116090000,
        "vnp_CreateDate": 20261116093000,
        "vnp_IpAddr": "127.0.0.1",
        "vnp_OrderInfo": "Hoi ket qua",
    }
    told = node(
        "vnpay",
        SHOP + "(async()=>{const q=await shop.queryDr({...o.asked,vnp_RequestId:'R1'});"
        "const r=await shop.refund({...o.asked,vnp_RequestId:'R2',vnp_Amount:150000,vnp_TransactionType:'02',"
        "vnp_CreateBy:'motcua',vnp_TransactionNo:14000001,vnp_Locale:'vn'});console.log(JSON.stringify([q,r]))})()",
        json.dumps({"secret": SECRET, "host": stand_in.url, "asked": asked}),
    )

    # Of a refund's answer the library divides the amount before it checks the hash; that check says nothing.
    assert stand_in.book.complaints == []
    assert (told[0]["isVerified"], told[0]["vnp_TransactionStatus"]) == (True, "00")
    assert told[1]["isSuccess"]


# --- the notice


def test_a_notice_of_money_settles_the_duty_once(attempt: Attempt) -> None:
    fields = notice(paid(attempt))

    assert [tell(fields)["RspCode"] for _ in range(3)] == ["00", "02", "02"]

    assert MoneyEntry.objects.get().amount == FEE
    assert duty_of(attempt.order.duty.dossier).settled_at is not None
    assert [each.answer for each in Exchange.objects.order_by("pk")] == ["00", "02", "02"]


@dataclass(frozen=True)
class Case:
    says: str
    entries: int
    unmatched: int
    settled: bool


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({"vnp_TxnRef": "UNKNOWN1"}, Case("01", 1, 1, settled=False)),
        ({"vnp_Amount": "14999900"}, Case("04", 1, 1, settled=False)),
        ({"vnp_Amount": "15000001"}, Case("99", 0, 0, settled=False)),
        ({"vnp_Amount": "-15000000"}, Case("99", 0, 0, settled=False)),
        ({"vnp_PayDate": "20261131999999"}, Case("99", 0, 0, settled=False)),
        ({"vnp_TransactionNo": "0"}, Case("99", 0, 0, settled=False)),
        ({"vnp_TmnCode": "OTHER001"}, Case("01", 0, 0, settled=False)),
        ({"vnp_TransactionStatus": "02"}, Case("00", 0, 0, settled=False)),
        ({"vnp_TransactionStatus": "04"}, Case("00", 0, 0, settled=False)),
        ({"vnp_ResponseCode": "07"}, Case("00", 0, 0, settled=False)),
        (
            {**CANCELLED, "vnp_Amount": "1000"},
            Case("04", 0, 0, settled=False),
        ),
        ({"vnp_BankTranNo": "VNP2", "vnp_CardType": "QRCODE"}, Case("00", 1, 0, settled=True)),
    ],
    ids=[
        *("unknown order", "another amount", "half a dong", "less than nothing", "no such moment", "no number"),
        *("another site", "codes disagree", "reversed", "suspicious", "failed with another amount", "by QR"),
    ],
)
def test_what_is_answered_to_a_signed_notice(attempt: Attempt, changed: dict[str, str], case: Case) -> None:
    """Money is never lost: what pays nothing lies on the list of unmatched money."""
    says = tell(resigned(notice(paid(attempt)), **changed))["RspCode"]

    duty = duty_of(attempt.order.duty.dossier)
    assert (says, MoneyEntry.objects.count(), UnmatchedMoney.objects.count(), duty.settled_at is not None) == (
        case.says,
        case.entries,
        case.unmatched,
        case.settled,
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fields: {**fields, wire.HASH: "0" * 128},
        lambda fields: {**fields, wire.HASH: ""},
        lambda fields: {name: value for name, value in fields.items() if name != wire.HASH},
        lambda fields: {**fields, "vnp_Amount": "100"},
        lambda fields: {**fields, "vnp_More": "1"},
        lambda fields: {**fields, wire.HASH: "é" * 10},
        lambda _fields: {},
    ],
    ids=["forged", "empty", "none", "amount changed", "a field more", "not ASCII", "nothing at all"],
)
def test_what_vnpay_did_not_sign_changes_nothing(attempt: Attempt, spoil: Any) -> None:
    assert tell(spoil(notice(paid(attempt))))["RspCode"] == "97"

    assert not MoneyEntry.objects.exists()
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.STARTED


def test_a_failure_is_noted_and_another_try_is_open(attempt: Attempt) -> None:
    assert [tell(notice(ended(attempt)))["RspCode"] for _ in range(2)] == ["00", "02"]

    attempt.refresh_from_db()
    assert (attempt.state, attempt.facts["vnp_ResponseCode"]) == (AttemptState.FAILED, "24")


def test_a_failure_after_the_money_changes_nothing(attempt: Attempt) -> None:
    tell(notice(paid(attempt)))

    assert tell(notice(ended(attempt)))["RspCode"] == "02"

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.PAID
    assert duty_of(attempt.order.duty.dossier).settled_at is not None


def test_money_after_a_failure_is_money(attempt: Attempt) -> None:
    tell(notice(ended(attempt)))

    assert tell(notice(paid(attempt)))["RspCode"] == "00"

    assert duty_of(attempt.order.duty.dossier).settled_at is not None


def test_money_that_comes_when_the_dossier_was_withdrawn_is_kept_to_be_given_back(
    world: World, attempt: Attempt
) -> None:
    dossier = attempt.order.duty.dossier
    withdrawal.withdraw(dossier, actor=world.binh, at=TUESDAY, reason="")

    assert tell(notice(paid(attempt)))["RspCode"] == "02"

    assert UnmatchedMoney.objects.get().ground == "order_closed"


def test_the_second_of_two_payments_is_kept_to_be_given_back(dossier: Dossier) -> None:
    first, second = attempt_at(dossier, "vnpay"), attempt_at(dossier, "vnpay")
    tell(notice(paid(first, number="1")))

    assert tell(notice(paid(second, number="2")))["RspCode"] == "02"

    assert (MoneyEntry.objects.count(), UnmatchedMoney.objects.get().ground) == (2, "order_paid")


@pytest.mark.parametrize(
    "query",
    ["vnp_TxnRef=%FF%FE", "vnp_TxnRef=%00", "vnp_TxnRef=%ED%A0%80", "&".join("a" for _ in range(2000))],
    ids=["not UTF-8", "NUL", "half a character", "too many"],
)
def test_what_nobody_can_print_is_answered_in_their_own_words(attempt: Attempt, query: str) -> None:
    answer = Client().get("/payments/vnpay/notice", QUERY_STRING=f"vnp_SecureHash=x&{query}")

    assert answer.status_code == 200, answer.content[:500]
    assert answer.json()["RspCode"] == "97"
    assert attempt.state == AttemptState.STARTED
    assert Exchange.objects.filter(answer="97").exists()


def test_an_oversized_notice_is_answered_in_their_own_words(attempt: Attempt) -> None:
    assert tell(resigned(notice(paid(attempt)), vnp_More="x" * 8000))["RspCode"] == "99"
    assert not MoneyEntry.objects.exists()


@pytest.mark.parametrize(
    ("allowed", "says"), [("127.0.0.0/8", "00"), ("203.0.113.0/24,127.0.0.1", "00"), ("203.0.113.0/24", "03")]
)
def test_only_from_the_addresses_that_are_set(attempt: Attempt, settings: Settings, allowed: str, says: str) -> None:
    settings.VNPAY_ADDRESSES = allowed

    assert tell(notice(paid(attempt)))["RspCode"] == says


def test_a_fault_of_ours_is_answered_in_their_own_words(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The database cannot be made to fail inside a test's own transaction, so the door to it is."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(attempt.reference)

    monkeypatch.setattr(crediting, "credit", fails)

    assert tell(notice(paid(attempt)))["RspCode"] == "99"
    assert "RuntimeError" in caplog.text
    assert attempt.reference not in caplog.text


def test_the_browser_coming_back_is_shown_and_not_believed(attempt: Attempt) -> None:
    from tests.doors import door

    dossier = attempt.order.duty.dossier
    fields = notice(paid(attempt))

    shown = door("binh").get(f"/dossiers/{dossier.code}/payment/1/vnpay", fields)

    assert "Đang chờ VNPAY báo" in shown.content.decode()
    assert duty_of(dossier).settled_at is None
    forged = door("binh").get(f"/dossiers/{dossier.code}/payment/1/vnpay", {**fields, wire.HASH: "0"})
    assert forged.status_code == 302


def test_without_its_secret_there_is_no_door(dossier: Dossier, settings: Settings) -> None:
    """An empty secret would let in whoever signs with an empty secret."""
    settings.VNPAY_HASH_SECRET = ""

    assert Client().get("/payments/vnpay/notice").status_code == 404


# --- the stand-in: what it says of us


def test_the_stand_in_finds_nothing_wrong_with_our_address(dossier: Dossier, stand_in: VnpayStandIn) -> None:
    attempt = live_attempt(dossier)

    assert httpx.get(pay_address(attempt)).status_code == 200
    assert stand_in.book.complaints == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"vnp_OrderInfo": "Nộp phí"}, "vnp_OrderInfo"),
        ({"vnp_Amount": "0"}, "vnp_Amount"),
        ({"vnp_CurrCode": "USD"}, "vnp_CurrCode"),
        ({"vnp_ExpireDate": "20200101000000"}, "vnp_ExpireDate"),
        ({"vnp_CreateDate": "20261116250000"}, "vnp_CreateDate"),
        ({"vnp_TmnCode": "OTHER001"}, "vnp_TmnCode"),
        ({"vnp_Locale": "vi"}, "vnp_Locale"),
    ],
    ids=["accents", "amount", "currency", "expired", "no such moment", "another site", "locale"],
)
def test_the_stand_in_finds_what_is_wrong(
    dossier: Dossier, stand_in: VnpayStandIn, changed: dict[str, str], complaint: str
) -> None:
    fields = resigned(fields_of(pay_address(live_attempt(dossier))), **changed)

    assert httpx.get(stand_in.pay_url, params=fields).status_code == 400
    assert stand_in.book.complaints == [f"pay: {complaint}"]


def live_attempt(dossier: Dossier) -> Attempt:
    """The stand-in compares the moment of a try with its own clock."""
    from motcua.effects.payments import orders

    return orders.begin_attempt(order_of(dossier), gateway="vnpay", at=legal_time.now())


def test_a_notice_that_is_not_taken_comes_again() -> None:
    answers = iter(["99", "97", "00"])
    taken: list[str] = []

    def notice_door(_request: Request) -> Any:
        taken.append(next(answers))
        return said({"RspCode": taken[-1], "Message": ""})

    ours = StandIn({("GET", "/notice"): notice_door}, book=Book())
    ours.start()
    shop = Vnpay(notice_url=f"{ours.url}/notice", pause_seconds=0.0)
    asked = {"vnp_Amount": "100", "vnp_OrderInfo": "x", "vnp_TxnRef": "T1"}
    shop.notices.tell(Payment(asked, "1", "00", "00", "20261116090500"))
    while len(shop.answers) < 3:
        pass
    ours.stop()

    assert taken == ["99", "97", "00"]


# --- asking and giving back


def test_we_ask_and_hear_how_it_stands(attempt: Attempt, stand_in: VnpayStandIn) -> None:
    assert asking.ask(attempt, at=TUESDAY).answered is Answered.NOT_FOUND

    stand_in.vnpay.payments[attempt.reference] = Payment(fields_of(pay_address(attempt)), "14000001")
    assert asking.ask(attempt, at=TUESDAY).answered is Answered.STILL_OPEN

    stand_in.vnpay.payments[attempt.reference] = ended(attempt)
    assert asking.ask(attempt, at=TUESDAY).answered is Answered.FAILED

    stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    standing = asking.ask(attempt, at=TUESDAY)
    assert (standing.answered, stand_in.book.complaints) == (Answered.PAID, [])
    assert standing.money is not None
    assert (standing.money.transaction, standing.money.amount) == ("14000001", FEE)


@pytest.mark.parametrize("fault", ["html", "broken_gateway", "reset", "busy", "lost_answer", "bad_checksum"])
def test_what_cannot_be_believed_is_no_answer(attempt: Attempt, stand_in: VnpayStandIn, fault: str) -> None:
    stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    stand_in.book.order(fault)

    assert asking.ask(attempt, at=TUESDAY).answered is Answered.UNKNOWN
    assert asking.ask(attempt, at=TUESDAY).answered is Answered.PAID


def test_silence_is_waited_for_a_moment_only(stand_in: VnpayStandIn) -> None:
    stand_in.book.order("timeout")

    with pytest.raises(connection.GatewayDown):
        connection.ask(stand_in.api_url, {}, limit=0.2)


def test_money_goes_back_once_however_often_it_is_asked_for(attempt: Attempt, stand_in: VnpayStandIn) -> None:
    payment = stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    stand_in.book.order("lost_answer")

    def give_back() -> str:
        return asking.refund(attempt, transaction="14000001", amount=FEE, request="REFUND1", at=TUESDAY)

    with pytest.raises(RefundUnanswered):
        give_back()
    give_back()

    assert (payment.refunded, stand_in.book.complaints) == (FEE * 100, [])


def test_what_vnpay_refuses_to_give_back_is_a_persons_work(attempt: Attempt, stand_in: VnpayStandIn) -> None:
    stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    asking.refund(attempt, transaction="14000001", amount=100_000, request="R1", at=TUESDAY)

    with pytest.raises(RefundImpossible):
        asking.refund(attempt, transaction="14000001", amount=100_000, request="R2", at=TUESDAY)


def test_an_attempt_of_monday_is_asked_about_by_its_own_moment(attempt: Attempt, stand_in: VnpayStandIn) -> None:
    """vnp_TransactionDate is the moment of the payment's address, not of the question."""
    stand_in.vnpay.payments[attempt.reference] = paid(attempt)
    attempt.created_at = TUESDAY

    assert attempt.order.created_at == MONDAY
    assert asking.ask(attempt, at=TUESDAY).answered is Answered.NOT_FOUND
