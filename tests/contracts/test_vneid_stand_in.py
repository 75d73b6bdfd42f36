"""The demonstration's own VNeID: lets its people in as a real provider would, and refuses what one would refuse."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx
import pytest
from django.core.cache import cache
from django.test import Client
from lxml import html
from pytest_django import Settings

from motcua.foundation.accounts.openid import stand_in as vneid
from motcua.foundation.stand_ins.door import StandIn
from tests.world import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Settings) -> Iterator[StandIn]:
    opened = vneid.stand_in().start()
    for name, value in vneid.settings(opened.url).items():
        setattr(settings, name, value)
    cache.clear()
    yield opened
    cache.clear()
    opened.stop()


def consented(address: str, login: str, *, level: str = "2") -> str:
    page = html.document_fromstring(httpx.get(address).text)
    asked = page.xpath("//input[@name='asked']/@value")[0]
    answer = httpx.post(address, data={"asked": asked, "person": login, "level": level})
    return answer.headers["Location"].removeprefix("http://testserver")


def test_lan_comes_in(client: Client, provider: StandIn) -> None:
    address = client.get("/sign-in/with/vneid?next=/dossiers").headers["Location"]

    answer: Any = client.get(consented(address, "lan"))

    assert answer.headers["Location"] == "/dossiers"
    assert client.session["_auth_user_id"] == str(account("lan").pk)
    assert account("lan").verifications.count() == 1
    assert provider.book.complaints == []


def test_with_a_telephone_alone_she_is_somebody_else(client: Client, provider: StandIn) -> None:
    address = client.get("/sign-in/with/vneid").headers["Location"]
    client.get(consented(address, "lan", level="1"))

    assert client.session["_auth_user_id"] != str(account("lan").pk)


@pytest.mark.parametrize(
    ("name", "value"),
    [("client_id", "another"), ("redirect_uri", "https://evil.example/"), ("nonce", ""), ("code_challenge", "")],
)
def test_what_a_real_one_would_refuse_is_complained_of(
    client: Client, provider: StandIn, name: str, value: str
) -> None:
    parts = urlsplit(client.get("/sign-in/with/vneid").headers["Location"])
    query = {key: found[0] for key, found in parse_qs(parts.query).items()} | {name: value}

    answer = httpx.get(urlunsplit(parts._replace(query=urlencode(query))))

    assert answer.status_code == 400
    assert len(provider.book.complaints) == 1
