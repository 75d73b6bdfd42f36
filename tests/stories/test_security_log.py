"""What whoever guards the system can see afterwards: each event, masked, chained, and no change of it unnoticed."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client

from motcua.foundation.accounts.demo import PASSWORD
from motcua.foundation.audit.exports import note_export
from motcua.foundation.audit.looks import note_listed, note_look
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log import chain
from motcua.foundation.security_log.events import KINDS, Event
from motcua.foundation.security_log.models import SecurityEvent, SecurityLink
from motcua.foundation.security_log.noting import masked, note, pseudonym
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World, account

pytestmark = pytest.mark.django_db
DAY = legal_day(MONDAY)


def last() -> SecurityEvent:
    return SecurityEvent.objects.latest("pk")


def written(count: int = 3) -> None:
    for number in range(count):
        note(Event.SIGNED_IN, at=MONDAY + timedelta(minutes=number), account_id=number)
    chain.seal(at=MONDAY + timedelta(hours=1))


def broken() -> list[str]:
    return [one.what for one in chain.breaks(DAY)]


def rewrite(sql: str) -> None:
    """As somebody with all rights in the database would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("security_log_securityevent", "security_log_securitylink"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_only_added")
        cursor.execute(sql)


def test_every_event_has_one_number_and_no_two_the_same() -> None:
    assert set(KINDS) == set(Event)
    assert len({kind.number for kind in KINDS.values()}) == len(KINDS)
    assert all(0 <= kind.severity <= 10 for kind in KINDS.values())


def test_an_untouched_day_is_whole() -> None:
    written()

    assert broken() == []
    assert [link.number for link in SecurityLink.objects.order_by("number")] == [1, 2, 3]


TAMPERING: dict[str, str] = {
    "who": "UPDATE security_log_securityevent SET account_id = 7 WHERE account_id = 1",
    "when": "UPDATE security_log_securityevent SET at = at + interval '1 second' WHERE account_id = 1",
    "what": "UPDATE security_log_securityevent SET event = 'signed_out' WHERE account_id = 1",
    "the hash": "UPDATE security_log_securitylink SET hash = repeat('0', 64) WHERE number = 2",
    "one taken out": "DELETE FROM security_log_securitylink WHERE number = 2",
    "the first taken out": "DELETE FROM security_log_securitylink WHERE number = 1",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whatever_is_changed_shows(what: str) -> None:
    written()
    rewrite(TAMPERING[what])

    assert broken()


def test_an_end_that_was_cut_off_shows_against_what_the_centre_has() -> None:
    written()
    head = chain.head(DAY)
    assert head is not None
    rewrite("DELETE FROM security_log_securitylink WHERE number = 3")
    rewrite("DELETE FROM security_log_securityevent WHERE account_id = 2")

    assert broken() == []
    with pytest.raises(CommandError, match="the end is not the one"):
        call_command("security_log", verify=DAY, head=head.hash)
    assert last().event == Event.LOG_BROKEN


def test_the_chain_goes_on_over_midnight() -> None:
    written()
    note(Event.SIGNED_OUT, at=TUESDAY)
    chain.seal(at=TUESDAY)
    rewrite("DELETE FROM security_log_securitylink WHERE number = 3")

    assert broken() == []
    assert [one.what for one in chain.breaks(legal_day(TUESDAY))] == ["links 3 to 3 are missing"]


def test_the_command_says_the_last_hash() -> None:
    written()
    out = io.StringIO()

    call_command("security_log", verify=DAY, stdout=out)

    head = chain.head(DAY)
    assert head is not None
    assert head.hash in out.getvalue()


def test_a_late_transaction_is_sealed_after_those_that_overtook_it() -> None:
    written()
    note(Event.SIGNED_OUT, at=MONDAY)

    assert chain.seal(at=MONDAY + timedelta(hours=2)) == 1
    assert broken() == []


@pytest.mark.parametrize(("model", "changed"), [(SecurityEvent, {"account_id": 7}), (SecurityLink, {"hash": "x"})])
def test_the_database_itself_refuses_to_rewrite(model: type[Model], changed: dict[str, Any]) -> None:
    written()

    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        model._default_manager.update(**changed)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("001190009999", "001*******99"),
        ("gọi 0912345678 nhé", "gọi 091*****78 nhé"),
        ("H99.1-261116-0001", "H99.1-261116-0001"),
        ("x" * 500, "x" * 120),
    ],
)
def test_numbers_of_people_are_masked(said: str, kept: str) -> None:
    assert masked(said) == kept


def test_what_is_not_on_the_list_is_not_written() -> None:
    with pytest.raises(AssertionError, match="no facts"):
        note(Event.SIGNED_IN, at=MONDAY, password="x")


def test_a_guessed_name_can_be_followed_and_not_read() -> None:
    assert pseudonym("Lan ") == pseudonym("lan")
    assert pseudonym("lan") != pseudonym("binh")
    assert "lan" not in pseudonym("lan")


def sign_in(client: Client, password: str = PASSWORD) -> None:
    client.post("/sign-in", {"name": "lan", "password": password})


def ten_guesses(client: Client) -> None:
    for _ in range(12):
        sign_in(client, "wrong")


def refused_file(_: Client) -> None:
    with pytest.raises(Refusal):
        storage.store(io.BytesIO(b"#!/bin/sh"), name="001190009999.sh", by=account("lan"), at=MONDAY)


def ids(login: str) -> dict[str, Any]:
    found = account(login)
    return {"account_id": found.pk, "post_id": found.posts.order_by("pk")[:1].get().pk}


HAPPENINGS: dict[Event, Callable[[Client], Any]] = {
    Event.SIGNED_IN: sign_in,
    Event.SIGN_IN_FAILED: lambda client: sign_in(client, "wrong"),
    Event.SIGN_IN_LOCKED: ten_guesses,
    Event.SIGNED_OUT: lambda _: door("lan").post("/sign-out"),
    Event.UPLOAD_REFUSED: refused_file,
    Event.DOSSIER_SEEN: lambda _: note_look(**ids("minh"), dossier_id=1, at=MONDAY),
    Event.DOSSIERS_LISTED: lambda _: note_listed(**ids("minh"), dossier_ids=[1, 2], at=MONDAY, part="search"),
    Event.EXPORTED: lambda _: note_export(**ids("minh"), what="register", rows=9, at=MONDAY),
}


@pytest.mark.parametrize("event", HAPPENINGS, ids=str)
def test_what_happens_is_written(event: Event, client: Client) -> None:
    HAPPENINGS[event](client)

    rows = list(SecurityEvent.objects.filter(event=event))

    assert len(rows) == 1
    assert "lan" not in rows[0].facts.values()
    assert "001190009999" not in str(rows[0].facts)


def test_a_look_at_a_dossier_through_the_pages_is_written_with_its_post(world: World) -> None:
    dossier = world.accepted()

    door("minh").get(f"/desk/dossiers/{dossier.code}")

    row = SecurityEvent.objects.get(event=Event.DOSSIER_SEEN)
    assert (row.account_id, row.facts["dossier"]) == (account("minh").pk, str(dossier.pk))


def test_a_day_without_events_is_whole() -> None:
    assert list(chain.breaks(date(2020, 1, 1))) == []
