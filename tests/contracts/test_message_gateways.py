"""Gateways of messages over their true wires: each is a program of its own that checks us, and misbehaves on order."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from aiosmtpd.controller import Controller
from django.db import connections

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.email import client as email
from motcua.foundation.messaging.gateways.email import stand_in as email_stand_in
from motcua.foundation.messaging.gateways.esms import client as esms
from motcua.foundation.messaging.gateways.esms import stand_in as esms_stand_in
from motcua.foundation.messaging.gateways.esms import wire as esms_wire
from motcua.foundation.messaging.gateways.mailbox import Mailbox
from motcua.foundation.messaging.gateways.port import Answer, Gateway, Letter
from motcua.foundation.messaging.gateways.vinaphone import client as vinaphone
from motcua.foundation.messaging.gateways.vinaphone import stand_in as vinaphone_stand_in
from motcua.foundation.messaging.gateways.vinaphone import wire as vinaphone_wire
from motcua.foundation.messaging.gateways.zalo import client as zalo
from motcua.foundation.messaging.gateways.zalo import keys
from motcua.foundation.messaging.gateways.zalo import stand_in as zalo_stand_in
from motcua.foundation.messaging.gateways.zalo import wire as zalo_wire
from motcua.foundation.messaging.models import GatewayToken, Outcome, Trouble
from motcua.foundation.messaging.stand_in import stand_in
from motcua.foundation.messaging.words import Words
from motcua.foundation.stand_ins.door import Book, Request, StandIn, said
from tests.world import MONDAY

WORDS = Words(
    subject="Hồ sơ đã được tiếp nhận",
    text="Kính gửi ông/bà,\n\nHồ sơ H99.1.1-261116-0001 đã được tiếp nhận.\nXem: https://dvc.example/tra-cuu?a=1&b=2",
    short="Hồ sơ H99.1.1-261116-0001 đã được tiếp nhận.",
    zalo={"template_id": "204512", "ma_ho_so": "H99.1.1-261116-0001"},
)
SHORT = "Ho so H99.1.1-261116-0001 da duoc tiep nhan."


@dataclass
class Partners:
    """The gateways and what stands behind them."""

    door: StandIn
    mailbox: Mailbox
    mail: Controller
    book: Book = field(default_factory=Book)

    def gateway(self, name: str) -> Gateway:
        made: dict[str, Callable[[], Gateway]] = {
            "vinaphone": self.vinaphone,
            "esms": self.esms,
            "zalo": self.zalo,
            "smtp": self.smtp,
        }
        return made[name]()

    def vinaphone(self) -> vinaphone.VinaPhone:
        theirs = vinaphone_stand_in
        facts = dict.fromkeys(("account", "label", "kind", "number", "template", "agent"), "1")
        return vinaphone.VinaPhone(
            vinaphone_wire.Contract(
                url=self.door.url + theirs.PATH, user=theirs.USER, password=theirs.PASSWORD, **facts
            )
        )

    def esms(self, callback: str = "") -> esms.Esms:
        theirs = esms_stand_in
        return esms.Esms(
            esms_wire.Contract(
                url=self.door.url, key=theirs.KEY, secret=theirs.SECRET, brand=theirs.BRAND, callback=callback
            )
        )

    def zalo(self) -> zalo.Zalo:
        theirs = zalo_stand_in
        app = keys.App(self.door.url + theirs.TOKEN_PATH, theirs.APP, theirs.SECRET, theirs.RENEWAL_KEY)
        return zalo.Zalo(self.door.url + theirs.PATH, app)

    def smtp(self) -> email.Smtp:
        return email.Smtp(host="127.0.0.1", port=self.mail.port, sender="khong-tra-loi@song-lam.example")


@pytest.fixture
def partners() -> Iterator[Partners]:
    book, mailbox = Book(), Mailbox()
    door = stand_in(book=book, mailbox=mailbox).start()
    mail = email_stand_in.stand_in(book=book, mailbox=mailbox)
    mail.start()
    yield Partners(door, mailbox, mail, book)
    mail.stop()
    door.stop()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody wants to wait ten seconds for a silence; the limits are read at each call."""
    monkeypatch.setattr(http._connections(), "timeout", httpx.Timeout(0.5))
    monkeypatch.setattr(email, "ANSWERS_WITHIN", 0.5)
    yield
    http.forget_connections()


def letter(address: str = "0912000111", words: Words = WORDS) -> Letter:
    return Letter(uuid4(), address, words)


def sent(gateway: Gateway, to_send: Letter | None = None) -> Answer:
    return gateway.send(to_send or letter(_ADDRESS[gateway.channel]), at=MONDAY)


_ADDRESS = {Channel.EMAIL: "lan@example.com", Channel.SMS: "0912000111", Channel.ZALO: "+84 912 000 111"}
ALL = ["vinaphone", "esms", "zalo", "smtp"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ALL)
def test_they_take_what_we_send_and_find_nothing_wrong_with_it(partners: Partners, name: str) -> None:
    answer = sent(partners.gateway(name))

    assert (answer.outcome, answer.trouble) == (Outcome.ACCEPTED, Trouble.NONE)
    assert answer.gateway_id
    assert partners.book.complaints == []
    assert len(partners.mailbox.received) == 1


