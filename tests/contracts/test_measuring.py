"""The measuring service over its true wire: each status once and in order, nobody in it, and nothing lost."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.core.management import call_command
from pytest_django import Settings

from motcua.blueprints.catalogue.definition import ServiceLevel
from motcua.dossiers.commands import arriving
from motcua.dossiers.models import Channel, Dossier, DossierEvent, SettledHow, Way
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.effects.measuring import client, codes, outbound, stand_in, wire
from motcua.effects.measuring.models import Measurement
from motcua.effects.measuring.stand_in import MeasuringStandIn, wrong_in
from motcua.effects.measuring.wire import MeasuringDown, MeasuringRefused
from motcua.foundation.accounts import demo
from tests.receipts import paid
from tests.world import MONDAY, TUESDAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Settings) -> Iterator[MeasuringStandIn]:
    opened = stand_in.stand_in()
    opened.start()
    settings.EMC_URL, settings.EMC_PROFILE, settings.EMC_SITE = opened.url, stand_in.PROFILE, stand_in.SITE
    yield opened
    client.forget()
    opened.stop()


def note(dossier: Dossier) -> None:
    """What the reaction to each event does, in order."""
    for event in DossierEvent.objects.filter(dossier=dossier).order_by("number"):
        outbound.note_event.run(event_id=event.pk)


def send(dossier: Dossier) -> None:
    for measured in Measurement.objects.filter(dossier=dossier).select_related("dossier").order_by("pk"):
        outbound.deliver(measured, at=TUESDAY)


def told(service: MeasuringStandIn) -> list[int]:
    return [each["Status"] for each in service.measures.taken]


def test_a_dossier_is_told_status_by_status(world: World, service: MeasuringStandIn) -> None:
    dossier = world.finished()

    note(dossier)
    send(dossier)

    assert service.book.complaints == []
    said = told(service)
    assert said[0] == codes.Status.OTHER
    assert codes.Status.RECEIVED in said
    assert codes.Status.PROCESSING in said or codes.Status.ASSIGNED in said
    assert all(one != next_one for one, next_one in pairwise(said)), "each once"


def test_what_is_told_names_nobody(world: World, service: MeasuringStandIn) -> None:
    dossier = world.submitted("1.001193")
    note(dossier)
    send(dossier)

    whole = json.dumps(service.measures.taken, ensure_ascii=False)
    for person in demo.PEOPLE:
        assert person.full_name not in whole
        assert person.personal_id not in whole
        assert person.phone not in whole
    first = service.measures.taken[0]
    assert set(json.loads(first["User"]).values()) == {""}
    assert first["Data"] == ""
    assert first["MaHoSo"] == dossier.code


def test_an_event_that_is_reacted_to_twice_is_told_once(world: World, service: MeasuringStandIn) -> None:
    dossier = world.accepted()

    note(dossier)
    note(dossier)
    send(dossier)
    send(dossier)

    assert told(service) == [codes.Status.OTHER, codes.Status.RECEIVED]


@pytest.mark.parametrize("fault", ["timeout", "broken_gateway", "html", "reset", "busy", "lost_answer"])
def test_while_it_is_down_the_job_tries_again_and_nothing_is_lost(
    world: World, service: MeasuringStandIn, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A second, not five: how long the client waits is a number and no behaviour.
    monkeypatch.setattr(client, "_LIMIT_SECONDS", 1.0)
    client.forget()
    dossier = world.submitted("1.001193")
    note(dossier)
    service.book.order(fault)

    with pytest.raises(MeasuringDown):
        send(dossier)
    assert Measurement.objects.get().sent_at is None

    send(dossier)
    assert Measurement.objects.get().sent_at == TUESDAY
    assert Measurement.objects.get().tries == 2
    assert set(told(service)) == {codes.Status.OTHER}


def test_what_is_refused_is_set_aside_and_sent_again_when_asked(
    world: World, service: MeasuringStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = world.accepted()
    note(dossier)
    service.book.order("refuse")

    send(dossier)

    first, second = Measurement.objects.order_by("pk")
    assert (first.refused_at, first.sent_at) == (TUESDAY, None)
    assert second.sent_at == TUESDAY, "the next one does not wait for a person"
    call_command("send_measurements", "--refused")
    assert "queued again: 1" in capsys.readouterr().out
    outbound.deliver(first, at=TUESDAY)
    first.refresh_from_db()
    assert (first.refused_at, first.sent_at) == (None, TUESDAY)


def test_without_an_address_nothing_is_written_down(world: World) -> None:
    dossier = world.accepted()

    note(dossier)

    assert not Measurement.objects.exists()


def test_a_dossier_of_the_national_portal_says_so(world: World, service: MeasuringStandIn) -> None:
    dossier = world.submitted("1.001193")
    note(dossier)
    assert wire.message(Measurement.objects.get())["IsFromDVCQG"] == 0

    filed = arriving.arrive(
        arriving.Arriving(
            key="national_portal 1",
            version=dossier.procedure_version,
            agency=world.minh_tan,
            applicant=dossier.applicant,
            account_id=None,
            holder=dossier.applicant,
            told_holder=None,
            organisation=None,
            answers=dossier.answers.data,
            papers=(),
            source="national_portal",
            is_vouched=True,
        ),
        at=MONDAY,
    )
    there = filed.dossier
    note(there)

    assert wire.message(Measurement.objects.get(dossier=there))["IsFromDVCQG"] == 1


@pytest.mark.parametrize(
    ("how", "code"),
    [(SettledHow.TRANSFER, 1), (SettledHow.CASH, 2), (SettledHow.NOTHING_DUE, 0)],
)
def test_how_it_was_paid_is_told(world: World, service: MeasuringStandIn, how: SettledHow, code: int) -> None:
    dossier = world.submitted("1.001193")
    paid(dossier, {"amount": 8_000}, how=how)
    note(dossier)

    assert wire.message(Measurement.objects.get())["FormsPayments"] == code
    send(dossier)
    assert service.book.complaints == []


def test_every_value_of_ours_has_a_number_of_theirs() -> None:
    assert set(codes.BY_STATE) == set(State)
    assert set(codes.FORMS_RECEPTION) == set(Channel)
    assert set(codes.FORMS_PAYMENTS) == set(SettledHow)
    assert set(codes.IS_POSTAL) == set(Way)
    assert {codes.level(channel, online) for channel in Channel for online in ServiceLevel} == {0, 1, 3, 4}


def test_what_leaves_a_dossier_where_it_was_is_no_status() -> None:
    found = codes.status(action=Action.NOTE_DUE_SOON, from_state=State.IN_PROGRESS, to_state=State.IN_PROGRESS)

    assert found is None
    assert codes.status(action=Action.ASSIGN, from_state=State.IN_PROGRESS, to_state=State.IN_PROGRESS) == 4


GOOD = {
    "CodeProfile": stand_in.PROFILE,
    "SiteId": stand_in.SITE,
    "CodeTTHC": "1.001193",
    "NameTTHC": "Đăng ký khai sinh",
    "MaHoSo": "H99.1-261117-0001",
    "Status": 1,
    "FormsReception": 1,
    "FormsPayments": 0,
    "Level": 4,
    "IsFromDVCQG": 0,
    "IsDVCBC": 0,
    "Data": "",
    "User": '{"ID_local": "", "ID_QG": "", "TYPE": "", "LOCATION": ""}',
}


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"Status": 9}, "Status"),
        ({"Status": "1"}, "Status"),
        ({"Level": 2}, "Level"),
        ({"Level": 1}, "Level"),
        ({"IsFromDVCQG": True}, "IsFromDVCQG"),
        ({"NameTTHC": ""}, "NameTTHC"),
        ({"NameTTHC": "x" * 501}, "NameTTHC"),
        ({"SiteId": "99"}, "SiteId"),
        ({"User": "{}"}, "User"),
        ({"User": "nobody"}, "User"),
        ({"Extra": 1}, "members"),
    ],
    ids=str,
)
def test_the_stand_in_reads_strictly(changed: dict[str, object], complaint: str) -> None:
    assert wrong_in(GOOD) == ""
    assert wrong_in({**GOOD, **changed}) == complaint


@pytest.mark.parametrize(
    ("status", "body", "raised"),
    [
        (200, b"", None),
        (200, b'{"error_code":0}', None),
        (200, b'"success"', None),
        (200, b"OK", None),
        (200, b'{"error_code":1}', MeasuringRefused),
        (200, b"<html>", MeasuringDown),
        (200, b'{"error_co', MeasuringDown),
        (400, b"", MeasuringRefused),
        (429, b"", MeasuringDown),
        (503, b"", MeasuringDown),
    ],
    ids=str,
)
def test_how_it_says_yes_and_no(status: int, body: bytes, raised: type[Exception] | None) -> None:
    if raised is None:
        wire.taken(status, body)
        return
    with pytest.raises(raised):
        wire.taken(status, body)
