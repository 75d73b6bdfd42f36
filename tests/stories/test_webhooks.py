"""Other systems hear of what they may know: signed, only codes, tried for three days, never into our own house."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

import motcua.config.systems  # noqa: F401 - registers its jobs
from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.systems import kept_answers, keys, limits, sending, subscriptions, telling, waking
from motcua.effects.systems.models import (
    ConnectedSystem,
    Delivery,
    Scope,
    Standing,
    Subscription,
    SystemDossier,
    Trouble,
)
from motcua.foundation import legal_time, outgoing
from motcua.foundation.outgoing import AddressNotAllowed
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, said
from tests.systems import caller, key_of, system
from tests.world import MONDAY, TUESDAY, World, account, run_jobs


@dataclass
class Receiver:
    """Another system's own door, in a thread of its own."""

    statuses: list[int] = field(default_factory=list)
    got: list[Request] = field(default_factory=list)

    def take(self, asked: Request) -> Answer:
        self.got.append(asked)
        return said({}, status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def their_door(receiver: Receiver, settings: Settings) -> Iterator[StandIn]:
    running = StandIn({("POST", "/hook"): receiver.take}, book=Book()).start()
    settings.WEBHOOK_PRIVATE_HOSTS = frozenset({running.url.removeprefix("http://")})
    yield running
    running.stop()


ALL = sorted(telling.TOLD)


def subscribed(of: ConnectedSystem, url: str, *, kinds: Sequence[str] = ALL) -> tuple[Subscription, str]:
    made = subscriptions.make(of, url=f"{url}/hook", kinds=kinds, at=MONDAY)
    return made.subscription, made.secret


def submitted(world: World, of: ConnectedSystem) -> Dossier:
    dossier = world.draft()
    SystemDossier.objects.create(dossier=dossier, system=of, at=MONDAY)
    intake.submit(dossier, actor=world.lan, at=MONDAY, key=uuid4().hex)
    dossier.refresh_from_db()
    return dossier


def test_a_system_hears_of_its_dossier_signed_and_without_a_word_of_anybody(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    of = system()
    _, secret = subscribed(of, their_door.url)
    dossier = submitted(world, of)

    run_jobs()

    (got,) = receiver.got
    told = got.json()
    assert set(told) == {"id", "type", "happened_at", "dossier"}
    assert (told["id"], told["type"]) == (got.headers["webhook-id"], "dossier.submitted")
    assert (told["dossier"], datetime.fromisoformat(told["happened_at"])) == (dossier.code, MONDAY)
    # An implementation of the specification that others wrote agrees with our signature, and with no other.
    genuine = dict(got.headers)
    assert Webhook(secret).verify(got.body, genuine) == told
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(got.body + b" ", genuine)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(got.body, genuine)
    assert Delivery.objects.get().standing == Standing.DELIVERED


def test_a_system_that_may_not_know_of_a_dossier_hears_nothing(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    own, other, agency = system("Một"), system("Hai"), system("Ba", agency=world.minh_tan)
    for each in (own, other, agency):
        subscribed(each, their_door.url)

    submitted(world, own)
    run_jobs()

    assert {each.subscription.system.name for each in Delivery.objects.all()} == {"Một", "Ba"}
    assert len(receiver.got) == 2


def test_only_what_was_asked_for_is_told(world: World, receiver: Receiver, their_door: StandIn) -> None:
    of = system()
    subscribed(of, their_door.url, kinds=["dossier.accepted"])
    dossier = submitted(world, of)
    world.pay(dossier)
    intake.accept(dossier, actor=world.minh, at=TUESDAY)

    run_jobs()

    assert [each.json()["type"] for each in receiver.got] == ["dossier.accepted"]


def test_told_twice_by_the_queue_is_told_once(world: World, receiver: Receiver, their_door: StandIn) -> None:
    of = system()
    subscribed(of, their_door.url)
    dossier = submitted(world, of)

    telling.note_event.run(event_id=dossier.events.get().pk)
    telling.note_event.run(event_id=dossier.events.get().pk)
    run_jobs()

    assert len(receiver.got) == Delivery.objects.count() == 1


def test_every_act_is_told_or_says_that_it_is_not() -> None:
    assert set(telling.KINDS) | telling.NOT_TOLD == set(Action)
    assert not set(telling.KINDS) & telling.NOT_TOLD


def waiting(of: ConnectedSystem, url: str) -> Delivery:
    subscription, _ = subscribed(of, url)
    return Delivery.objects.create(
        subscription=subscription,
        cause="event 0",
        kind="dossier.accepted",
        dossier_code="H99.1-261116-0001",
        happened_at=MONDAY,
        made_at=MONDAY,
        next_at=MONDAY,
    )


def test_who_is_away_is_tried_again_with_growing_pauses_and_the_same_id(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    delivery, at = waiting(system(), their_door.url), MONDAY
    receiver.statuses = [500, 503, 302, 200]

    moments = []
    while (found := Delivery.objects.get()).standing == Standing.WAITING:
        at = max(at, found.next_at)
        moments.append(at)
        sending.send(delivery.pk, at=at)

    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5)]
    assert {each.headers["webhook-id"] for each in receiver.got} == {str(delivery.pk)}
    assert (found.standing, found.last_status, found.tries) == (Standing.DELIVERED, 200, 4)


def test_a_worker_that_was_killed_leaves_a_delivery_that_is_sent_again(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    delivery = waiting(system(), their_door.url)
    begun = sending._begin(delivery.pk, at=MONDAY)

    sending.send(delivery.pk, at=MONDAY + timedelta(seconds=1))
    before = list(receiver.got)
    sending.send(delivery.pk, at=MONDAY + sending.LEASE)

    assert begun is not None
    assert (len(before), len(receiver.got)) == (0, 1)


def test_after_three_days_it_waits_for_a_person_who_may_send_it_again(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    program = caller(of=(of := system()))
    delivery = waiting(of, their_door.url)
    receiver.statuses = [500] * 100
    at, path = MONDAY, f"/subscriptions/{delivery.subscription_id}/deliveries"
    while (found := Delivery.objects.get()).standing == Standing.WAITING:
        at = max(at, found.next_at)
        sending.send(delivery.pk, at=at)

    dead = program.get(path, standing="dead").json()["deliveries"]
    again = program.post(f"{path}/{delivery.pk}/sending")
    receiver.statuses = []
    sending.send(delivery.pk, at=legal_time.now())

    assert timedelta(hours=60) < at - MONDAY <= sending.PATIENCE
    assert [each["id"] for each in dead] == [str(delivery.pk)]
    assert again.json()["standing"] == "waiting"
    assert Delivery.objects.get().standing == Standing.DELIVERED


def test_whoever_says_that_nobody_is_there_any_more_is_believed(
    world: World, receiver: Receiver, their_door: StandIn
) -> None:
    delivery = waiting(system(), their_door.url)
    receiver.statuses = [410]

    sending.send(delivery.pk, at=MONDAY)

    assert Delivery.objects.get().standing == Standing.DEAD


def test_a_subscription_that_has_ended_gets_nothing_more(world: World, receiver: Receiver, their_door: StandIn) -> None:
    delivery = waiting(of := system(), their_door.url)

    subscriptions.end(delivery.subscription, at=MONDAY)
    submitted(world, of)
    run_jobs()

    assert not receiver.got
    assert Delivery.objects.get().trouble == Trouble.ENDED


@pytest.mark.parametrize("fault", ["timeout", "reset", "broken_gateway"])
def test_a_receiver_that_breaks_is_no_fault_of_the_message(
    world: World, receiver: Receiver, their_door: StandIn, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long is waited is a constant of the module: a test has less patience.
    monkeypatch.setattr(sending, "_WITHIN", 0.2)
    delivery = waiting(system(), their_door.url)
    their_door.book.order(fault)

    sending.send(delivery.pk, at=MONDAY)

    assert Delivery.objects.get().standing == Standing.WAITING
    assert Delivery.objects.get().trouble in {Trouble.NO_ANSWER, Trouble.NOT_TAKEN}


# --- where nothing is ever sent


@pytest.mark.parametrize(
    "url",
    [
        "http://example.vn/hook",
        "ftp://example.vn/hook",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://10.0.0.5/hook",
        "https://192.168.1.1/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.5]/hook",
        "https://[64:ff9b::a00:5]/hook",
        "https://[2002:a00:5::]/hook",
        "https://2130706433/hook",
        "https://0x7f.1/hook",
        "https://127.1/hook",
        "https://0.0.0.0/hook",
        "https://user:secret@example.vn/hook",
        "https://example.vn/hook#x",
        "https:///hook",
        "https://example.vn:x/hook",
        "https://ví-dụ.vn/hook",
        "javascript:alert(1)",
    ],
)
def test_an_address_of_our_own_house_is_refused(world: World, url: str) -> None:
    answer = caller().post("/subscriptions", {"url": url, "events": ["dossier.accepted"]})

    assert (answer.status_code, answer.json()["name"]) == (422, "address-not-allowed")


def test_an_ordinary_address_is_taken(world: World) -> None:
    """Negative control."""
    answer = caller().post("/subscriptions", {"url": "https://example.vn/hook", "events": ["dossier.accepted"]})

    assert answer.status_code == 201
    assert answer.json()["secret"].startswith("whsec_")
    assert "secret" not in caller(of=ConnectedSystem.objects.get()).get("/subscriptions").json()["subscriptions"][0]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fe80::1", "::ffff:192.168.0.1", "100.64.0.1"])
def test_a_name_that_leads_into_our_house_is_looked_at_when_it_is_used(
    world: World, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Patched, because a test asks nobody's name server."""
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("203.0.113.9", 0)), (0, 0, 0, "", (address, 0))]
    )
    delivery = waiting(system(), "https://evil.example")

    sending.send(delivery.pk, at=MONDAY)

    assert Delivery.objects.get().trouble == Trouble.ADDRESS_NOT_ALLOWED


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("8.8.8.8", 0))])

    found = outgoing.target("https://example.vn:8443/hook?x=1", trusted=())

    assert found == outgoing.Target("https://8.8.8.8:8443/hook?x=1", "example.vn:8443", "example.vn")


