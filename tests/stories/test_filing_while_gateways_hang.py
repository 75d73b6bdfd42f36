"""A gateway that hangs slows nobody who files: requests only put messages into the outbox, and nothing else waits."""

import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from motcua.foundation.jobs import queue
from motcua.foundation.messaging import outbox, sending
from motcua.foundation.messaging.gateways import choosing, http
from motcua.foundation.messaging.gateways.port import refused
from motcua.foundation.messaging.models import Message, State, Trouble
from tests.world import MONDAY, World, run_jobs


class Called(AssertionError):
    """Somebody opened a connection to a partner."""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls out is caught at the socket, below every library."""

    def connect(_: socket.socket, address: object) -> None:
        if isinstance(address, tuple):
            raise Called(address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def hanging(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """All channels are set up, and every gateway hangs until its time is up."""
    asked: list[str] = []
    settings.SMTP_HOST = "127.0.0.1"
    settings.ESMS_URL = settings.VINAPHONE_URL = settings.ZALO_URL = "http://127.0.0.1:9"

    def hang(url: str, **_: object) -> None:
        asked.append(url)
        raise http.Unanswered(refused(Trouble.NO_ANSWER))

    monkeypatch.setattr(http, "said", hang)
    choosing.BREAKERS.clear()
    yield asked
    choosing.BREAKERS.clear()


def test_filing_accepting_and_deciding_call_nobody(world: World, hanging: list[str], no_network: None) -> None:
    world.decided("1.013227")

    assert hanging == []


def test_the_test_above_can_fail(no_network: None) -> None:
    with socket.socket() as line, pytest.raises(Called):
        line.connect(("127.0.0.1", 9))


def test_messages_wait_in_a_queue_of_their_own(world: World, hanging: list[str]) -> None:
    from django.db import connection

    assert world.lan.person_id is not None
    outbox.put(
        world.lan.person_id,
        channels=[outbox.Channel.SMS],
        cause="event 1",
        kind="accept",
        about="dossier 1",
        words=outbox.Words(short="Tin"),
        at=MONDAY,
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT queue_name FROM procrastinate_jobs WHERE task_name = %s", [outbox.SEND])
        assert cursor.fetchall() == [(outbox.QUEUE,)]
        cursor.execute("SELECT DISTINCT queue_name FROM procrastinate_jobs WHERE task_name <> %s", [outbox.SEND])
        assert cursor.fetchall() in ([], [(queue.DEFAULT,)])


def test_a_hanging_gateway_is_asked_a_few_times_and_then_left_alone(world: World, hanging: list[str]) -> None:
    for number in range(20):
        assert world.lan.person_id is not None
        outbox.put(
            world.lan.person_id,
            channels=[outbox.Channel.SMS],
            cause=f"event {number}",
            kind="accept",
            about="dossier 1",
            words=outbox.Words(short="Tin"),
            at=MONDAY,
        )

    for message in Message.objects.order_by("pk"):
        sending.send(message.pk, at=MONDAY)

    assert len(hanging) <= 2 * 3, "each of two gateways until its breaker opens"
    assert Message.objects.filter(state=State.FAILED_FOR_NOW).count() == 20


def test_a_dossier_goes_its_way_although_every_gateway_hangs(world: World, hanging: list[str]) -> None:
    dossier = world.decided("1.013227")

    run_jobs()

    dossier.refresh_from_db()
    assert dossier.state == "decided"
    assert not Message.objects.filter(state=State.SENT).exists()
