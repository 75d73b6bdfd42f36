"""Messages leave once: one for each cause, at the right hour, and again until somebody takes them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.messaging import outbox, preferences, reports, sending, waking
from motcua.foundation.messaging.channels import Channel, Group
from motcua.foundation.messaging.gateways import choosing
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.models import ContactPhone, Message, Outcome, Relation, State, Trouble
from motcua.foundation.messaging.words import Words
from tests.world import MONDAY, World

WORDS = Words(subject="Đã tiếp nhận", text="Hồ sơ đã được tiếp nhận.", short="Hồ sơ đã được tiếp nhận.")
PHONE = "0912000111"


@dataclass
class Scripted:
    """A gateway that answers as it was told, and keeps what it was given."""

    name: str
    channel: Channel = Channel.SMS
    answers: list[Answer] = field(default_factory=list)
    given: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter, *, at: datetime) -> Answer:  # noqa: ARG002 - as every gateway
        self.given.append(letter)
        return self.answers.pop(0) if self.answers else accepted(f"{self.name}-{len(self.given)}")


@pytest.fixture(autouse=True)
def breakers() -> Iterator[None]:
    choosing.BREAKERS.clear()
    yield
    choosing.BREAKERS.clear()


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    return both(monkeypatch)[0]


def both(monkeypatch: pytest.MonkeyPatch) -> tuple[Scripted, Scripted]:
    """The gateways are settings; what they answer here is the case itself."""
    one, two = Scripted("one"), Scripted("two")
    monkeypatch.setattr(choosing, "gateways", lambda channel: [one, two] if channel is Channel.SMS else [])
    return one, two


def lan(world: World) -> Person:
    assert world.lan.person_id is not None
    return Person.objects.get(pk=world.lan.person_id)


def put(person: Person, *, cause: str = "event 1", at: datetime = MONDAY, kind: str = "accept") -> Message:
    outbox.put(person.pk, channels=[Channel.SMS], cause=cause, kind=kind, about="dossier 1", words=WORDS, at=at)
    return Message.objects.get(person=person, cause=cause)


def tries(message: Message) -> list[tuple[str, str]]:
    return list(message.attempts.order_by("pk").values_list("gateway", "outcome"))


def sent(message: Message, *, at: datetime = MONDAY) -> Message:
    sending.send(message.pk, at=at)
    message.refresh_from_db()
    return message


def test_one_cause_is_one_message_however_often_it_is_put(world: World, first: Scripted) -> None:
    message = put(lan(world))
    again = put(lan(world))

    sent(message)
    sent(again)

    assert message.pk == again.pk
    assert len(first.given) == 1
    assert (again.state, again.gateway, again.gateway_id) == (State.SENT, "one", "one-1")
    assert tries(message) == [("one", Outcome.BEGUN), ("one", Outcome.ACCEPTED)]


def test_a_report_that_is_faster_than_the_answer_stays(world: World, first: Scripted) -> None:
    message = put(lan(world))

    def delivered(letter: Letter, *, at: datetime) -> Answer:
        reports.note(letter.reference, gateway="one", outcome=Outcome.DELIVERED, code="0", at=at)
        return accepted("one-1")

    first.send = delivered  # type: ignore[method-assign]  # the order in which things come is the case itself

    assert sent(message).state == State.DELIVERED


def test_neither_words_nor_number_lie_readable(world: World, first: Scripted) -> None:
    message = sent(put(lan(world)))

    assert "tiếp nhận".encode() not in bytes(message.words_sealed)
    assert message.words == WORDS
    assert message.address_shown == f"…{lan(world).phone[-3:]}"


def test_at_night_nothing_rings(world: World, first: Scripted) -> None:
    night = datetime(2026, 11, 16, 22, 0, tzinfo=VIETNAM)
    message = put(lan(world), at=night)

    assert waking.wake(at=night) == 0
    assert sent(message, at=night).state == State.QUEUED
    morning = datetime(2026, 11, 17, 7, 0, tzinfo=VIETNAM)
    assert message.next_at == morning
    assert waking.wake(at=morning) == 1
    assert sent(message, at=morning).state == State.SENT


def test_a_code_waits_for_no_morning(first: Scripted, db: None) -> None:
    night = datetime(2026, 11, 16, 22, 0, tzinfo=VIETNAM)
    outbox.put_code(PHONE, cause="code 1", about="assistance 1", words=Words(short="Mã 123456"), at=night)

    assert sent(Message.objects.get(), at=night).state == State.SENT
    assert first.given[0].address == PHONE


def test_her_own_quiet_hours_count(world: World, first: Scripted) -> None:
    account = preferences.account_of(lan(world).pk)
    assert account is not None
    preferences.keep_quiet(account, starts=time(9), ends=time(11))

    message = put(lan(world), at=datetime(2026, 11, 16, 10, 0, tzinfo=VIETNAM))

    assert message.next_at == datetime(2026, 11, 16, 11, 0, tzinfo=VIETNAM)


def test_what_she_does_not_want_is_kept_as_not_wanted(world: World, first: Scripted) -> None:
    account = preferences.account_of(lan(world).pk)
    assert account is not None
    preferences.choose(account, channel=Channel.SMS, group=Group.PROGRESS, wanted=False)

    progress, result = put(lan(world)), put(lan(world), cause="event 2", kind="publish")

    assert (progress.state, progress.trouble) == (State.SUPPRESSED, Trouble.NOT_WANTED)
    assert result.state == State.QUEUED
    assert sent(progress).state == State.SUPPRESSED


def test_news_goes_to_the_telephone_of_whom_she_named(world: World, first: Scripted) -> None:
    preferences.name_contact_phone(lan(world).pk, phone=PHONE, relation=Relation.CHILD, at=MONDAY)

    sent(put(lan(world)))

    assert first.given[0].address == PHONE
    assert PHONE.encode() not in bytes(ContactPhone.objects.get().phone_sealed)


def test_without_a_gateway_or_an_address_it_is_said_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent(put(lan(world)))
    assert (message.state, message.trouble) == (State.SUPPRESSED, Trouble.NO_GATEWAY)

    both(monkeypatch)
    nobody = Person.named("Không Máy")
    nobody.save()
    message = sent(put(nobody, cause="event 2"))
    assert (message.state, message.trouble) == (State.SUPPRESSED, Trouble.NO_ADDRESS)


def test_for_ever_and_for_now_are_told_apart(world: World, first: Scripted) -> None:
    first.answers = [refused(Trouble.NO_SUCH_ADDRESS, code="99"), refused(Trouble.ADDRESS_BUSY, code="21")]

    never, later = sent(put(lan(world))), sent(put(lan(world), cause="event 2"))

    assert (never.state, never.trouble, never.failed_at is not None) == (State.FAILED_FOR_EVER, "no_such_address", True)
    assert later.state == State.FAILED_FOR_NOW
    assert MONDAY + sending.PAUSES[0] <= later.next_at < MONDAY + sending.PAUSES[0] + timedelta(seconds=1)
    assert [row.code for row in never.attempts.order_by("pk")] == ["", "99"]


def test_pauses_grow_and_end_after_three_days(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for gateway in both(monkeypatch):
        gateway.answers = [refused(Trouble.ADDRESS_BUSY)] * 50
    account = preferences.account_of(lan(world).pk)
    assert account is not None
    preferences.keep_quiet(account, starts=time(0), ends=time(0))
    message = put(lan(world))
    pauses, at = [], MONDAY

    while sent(message, at=at).state == State.FAILED_FOR_NOW:
        pauses.append(message.next_at - at)
        at = message.next_at

    assert all(one <= next_ + timedelta(seconds=1) for one, next_ in pairwise(pauses))
    assert (message.state, message.trouble) == (State.FAILED_FOR_EVER, Trouble.EXPIRED)
    assert timedelta(hours=66) < at - MONDAY < timedelta(hours=72)


def test_another_gateway_takes_over_at_once_where_it_certainly_did_not_leave(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = both(monkeypatch)
    one.answers = [refused(Trouble.NOT_REACHED)]

    message = sent(put(lan(world)))

    assert (message.state, message.gateway) == (State.SENT, "two")
    assert tries(message) == [
        ("one", Outcome.BEGUN),
        ("one", Outcome.NOT_NOW),
        ("two", Outcome.BEGUN),
        ("two", Outcome.ACCEPTED),
    ]


def test_in_doubt_the_same_gateway_is_asked_under_the_same_reference(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not the other one: both might send it."""
    one, two = both(monkeypatch)
    one.answers = [refused(Trouble.NO_ANSWER)]
    message = sent(put(lan(world)))
    assert message.state == State.FAILED_FOR_NOW

    sent(message, at=message.next_at)

    assert message.state == State.SENT
    assert two.given == []
    assert len({letter.reference for letter in one.given}) == 1