def test_only_hosts_that_the_operator_names_may_be_at_home() -> None:
    assert outgoing.require_form("http://127.0.0.1:8123/x", trusted={"127.0.0.1:8123"})
    with pytest.raises(AddressNotAllowed):
        outgoing.require_form("http://127.0.0.1:8124/x", trusted={"127.0.0.1:8123"})


def test_a_system_has_so_many_subscriptions_and_no_more(world: World) -> None:
    of = system()
    for _ in range(subscriptions.MOST):
        subscribed(of, "https://example.vn")

    with pytest.raises(subscriptions.TooManySubscriptions):
        subscribed(of, "https://example.vn")


def test_what_is_never_told_cannot_be_asked_for(world: World) -> None:
    with pytest.raises(subscriptions.KindUnknown):
        subscribed(system(), "https://example.vn", kinds=["dossier.decided"])


def test_a_delivery_that_lost_its_job_is_woken(world: World) -> None:
    waiting(system(), "https://example.vn")

    assert [waking.wake(at=MONDAY), waking.wake(at=MONDAY), waking.wake(at=MONDAY + waking.QUEUED_FOR * 2)] == [1, 0, 1]


# --- allowances


def test_an_allowance_fills_again_with_time_and_not_beyond_a_minute(world: World) -> None:
    key = key_of(system(), per_minute=6).key
    for _ in range(6):
        limits.take(key, at=MONDAY)

    with pytest.raises(limits.AskedTooFast):
        limits.take(key, at=MONDAY + timedelta(seconds=9))
    assert limits.take(key, at=MONDAY + timedelta(seconds=10)) == 0
    assert limits.take(key, at=TUESDAY) == 5


