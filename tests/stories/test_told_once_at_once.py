"""Two workers with the same piece of news at the same moment: each person hears it once on each channel."""

from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import reactions
from motcua.effects.notifications.models import Notice, Telling
from motcua.foundation.messaging import outbox, sending
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import choosing
from motcua.foundation.messaging.models import Message, State, Try
from motcua.foundation.messaging.words import Words
from tests.stories.test_messages import Scripted
from tests.world import MONDAY, World


def test_two_workers_at_once_tell_once(committed_world: World) -> None:
    event_id = committed_world.submitted().events.get(action=Action.SUBMIT).pk
    failed: list[Exception] = []
    together = Barrier(2)

    def work() -> None:
        together.wait()
        try:
            reactions.tell_applicant.run(event_id=event_id)
        except Exception as error:  # noqa: BLE001 - told in the test's own thread
            failed.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failed == []
    assert Notice.objects.count() == 1
    assert Message.objects.count() == Telling.objects.count() == 4


def test_while_one_worker_begins_another_leaves_the_message_alone(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Scripted("one")
    monkeypatch.setattr(choosing, "gateways", lambda _: [gateway])
    person_id = committed_world.lan.person_id
    assert person_id is not None
    words = Words(short="Hồ sơ đã được tiếp nhận.")
    outbox.put(person_id, channels=[Channel.SMS], cause="event 1", kind="accept", about="x", words=words, at=MONDAY)
    message = Message.objects.get()
    begins, other_is_done = Event(), Event()
    note_begun = sending._note_begun

    def held_open(*args: Any, **facts: Any) -> None:
        note_begun(*args, **facts)
        if not begins.is_set():
            begins.set()
            other_is_done.wait(10)

    monkeypatch.setattr(sending, "_note_begun", held_open)

    def work() -> None:
        sending.send(message.pk, at=MONDAY)
        connection.close()

    worker = Thread(target=work)
    worker.start()
    assert begins.wait(10)
    sending.send(message.pk, at=MONDAY)
    other_is_done.set()
    worker.join()

    assert len(gateway.given) == 1
    assert Message.objects.get().state == State.SENT
    assert Try.objects.count() == 2