def test_a_dead_gateway_is_given_up_within_a_quarter_of_an_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = both(monkeypatch)
    one.answers = [refused(Trouble.NO_ANSWER)] * 20
    message, at = put(lan(world)), MONDAY

    while sent(message, at=at).state != State.SENT:
        # A worker looks each minute.
        at = max(message.next_at, at + timedelta(minutes=1))

    assert message.gateway == "two"
    assert at - MONDAY <= timedelta(minutes=14)


def test_who_comes_after_does_not_wait_for_the_dead_gateway(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = both(monkeypatch)
    one.answers = [refused(Trouble.NO_ANSWER)] * 20
    for number in range(3):
        sent(put(lan(world), cause=f"event {number}"))

    later = sent(put(lan(world), cause="event 9"))

    assert (later.state, later.gateway) == (State.SENT, "two")
    assert len(one.given) == 3


def test_a_try_that_was_cut_off_is_made_again_by_the_same_gateway(world: World, first: Scripted) -> None:
    message = put(lan(world))
    assert sending._begin(message.pk, blamed=frozenset(), at=MONDAY) is not None

    assert sent(message).state == State.QUEUED, "somebody may still be at it"
    after = MONDAY + sending.LEASE
    assert sent(message, at=after).state == State.SENT
    assert tries(message) == [("one", Outcome.BEGUN), ("one", Outcome.BEGUN), ("one", Outcome.ACCEPTED)]


def test_what_was_woken_is_not_woken_again_before_its_job_can_be_lost(world: World, first: Scripted) -> None:
    put(lan(world))

    assert waking.wake(at=MONDAY + timedelta(minutes=1)) == 0
    assert waking.wake(at=MONDAY + timedelta(minutes=11)) == 1


@pytest.mark.parametrize(
    "short", ["Số 001195000011", "Số 001 195 000 011", "Số {own}", "so {spaced} ban nhe"], ids=range(4)
)
def test_an_identity_number_never_leaves_by_sms(world: World, first: Scripted, short: str) -> None:
    person = lan(world)
    own = person.personal_id
    assert own
    words = Words(short=short.format(own=own, spaced="-".join(own)))

    outbox.put(
        person.pk, channels=[Channel.SMS], cause="event 7", kind="accept", about="dossier 1", words=words, at=MONDAY
    )

    message = sent(Message.objects.get(cause="event 7"))
    assert (message.state, message.trouble) == (State.FAILED_FOR_EVER, Trouble.UNSAFE_WORDS)
    assert first.given == []
