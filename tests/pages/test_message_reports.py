"""A gateway reports what became of a message: once, twice, late, forged. And the demonstration shows what was sent."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.foundation.messaging import outbox, reports
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways.esms import inbound
from motcua.foundation.messaging.gateways.mailbox import Mailbox, Received
from motcua.foundation.messaging.models import Message, Outcome, State, Try
from motcua.foundation.messaging.words import Words
from motcua.foundation.stand_ins.door import Book, StandIn
from tests.world import MONDAY, World

DOOR = "portal:esms-report"


@pytest.fixture
def message(world: World) -> Message:
    assert world.lan.person_id is not None
    outbox.put(
        world.lan.person_id,
        channels=[Channel.SMS],
        cause="event 1",
        kind="accept",
        about="dossier 1",
        words=Words(short="Đã tiếp nhận"),
        at=MONDAY,
    )
    made = Message.objects.get()
    Try.objects.create(message=made, number=1, gateway="esms", outcome=Outcome.BEGUN, at=MONDAY)
    return made


def said(message: Message, *, failed: str = "0", status: str = "5") -> dict[str, str]:
    return {"RequestId": str(message.reference), "SendStatus": status, "SendFailed": failed}


def told(message: Message, **facts: str) -> int:
    return Client().get(reverse(DOOR, kwargs={"key": inbound.door_key()}), said(message, **facts)).status_code


def test_delivered_is_noted_once_however_often_it_is_said(message: Message) -> None:
    assert [told(message), told(message)] == [200, 200]

    message.refresh_from_db()
    assert message.state == State.DELIVERED
    assert message.delivered_at is not None
    assert message.attempts.filter(outcome=Outcome.DELIVERED).count() == 1


def test_what_was_delivered_stays_delivered(message: Message) -> None:
    told(message)
    told(message, failed="1")

    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_not_delivered_is_for_ever(message: Message) -> None:
    told(message, failed="1")

    message.refresh_from_db()
    assert (message.state, message.trouble) == (State.FAILED_FOR_EVER, "not_delivered")


def test_under_way_says_nothing(message: Message) -> None:
    assert told(message, status="7") == 200

    message.refresh_from_db()
    assert message.state == State.QUEUED


@pytest.mark.parametrize("reference", ["", "x", str(uuid4())], ids=["none", "broken", "unknown"])
def test_a_report_about_nothing_of_ours_is_not_there(message: Message, reference: str) -> None:
    report = {**said(message), "RequestId": reference}

    assert Client().get(reverse(DOOR, kwargs={"key": inbound.door_key()}), report).status_code == 404


def test_without_the_key_nobody_reports(message: Message) -> None:
    forged = Client().get(reverse(DOOR, kwargs={"key": "0" * 32}), said(message))

    message.refresh_from_db()
    assert (forged.status_code, message.state) == (404, State.QUEUED)


def test_a_gateway_reports_only_what_it_was_given(message: Message) -> None:
    with pytest.raises(reports.NotOurs):
        reports.note(message.reference, gateway="vinaphone", outcome=Outcome.DELIVERED, code="5", at=MONDAY)


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    door = StandIn(box.routes(), book=Book()).start()
    settings.STAND_IN_MAILBOX = door.url
    yield box
    door.stop()


def test_the_demonstration_shows_what_was_sent(db: None, mailbox: Mailbox) -> None:
    assert "Chưa có thư hay tin nhắn nào" in Client().get("/phone-stand-in").text

    mailbox.keep(
        Received("smtp", "lan@example.com", "Hồ sơ <b>đã</b> xong.\nMời ông/bà đến nhận.", "1", "Đã có kết quả")
    )
    mailbox.keep(Received("esms", "84912000111", "Ma 123456", "2"))

    page = Client().get("/phone-stand-in").text
    assert "Đã có kết quả" in page
    assert "&lt;b&gt;đã" in page
    assert "…111" in page
    assert "84912000111" not in page
    assert page.index("Ma 123456") < page.index("Đã có kết quả"), "the newest first"


def test_where_no_stand_in_runs_it_is_said_so(db: None, settings: Settings) -> None:
    settings.STAND_IN_MAILBOX = "http://127.0.0.1:9"

    assert "Hộp thư của bản thử chưa mở" in Client().get("/phone-stand-in").text
