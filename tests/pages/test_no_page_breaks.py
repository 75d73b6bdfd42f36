"""Whatever is typed or forged into whatever field: a page answers in words, and never with half a change.

Every name that any page or view knows is sent at once, so nobody has to keep a list of fields.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

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


#: By method: who is asked what. Found out once, without a word sent along: it is the same for every value.
_ASKED: dict[str, list[tuple[str, Sender]]] = {}
_NOT_THERE, _OTHER_METHOD = {403, 404}, 405


def asked(method: str, arguments: Arguments, clients: dict[Sender, Client]) -> list[tuple[str, Sender]]:
    """Where somebody gets in, those who do; where nobody does, everybody."""
    if method not in _ASKED:
        _ASKED[method] = [
            (name, sender) for name in ALL for sender in _who_gets_in(method, name, arguments, clients) or senders(name)
        ]
    return _ASKED[method]


def _who_gets_in(method: str, name: str, arguments: Arguments, clients: dict[Sender, Client]) -> list[Sender]:
    """One is enough to hear that an address has another method."""
    found = {sender: send(method, name, sender, {}, arguments, clients)[0] for sender in senders(name)}
    return [sender for sender in found if found[sender] not in _NOT_THERE][
        : 1 if _OTHER_METHOD in found.values() else None
    ]


def send(
    method: str, name: str, sender: Sender, words: dict[str, str], arguments: Arguments, clients: dict[Sender, Client]
) -> tuple[int, tuple[object, ...]]:
    """The status, and what stood afterwards if it was refused. Nothing of it stays."""
    with transaction.atomic():
        address = reverse(name, kwargs=arguments.get(name))
        if method == "get":
            answer = clients[sender].get(address, words)
        else:
            # As a form without files sends it: much faster to read than parts.
            answer = clients[sender].post(address, urlencode(words), content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            answer.getvalue()
        stands = standing() if answer.status_code >= 400 and method == "post" else ()
        transaction.set_rollback(True)
    return answer.status_code, stands


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_address_answers_whatever_is_posted_in_words_and_whole(
    arguments: Arguments, clients: dict[Sender, Client], value: str
) -> None:
    body, broken, before = dict.fromkeys(NAMES, value), [], standing()
    for name, sender in asked("post", arguments, clients):
        status, after = send("post", name, sender, body, arguments, clients)
        if status >= 500 or (status >= 400 and after != before):
            broken.append((name, sender, status))
    assert broken == []


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_address_answers_whatever_is_asked(
    arguments: Arguments, clients: dict[Sender, Client], value: str
) -> None:
    query = dict.fromkeys(NAMES, value[:50])
    answered = {each: send("get", *each, query, arguments, clients)[0] for each in asked("get", arguments, clients)}
    assert {each: status for each, status in answered.items() if status >= 500} == {}


@pytest.mark.parametrize("value", ["²", "9" * 30, "2026-02-31~1"], ids=["superscript", "beyond", "no_such_day"])
def test_a_place_in_a_list_that_no_page_gave_out_breaks_none(
    arguments: Arguments, clients: dict[Sender, Client], value: str
) -> None:
    """Alone: beside other words that are wrong it is never read."""
    everybody = asked("get", arguments, clients)
    answered = {each: send("get", *each, {"after": value}, arguments, clients)[0] for each in everybody}
    assert {each: status for each, status in answered.items() if status >= 500} == {}


def test_no_address_is_left_out(arguments: Arguments, clients: dict[Sender, Client]) -> None:
    """Control of who is asked: all addresses, by both methods."""
    for method in ("get", "post"):
        assert {name for name, _ in asked(method, arguments, clients)} == set(ALL)


def test_the_names_are_found_and_the_database_is_ours() -> None:
    """Negative control of the harvest: it knows fields of all three sites."""
    assert {"reason", "items", "q", "code", "secret", "csrfmiddlewaretoken"} - set(NAMES) <= {"csrfmiddlewaretoken"}
    assert len(NAMES) > 100
    assert connection.vendor == "postgresql"