def test_answers_are_kept_for_a_day_and_no_longer(world: World) -> None:
    of = system()

    first = kept_answers.begin(of, "one", request="a" * 64, at=MONDAY)
    kept_answers.end(of, "one", kept_answers.Kept(201, {"code": "x"}, "/x"))

    assert first is None
    assert kept_answers.begin(of, "one", request="a" * 64, at=MONDAY) == kept_answers.Kept(201, {"code": "x"}, "/x")
    assert kept_answers.begin(of, "one", request="b" * 64, at=TUESDAY + timedelta(minutes=1)) is None


def test_a_key_without_a_scope_is_none(world: World) -> None:
    with pytest.raises(keys.ScopeMissing):
        keys.give(system(), scopes=(), per_minute=1, by=account("kien").pk, at=MONDAY)
    with pytest.raises(keys.KeyEndsBeforeItBegins):
        keys.give(
            ConnectedSystem.objects.get(),
            scopes=[Scope.FILING],
            per_minute=1,
            by=account("kien").pk,
            at=TUESDAY,
            until=MONDAY,
        )


def test_uses_cannot_be_rewritten(world: World) -> None:
    caller().get("/procedures")

    with pytest.raises(Exception, match="only ever added"), connection.cursor() as cursor:
        cursor.execute("UPDATE systems_systemuse SET status = 200")
