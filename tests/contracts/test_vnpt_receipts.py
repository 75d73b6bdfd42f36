"""VNPT's wire against a stand-in that checks what it is sent, and that misbehaves when it is told to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from motcua.effects.fee_receipts.facts import Facts, Line, Payer
from motcua.effects.fee_receipts.providers.port import Hindered, Issued, Obstacle, Order
from motcua.effects.fee_receipts.providers.vnpt import client, stand_in, wire
from motcua.effects.fee_receipts.providers.vnpt.client import Vnpt
from motcua.effects.fee_receipts.providers.vnpt.stand_in import FORM, SYMBOL, VnptStandIn
from motcua.effects.fee_receipts.providers.vnpt.stand_in_checks import complaint, read

KEY, OTHER = UUID(int=7), UUID(int=8)
FACTS = Facts(
    title="Biên lai thu lệ phí",
    form=FORM,
    symbol=SYMBOL,
    number="",
    issued_on=date(2026, 11, 16),
    how="Tiền mặt",
    collector={"name": "UBND phường Minh Tân", "tax_code": "2900000011", "address": "1 phố Chợ"},
    payer=Payer("Nguyễn Thị <Lan> & con", "12 phố Chợ", personal_id="001195000011"),
    lines=(Line(1, "1", "Lệ phí cấp giấy", "Nghị quyết 12", 50_000), Line(2, "1", "Lệ phí sao", "", 2_000)),
    amount=52_000,
    dossier="H99.1-261116-00001",
    procedure="Cấp giấy",
    address="https://example.vn/x",
)
ORDER = Order(KEY, "cash", FACTS)


@pytest.fixture
def opened() -> Iterator[VnptStandIn]:
    door = stand_in.stand_in()
    door.start()
    yield door
    client.forget()
    door.stop()


@pytest.fixture
def vnpt(opened: VnptStandIn) -> Vnpt:
    return client.issuer(stand_in.access(opened.url))


def obstacle(vnpt: Vnpt, order: Order = ORDER) -> Obstacle:
    with pytest.raises(Hindered) as raised:
        vnpt.issue(order)
    return raised.value.obstacle


def test_a_receipt_is_issued_drawn_and_cancelled(opened: VnptStandIn, vnpt: Vnpt) -> None:
    assert vnpt.issue(ORDER) == Issued(FORM, SYMBOL, 1)
    assert b"0000001 issued" in vnpt.paper(KEY)
    vnpt.cancel(KEY)
    vnpt.cancel(KEY)

    assert b"0000001 cancelled" in vnpt.paper(KEY)
    sent = opened.provider.sent[KEY.hex]
    assert (sent.head["CusName"], sent.head["ArisingDate"]) == ("Nguyễn Thị <Lan> & con", "16/11/2026")
    assert (sent.head["PaymentMethod"], sent.lines[0]["Extra2"], sent.head["Total"]) == ("TM", "1", "52000")
    assert opened.book.complaints == []


def test_the_payer_s_own_number_is_not_told() -> None:
    assert "001195000011" not in wire.written(ORDER)
    assert "Lan" in wire.written(ORDER)


@pytest.mark.parametrize("says", ["the number again", "known_fkey"])
def test_after_a_lost_answer_the_same_key_has_the_same_number(opened: VnptStandIn, vnpt: Vnpt, says: str) -> None:
    opened.book.order("lost_answer")
    assert obstacle(vnpt) is Obstacle.DOWN
    opened.book.order(says)

    assert vnpt.issue(ORDER).number == 1
    assert vnpt.issue(replace(ORDER, key=OTHER)).number == 2
    assert len(opened.provider.receipts) == 2


@pytest.mark.parametrize("fault", ["html", "broken_gateway", "reset", "busy", "other_number"])
def test_what_is_no_answer_is_not_believed(opened: VnptStandIn, vnpt: Vnpt, fault: str) -> None:
    opened.book.order(fault)

    assert obstacle(vnpt) is Obstacle.DOWN


def test_a_provider_that_hangs_is_not_waited_for(
    opened: VnptStandIn, vnpt: Vnpt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is a constant of the client: shortened, so that nobody waits for the test."""
    monkeypatch.setattr(client, "LIMIT_SECONDS", 0.2)
    opened.book.order("timeout")

    assert obstacle(vnpt) is Obstacle.DOWN


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1", Obstacle.LOGIN),
        ("3", Obstacle.CONTENT),
        ("5", Obstacle.OTHER),
        ("6", Obstacle.USED_UP),
        ("7", Obstacle.LOGIN),
        ("20", Obstacle.SERIES),
        ("29", Obstacle.CERTIFICATE),
        ("30", Obstacle.DAY),
        ("99", Obstacle.OTHER),
    ],
)
def test_each_code_has_a_word_of_ours(opened: VnptStandIn, vnpt: Vnpt, code: str, expected: Obstacle) -> None:
    opened.book.order(f"err_{code}")

    assert obstacle(vnpt) is expected
    assert opened.provider.receipts == {}


def test_a_day_before_the_last_is_refused_but_not_of_what_was_issued(opened: VnptStandIn, vnpt: Vnpt) -> None:
    vnpt.issue(ORDER)
    early = replace(ORDER, key=OTHER, facts=replace(FACTS, issued_on=date(2026, 11, 13)))
    assert obstacle(vnpt, early) is Obstacle.DAY

    opened.book.order("err_30")
    assert vnpt.issue(ORDER).number == 1, "its key is looked for before the refusal is believed"


def test_cancelling_says_what_is_in_the_way(opened: VnptStandIn, vnpt: Vnpt) -> None:
    with pytest.raises(Hindered, match="not_found"):
        vnpt.cancel(KEY)
    vnpt.issue(ORDER)
    opened.book.order("err_9")
    with pytest.raises(Hindered, match="state"):
        vnpt.cancel(KEY)
    assert not opened.provider.receipts[KEY.hex].is_cancelled


def test_a_wrong_password_opens_nothing(opened: VnptStandIn) -> None:
    wrong = {**stand_in.access(opened.url), "account_password": "wrong"}

    assert obstacle(client.issuer(wrong)) is Obstacle.LOGIN


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("<ArisingDate>16/11/2026", "<ArisingDate>2026-11-16", "ArisingDate"),
        ("<ArisingDate>16/11/2026", "<ArisingDate>31/02/2026", "ArisingDate"),
        ("<PaymentMethod>TM", "<PaymentMethod>Tiền mặt", "PaymentMethod"),
        ("<CusName>Nguyễn Thị &lt;Lan&gt; &amp; con", "<CusName>", "CusName"),
        ("<Amount>50000", "<Amount>50001", "Amount"),
        ("Năm mươi hai", "Năm mươi ba", "AmountInWords"),
        ("<Extra2>1", "<Extra2>2", "Extra2"),
    ],
)
def test_the_stand_in_can_find_fault(old: str, new: str, wrong: str) -> None:
    """The negative control of `complaints == []` above."""
    written = wire.written(ORDER)
    assert complaint(read(written)) == ""
    assert old in written

    assert complaint(read(written.replace(old, new, 1))) == wrong


@pytest.mark.parametrize(
    "body",
    [b"", b"<a/>", b"\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<html>OK:01BLP0-001</html>"],
    ids=["empty", "other", "binary", "doctype", "html"],
)
def test_hostile_answers_are_no_answers(body: bytes) -> None:
    with pytest.raises(Hindered, match="down"):
        wire.answer(body, method="cancelInv")