@pytest.mark.parametrize("name", ["vinaphone", "esms"])
def test_an_sms_says_it_without_marks_to_the_number_with_its_country(partners: Partners, name: str) -> None:
    sent(partners.gateway(name))

    received = partners.mailbox.received[0]
    assert (received.to, received.text) == ("84912000111", SHORT)


@pytest.mark.parametrize("name", ["vinaphone", "esms", "zalo"])
@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("timeout", Trouble.NO_ANSWER),
        ("reset", Trouble.NO_ANSWER),
        ("lost_answer", Trouble.NO_ANSWER),
        ("html", Trouble.UNREADABLE_ANSWER),
        ("broken_gateway", Trouble.GATEWAY_FAILED),
        ("busy", Trouble.TOO_MANY),
    ],
)
def test_what_goes_wrong_on_the_way_is_told_apart(partners: Partners, name: str, fault: str, trouble: Trouble) -> None:
    gateway = partners.gateway(name)
    if name == "zalo":
        sent(gateway)
    partners.book.order(fault)

    answer = sent(gateway)

    assert answer.trouble == trouble
    assert answer.outcome == (Outcome.NOT_NOW if fault == "busy" else Outcome.UNKNOWN)
    assert answer.blames_gateway


@pytest.mark.parametrize("name", ["esms", "zalo"])
def test_what_was_taken_and_not_answered_is_there_once_after_the_second_try(partners: Partners, name: str) -> None:
    gateway = partners.gateway(name)
    sent(gateway)
    partners.book.order("lost_answer")
    one = letter(_ADDRESS[gateway.channel])
    assert sent(gateway, one).outcome == Outcome.UNKNOWN

    again = sent(gateway, one)

    assert again.outcome == Outcome.ACCEPTED
    assert len(partners.mailbox.received) == 2


def test_nobody_listens() -> None:
    contract = esms_wire.Contract(url="http://127.0.0.1:9", key="", secret="", brand="")

    answer = sent(esms.Esms(contract))

    assert (answer.outcome, answer.trouble) == (Outcome.NOT_NOW, Trouble.NOT_REACHED)


@pytest.mark.parametrize(("fault", "code", "trouble"), [("no_credit", "103", Trouble.NO_CREDIT)])
def test_what_esms_refuses_another_gateway_may_do(partners: Partners, fault: str, code: str, trouble: Trouble) -> None:
    partners.book.order(fault)

    answer = sent(partners.esms())

    assert (answer.outcome, answer.trouble, answer.code) == (Outcome.NOT_NOW, trouble, code)
    assert answer.blames_gateway


def test_a_refusal_that_stands_in_no_table_lets_the_other_gateway_try(partners: Partners) -> None:
    partners.book.order("refuses")

    answer = sent(partners.vinaphone())

    assert (answer.outcome, answer.trouble, answer.code) == (Outcome.NOT_NOW, Trouble.OTHER, "9")
    assert answer.blames_gateway


@pytest.mark.parametrize("name", ["vinaphone", "esms"])
def test_the_stand_ins_do_find_what_is_wrong(partners: Partners, name: str) -> None:
    """The check above can fail: a telephone that is none, and no words."""
    sent(partners.gateway(name), letter("12", replace(WORDS, short="")))

    assert partners.book.complaints


def test_esms_reports_to_the_address_that_it_was_given(partners: Partners) -> None:
    reports: list[dict[str, str]] = []
    heard = Event()

    def take(asked: Request) -> Any:
        reports.append(dict(asked.query))
        if len(reports) == 2:
            heard.set()
        return said({})

    ours = StandIn({("GET", "/reports"): take}, book=Book()).start()
    partners.book.order("report_twice")
    one = letter()

    sent(partners.esms(callback=f"{ours.url}/reports"), one)

    assert heard.wait(10)
    ours.stop()
    assert reports[0] == reports[1]
    assert (reports[0]["RequestId"], reports[0]["SendStatus"], reports[0]["SendFailed"]) == (
        str(one.reference),
        "5",
        "0",
    )


@pytest.mark.parametrize(
    ("status", "failed", "outcome"),
    [("5", "0", Outcome.DELIVERED), ("5", "1", Outcome.NEVER), ("4", "0", Outcome.NEVER)],
)
def test_what_a_report_of_esms_means(status: str, failed: str, outcome: Outcome) -> None:
    assert esms_wire.reported(status, failed=failed) == outcome


# --- Zalo ---


def test_a_key_is_asked_for_once_and_used_until_it_is_refused(partners: Partners) -> None:
    gateway = partners.zalo()
    for _ in range(3):
        sent(gateway)
    assert sum(asked["path"] == zalo_stand_in.TOKEN_PATH for asked in partners.book.journal) == 1

    partners.book.order("expired_key")
    assert sent(gateway).outcome == Outcome.ACCEPTED

    assert sum(asked["path"] == zalo_stand_in.TOKEN_PATH for asked in partners.book.journal) == 2
    assert partners.book.complaints == []
    assert b"renewal-" not in bytes(GatewayToken.objects.get().renewal_sealed)


