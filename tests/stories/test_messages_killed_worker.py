"""A worker that is killed -9 in the middle of sending loses nothing, and doubles at most the message it was at."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import F

from launcher.folders import ROOT
from motcua.foundation import legal_time
from motcua.foundation.messaging import outbox, waking
from motcua.foundation.messaging.gateways.esms import stand_in as esms
from motcua.foundation.messaging.gateways.mailbox import Mailbox
from motcua.foundation.messaging.gateways.vinaphone import stand_in as vinaphone
from motcua.foundation.messaging.models import Message, State
from motcua.foundation.messaging.stand_in import settings as leading_to
from motcua.foundation.messaging.words import Words
from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, Routes, StandIn
from tests.world import World

MESSAGES = 12
KILLED_AT = 5
#: As if so much time had passed since the kill.
LATER = timedelta(hours=1)


@dataclass
class Deadly:
    """A gateway that has the worker killed while it is asked, before or after it has taken the message."""

    moment: str
    routes: Routes
    box: Mailbox
    #: Several ask at once: each has a number of its own.
    asked: Iterator[int] = field(default_factory=lambda: count(1))
    worker: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def door(self) -> StandIn:
        return StandIn({path: self._wrapped(route) for path, route in self.routes.items()}, book=Book()).start()

    def _wrapped(self, route: Route) -> Route:
        def answer(request: Request) -> Answer:
            is_last = next(self.asked) == KILLED_AT
            if is_last and self.moment == "before":
                self.worker[-1].send_signal(signal.SIGKILL)
                return Answer(b"", 503)
            taken = route(request)
            if is_last and self.moment == "after":
                self.worker[-1].send_signal(signal.SIGKILL)
            return taken

        return answer


def deadly(moment: str, gateway: str) -> Deadly:
    book, box = Book(), Mailbox()
    partner = {"vinaphone": vinaphone, "esms": esms}[gateway]
    return Deadly(moment, partner.routes(book, box), box)


@pytest.fixture
def people(committed_world: World) -> Iterator[World]:
    yield committed_world
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def put(messages: int) -> None:
    at = legal_time.now()
    for number in range(messages):
        outbox.put_code(
            f"09120000{number:02d}", cause=f"code {number}", about="test", words=Words(short=f"Mã {number}"), at=at
        )


def surroundings(url: str, gateway: str, *, careless: bool) -> dict[str, str]:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    told = {
        **leading_to(url, smtp_port=9),
        "SMS_GATEWAYS": gateway,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": django_settings.SECRET_KEY,
        "PERSONAL_DATA_KEY": django_settings.PERSONAL_DATA_KEY,
        "SEARCH_KEY": django_settings.SEARCH_KEY,
        "LOG_LEVEL": "ERROR",
    }
    return {**os.environ, **told, **({"CARELESS": "1"} if careless else {})}


def work(killer: Deadly, environment: dict[str, str], *, concurrency: int) -> int:
    """What the worker ended with: by itself when there is nothing left to do, or killed."""
    program = str(Path(__file__).with_name("message_sender.py"))
    running = subprocess.Popen([sys.executable, program, str(concurrency)], env=environment, cwd=ROOT)
    killer.worker.append(running)
    return running.wait(timeout=120)


def sent_with_a_kill(killer: Deadly, gateway: str, *, careless: bool = False, concurrency: int = 1) -> Counter[str]:
    """How often each message arrived at the gateway."""
    door = killer.door()
    put(MESSAGES)
    environment = surroundings(door.url, gateway, careless=careless)
    assert work(killer, environment, concurrency=concurrency) == -signal.SIGKILL
    Message.objects.waiting().update(next_at=F("next_at") - LATER, woken_at=F("woken_at") - LATER)
    Message.objects.waiting().update(first_tried_at=legal_time.now())
    waking.wake(at=legal_time.now())
    assert work(killer, environment, concurrency=concurrency) == 0
    door.stop()
    return Counter(received.text for received in killer.box.received)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_nothing_is_lost_and_one_is_doubled_at_most(people: World, moment: str) -> None:
    """With a gateway that knows no references: killed after it took the message, nobody can know that it did."""
    arrived = sent_with_a_kill(deadly(moment, "vinaphone"), "vinaphone")

    assert len(arrived) == MESSAGES
    assert sum(arrived.values()) - MESSAGES == (1 if moment == "after" else 0)
    assert not Message.objects.exclude(state=State.SENT).exists()


def test_a_gateway_that_knows_references_doubles_nothing(people: World) -> None:
    """Several are on their way at the moment of the kill."""
    arrived = sent_with_a_kill(deadly("after", "esms"), "esms", concurrency=4)

    assert arrived == Counter(f"Ma {number}" for number in range(MESSAGES))
    assert not Message.objects.exclude(state=State.SENT).exists()


def test_whoever_notes_it_before_sending_loses_it(people: World) -> None:
    """Negative control: the same kill, a worker that says "sent" first."""
    arrived = sent_with_a_kill(deadly("before", "vinaphone"), "vinaphone", careless=True)

    assert len(arrived) == MESSAGES - 1
    assert not Message.objects.exclude(state=State.SENT).exists(), "and nobody would know"
