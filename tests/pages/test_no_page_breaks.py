"""Whatever is typed or forged into whatever field: a page answers in words, and never with half a change.

Every name that any page or view knows is sent at once, so nobody has to keep a list of fields.
"""

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

import motcua
from motcua.dossiers.models import Dossier, DossierEvent, HandOver, Paper, WorkItem
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments.models import Correction, MoneyEntry
from tests.doors import door
from tests.pages.test_every_door import ALL, OF_THE_CASHIER, OF_THE_MONEY, Arguments, arguments
from tests.world import World

__all__ = ["arguments"]

SITES = Path(motcua.__file__).parent / "sites"
#: What pages and views call the things that are sent to them.
NAMES = sorted(
    {name for page in SITES.rglob("*.html") for name in re.findall(r'name="([a-z_]+)"', page.read_text())}
    | {
        name
        for view in SITES.rglob("*.py")
        for name in re.findall(r'(?:POST|GET)(?:\.get|\.getlist)?[\[(]"([a-z_]+)"', view.read_text())
    }
)
VALUES = {
    "nothing": "",
    "nul": "a\x00b\x1f",
    "long": "x" * 5000,
    "digits": "9" * 5000,
    "beyond": "9223372036854775808",
    "negative": "-1",
    "arabic": "٣",
    "superscript": "²",
    "fraction": "1.5",
    "first_year": "0001-01-01",
    "last_year": "9999-12-31",
    "no_such_day": "2026-02-31",
    "bidi": "😀\u202e<script>",
}
Sender = tuple[str, Role | None]

SENDERS: dict[str, list[Sender]] = {"portal": [("lan", None)], "studio": [("kien", None)], "ui": [("lan", None)]}
#: The head is the second; the drawer and the receipts are the cashier's.
AT_THE_MONEY: list[Sender] = [("nga", None), ("tuan", Role.HEAD)]
OFFICERS: list[Sender] = [("minh", None), ("hoa", None), ("tuan", Role.HEAD)]


def senders(name: str) -> list[Sender]:
    if name in OF_THE_MONEY | OF_THE_CASHIER:
        return AT_THE_MONEY
    return SENDERS.get(name.partition(":")[0], OFFICERS)


@pytest.fixture
def clients(world: World) -> dict[Sender, Client]:
    whoever = {each for found in (*SENDERS.values(), OFFICERS, AT_THE_MONEY) for each in found}
    found = {each: door(each[0], each[1]) for each in whoever}
    for client in found.values():
        # All broken pages in one run, and not the first alone.
        client.raise_request_exception = False
    return found


def standing() -> tuple[object, ...]:
    """What an address that refuses must not have moved."""
    return (
        list(Dossier.objects.order_by("pk").values_list("pk", "state", "event_count", "due_at")),
        [model.objects.count() for model in (DossierEvent, WorkItem, HandOver, Paper, MoneyEntry, Correction)],
    )


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_address_answers_whatever_is_posted_in_words_and_whole(
    arguments: Arguments, clients: dict[Sender, Client], value: str
) -> None:
    body, broken = dict.fromkeys(NAMES, value), []
    for name in ALL:
        for sender in senders(name):
            before = standing()
            with transaction.atomic():
                answer = clients[sender].post(reverse(name, kwargs=arguments.get(name)), body)
                if answer.status_code >= 500 or (answer.status_code >= 400 and standing() != before):
                    broken.append((name, sender, answer.status_code))
                transaction.set_rollback(True)
    assert broken == []


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_address_answers_whatever_is_asked(
    arguments: Arguments, clients: dict[Sender, Client], value: str
) -> None:
    query, broken = dict.fromkeys(NAMES, value[:50]), []
    for name in ALL:
        for sender in senders(name):
            with transaction.atomic():
                answer = clients[sender].get(reverse(name, kwargs=arguments.get(name)), query)
                if answer.streaming:
                    answer.getvalue()
                if answer.status_code >= 500:
                    broken.append((name, sender, answer.status_code))
                transaction.set_rollback(True)
    assert broken == []


def test_the_names_are_found_and_the_database_is_ours() -> None:
    """Negative control of the harvest: it knows fields of all three sites."""
    assert {"reason", "items", "q", "code", "secret", "csrfmiddlewaretoken"} - set(NAMES) <= {"csrfmiddlewaretoken"}
    assert len(NAMES) > 100
    assert connection.vendor == "postgresql"