def test_a_key_that_will_run_out_is_renewed_before(partners: Partners) -> None:
    app = partners.zalo().app
    first = keys.current(app, at=MONDAY)

    assert keys.current(app, at=MONDAY + timedelta(hours=24)) == first
    assert keys.current(app, at=MONDAY + timedelta(hours=24, minutes=55)) != first
    assert partners.book.complaints == []


@pytest.mark.django_db(transaction=True)
def test_two_that_need_a_key_at_once_spend_one_renewal_key(partners: Partners) -> None:
    app = partners.zalo().app

    def ask(_: int) -> str:
        try:
            return keys.current(app, at=MONDAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(ask, range(4)))

    assert len(found) == 1
    assert partners.book.complaints == []


@pytest.mark.parametrize(
    ("address", "zalo_facts", "trouble"),
    [
        ("091200", {"template_id": "204512", "a": "b"}, Trouble.NO_SUCH_ADDRESS),
        ("0912000000", {"template_id": "204512", "a": "b"}, Trouble.NO_SUCH_ADDRESS),
        ("0912000111", {"template_id": "none", "a": "b"}, Trouble.TEMPLATE_REFUSED),
        ("0912000111", {"a": "b"}, Trouble.TEMPLATE_REFUSED),
        ("0912000111", {"template_id": "204512"}, Trouble.WORDS_REFUSED),
    ],
    ids=["no number", "no Zalo there", "unknown template", "no template", "nothing to fill in"],
)
def test_what_zalo_will_never_send_is_not_tried_again(
    partners: Partners, address: str, zalo_facts: dict[str, str], trouble: Trouble
) -> None:
    answer = sent(partners.zalo(), letter(address, replace(WORDS, zalo=zalo_facts)))

    assert (answer.outcome, answer.trouble) == (Outcome.NEVER, trouble)
    assert not answer.blames_gateway


def test_an_answer_without_a_number_leaves_it_open(partners: Partners) -> None:
    partners.book.order("no_number")

    assert sent(partners.zalo()).outcome == Outcome.UNKNOWN


def test_every_error_that_we_know_has_a_meaning() -> None:
    for code, trouble in zalo_wire.TROUBLES.items():
        answer = zalo_wire.answer_of({"error": code})
        assert (answer.trouble, answer.code) == (trouble, str(code))


# --- E-mail ---


def test_an_e_mail_is_read_by_a_mail_server_as_we_meant_it(partners: Partners) -> None:
    one = Letter(UUID(int=7), "lan@example.com", WORDS)

    answer = partners.smtp().send(one, at=MONDAY)

    received = partners.mailbox.received[0]
    assert (received.to, received.subject) == ("lan@example.com", WORDS.subject)
    assert received.text.split() == WORDS.text.split()
    assert received.reference == answer.gateway_id == "<00000000-0000-0000-0000-000000000007@song-lam.example>"
    assert partners.book.complaints == []


def test_a_subject_cannot_bring_headers_of_its_own(partners: Partners) -> None:
    subject = "Tin\r\nBcc: everybody@example.com"

    sent(partners.smtp(), letter("lan@example.com", replace(WORDS, subject=subject)))

    assert [received.to for received in partners.mailbox.received] == ["lan@example.com"]
    assert partners.mailbox.received[0].subject == "Tin Bcc: everybody@example.com"


@pytest.mark.parametrize(
    ("mailbox", "outcome", "trouble"),
    [
        (email_stand_in.NOBODY, Outcome.NEVER, Trouble.NO_SUCH_ADDRESS),
        (email_stand_in.FULL, Outcome.NOT_NOW, Trouble.ADDRESS_BUSY),
        (email_stand_in.UNWILLING, Outcome.NEVER, Trouble.NO_SUCH_ADDRESS),
    ],
)
def test_what_a_mail_server_refuses_for_now_and_for_ever(
    partners: Partners, mailbox: str, outcome: Outcome, trouble: Trouble
) -> None:
    answer = sent(partners.smtp(), letter(f"{mailbox}@example.com"))

    assert (answer.outcome, answer.trouble) == (outcome, trouble)


def test_a_mail_server_that_is_busy_has_not_taken_it(partners: Partners) -> None:
    partners.book.order("smtp_busy")

    answer = sent(partners.smtp())

    assert (answer.outcome, answer.trouble) == (Outcome.NOT_NOW, Trouble.GATEWAY_FAILED)


def test_a_mail_server_that_took_it_and_fell_silent_leaves_it_open(partners: Partners) -> None:
    partners.book.order("smtp_taken_and_silent")

    answer = sent(partners.smtp())

    assert (answer.outcome, answer.trouble) == (Outcome.UNKNOWN, Trouble.NO_ANSWER)


def test_an_address_that_no_mail_can_have_is_refused_without_asking(partners: Partners) -> None:
    answer = sent(partners.smtp(), letter("lan@example.com\r\nRCPT TO:<x@y>"))

    assert answer.outcome == Outcome.NEVER
    assert not partners.mailbox.received
