"""Web push against an independent push service that really decrypts, and against one that refuses."""

import base64
import json
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from py_vapid import Vapid02  # type: ignore[import-untyped]
from pytest_django import Settings

from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.port import Letter
from motcua.foundation.messaging.gateways.push import public_key, subscriptions
from motcua.foundation.messaging.gateways.push.client import Push
from motcua.foundation.messaging.models import Outcome, PushSubscription, Trouble
from motcua.foundation.messaging.words import Words
from motcua.foundation.stand_ins.door import Answer, Book, StandIn
from tests import peers
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
#: Made for these tests.
KEY = "JrVGJsiwPQ6DZrgSLLuFN1xEmNTpy_Io4bOdJzEEUuA"
WORDS = Words(subject="Đã có kết quả", short="Mời ông/bà đến nhận kết quả.", path="/dossiers")
#: The subscription of RFC 8291, section 5.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


@pytest.fixture
def push(settings: Settings) -> Iterator[Push]:
    settings.VAPID_KEY = KEY
    yield Push(KEY, "mailto:one-stop@song-lam.example")
    http.forget_connections()


@pytest.fixture
def service() -> Iterator[str]:
    """Npm's web-push-testing: keeps the keys of a pretended browser, and checks our signature."""
    program = peers.node_package("web-push-testing") / "src/bin/server.js"
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    with subprocess.Popen(
        [peers.program("node"), str(program), str(port)], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert "running" in running.stdout.readline()
        yield f"http://localhost:{port}"
        running.terminate()


@dataclass(frozen=True)
class Browser:
    """What the push service says of a browser that subscribed."""

    service: str
    hash: str

    def shown(self) -> list[Any]:
        found = httpx.post(f"{self.service}/get-notifications", json={"clientHash": self.hash}).json()["data"][
            "messages"
        ]
        return [json.loads(each) for each in found]


def subscribed(world: World, service: str) -> Browser:
    asked = {"userVisibleOnly": "true", "applicationServerKey": public_key.public_key()}
    answer = httpx.post(f"{service}/subscribe", json=asked).json()["data"]
    add(world, endpoint=answer["endpoint"], **answer["keys"])
    return Browser(service, answer["clientHash"])


def add(world: World, *, endpoint: str, p256dh: str = P256DH, auth: str = AUTH) -> None:
    assert world.lan.account_id is not None
    subscriptions.add(world.lan.account_id, endpoint=endpoint, p256dh=p256dh, auth=auth, device="Máy thử", at=MONDAY)


def letter(world: World) -> Letter:
    return Letter(uuid4(), "1", WORDS, person_id=world.lan.person_id)


def now() -> datetime:
    """The service compares what our signature says with its own clock."""
    return datetime.now(tz=UTC)


def test_a_service_of_others_decrypts_what_we_mean(world: World, push: Push, service: str) -> None:
    browser = subscribed(world, service)
    one = letter(world)

    answer = push.send(one, at=now())

    assert (answer.outcome, answer.code) == (Outcome.ACCEPTED, "201")
    (shown,) = browser.shown()
    expected = {"title": WORDS.subject, "body": WORDS.short, "path": WORDS.path, "tag": one.reference.hex}
    assert shown == expected


def test_it_finds_a_signature_of_another_key(world: World, push: Push, service: str) -> None:
    """Negative control: the browser was told another key than the one that signs."""
    browser = subscribed(world, service)
    other = Vapid02()
    other.generate_keys()
    number = other.private_key.private_numbers().private_value.to_bytes(32, "big")
    stranger = Push(base64.urlsafe_b64encode(number).decode().rstrip("="), push.contact)

    assert stranger.send(letter(world), at=now()).outcome != Outcome.ACCEPTED
    assert browser.shown() == []


def test_a_browser_that_has_gone_is_forgotten(world: World, push: Push, service: str) -> None:
    browser = subscribed(world, service)
    httpx.post(f"{service}/expire-subscription/{browser.hash}")

    answer = push.send(letter(world), at=now())

    assert (answer.outcome, answer.trouble, answer.code) == (Outcome.NEVER, Trouble.NO_SUCH_ADDRESS, "410")
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("status", "outcome", "trouble"),
    [
        (201, Outcome.ACCEPTED, Trouble.NONE),
        (404, Outcome.NEVER, Trouble.NO_SUCH_ADDRESS),
        (413, Outcome.NEVER, Trouble.TOO_LARGE),
        (429, Outcome.NOT_NOW, Trouble.TOO_MANY),
        (403, Outcome.NOT_NOW, Trouble.NOT_LET_IN),
        (500, Outcome.UNKNOWN, Trouble.GATEWAY_FAILED),
    ],
)
def test_what_a_push_service_answers(world: World, push: Push, status: int, outcome: Outcome, trouble: Trouble) -> None:
    door = StandIn({("POST", "/push/1"): lambda _: Answer(b"", status)}, book=Book()).start()
    add(world, endpoint=f"{door.url}/push/1")

    answer = push.send(letter(world), at=MONDAY)

    door.stop()
    assert (answer.outcome, answer.trouble) == (outcome, trouble)
    assert PushSubscription.objects.exists() is (status != 404)


def test_one_device_that_takes_it_is_enough(world: World, push: Push) -> None:
    door = StandIn(
        {("POST", "/push/1"): lambda _: Answer(b"", 410), ("POST", "/push/2"): lambda _: Answer(b"", 201)}, book=Book()
    ).start()
    for number in (1, 2):
        add(world, endpoint=f"{door.url}/push/{number}")

    assert push.send(letter(world), at=MONDAY).outcome == Outcome.ACCEPTED
    door.stop()
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://10.0.0.1/x",
        "file:///etc",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:99999/x",
        "https://[fcm.googleapis.com/x",
        "https://fcm.googleapis.com/\ud800",
    ],
)
def test_we_are_nobody_s_messenger(world: World, settings: Settings, endpoint: str) -> None:
    settings.DEMO = False

    with pytest.raises(subscriptions.PushServiceUnknown):
        add(world, endpoint=endpoint)
    add(world, endpoint="https://fcm.googleapis.com/fcm/send/abc")


@pytest.mark.parametrize(
    ("p256dh", "auth"), [("AAAA", AUTH), (P256DH, "AAAA"), ("é", AUTH), ("", ""), ("BA" + "A" * 85, AUTH)]
)
def test_a_broken_subscription_is_refused(world: World, p256dh: str, auth: str) -> None:
    with pytest.raises(subscriptions.SubscriptionBroken):
        add(world, endpoint="https://fcm.googleapis.com/x", p256dh=p256dh, auth=auth)


def test_addresses_of_devices_lie_sealed(world: World) -> None:
    add(world, endpoint="https://fcm.googleapis.com/fcm/send/abc")

    assert b"abc" not in bytes(PushSubscription.objects.get().sealed)
