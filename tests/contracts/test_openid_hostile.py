"""A provider of identities that lies, or somebody who sits between: every wrong token is refused with a sentence."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from motcua.foundation.accounts.models import SignInIdentity
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, page, said

pytestmark = pytest.mark.django_db
CLIENT = "one-stop"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def _plain(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})


def by_another(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "one"})


def unsigned(claims: dict[str, Any]) -> str:
    return f"{_plain({'alg': 'none', 'kid': 'one'})}.{_plain(claims)}."


def with_the_public_key(claims: dict[str, Any]) -> str:
    """HS256 with what everybody can read as its secret."""
    import hashlib
    import hmac

    secret = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    said = f"{_plain({'alg': 'HS256', 'kid': 'one'})}.{_plain(claims)}"
    mac = hmac.new(secret, said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def of_no_key(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "unknown"})


@dataclass
class Liar:
    """Says what a test wants it to say, otherwise the truth."""

    url: str = ""
    nonce: str = ""
    changed: dict[str, Any] = field(default_factory=dict)
    encode: Callable[[dict[str, Any]], str] = signed
    sub_at_userinfo: str = "lan"
    user_info: Answer | None = None
    description: dict[str, Any] = field(default_factory=dict)

    def discovery(self, _: Request) -> Answer:
        paths = {
            "authorization_endpoint": "/auth",
            "token_endpoint": "/token",
            "userinfo_endpoint": "/me",
            "jwks_uri": "/jwks",
        }
        addresses = {name: self.url + path for name, path in paths.items()}
        return said(self.description or {"issuer": self.url, **addresses})

    def keys(self, _: Request) -> Answer:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return said({"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]})

    def token(self, _: Request) -> Answer:
        now = int(datetime.now(tz=UTC).timestamp())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "lan",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            **{name: value(now) if callable(value) else value for name, value in self.changed.items()},
        }
        whole = {name: value for name, value in claims.items() if value is not None}
        return said({"access_token": "x", "token_type": "Bearer", "id_token": self.encode(whole)})

    def person(self, _: Request) -> Answer:
        known = {"sub": self.sub_at_userinfo, "HoVaTen": "Trần Thị Mới", "SoDinhDanh": "001190009999", "loAs": "LoA2"}
        return self.user_info or said(known)


@pytest.fixture
def liar(settings: Settings) -> Iterator[Liar]:
    found = Liar()
    routes = {
        ("GET", "/.well-known/openid-configuration"): found.discovery,
        ("GET", "/jwks"): found.keys,
        ("POST", "/token"): found.token,
        ("GET", "/me"): found.person,
    }
    door = StandIn(routes, book=Book()).start()
    found.url = door.url
    settings.VNEID_URL, settings.VNEID_ID, settings.VNEID_SECRET = door.url, CLIENT, "secret"
    cache.clear()
    yield found
    cache.clear()
    door.stop()


def come(client: Client, liar: Liar, **more: str) -> HttpResponse:
    asked = parse_qs(urlsplit(client.get("/sign-in/with/vneid").headers["Location"]).query)
    liar.nonce = asked["nonce"][0]
    answer: Any = client.get("/sign-in/from/vneid", {"code": "abc", "state": asked["state"][0], **more})
    return answer  # type: ignore[no-any-return]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_told_the_truth_she_comes_in(client: Client, liar: Liar) -> None:
    """What makes the refusals below mean something."""
    assert come(client, liar).status_code == 302
    assert is_in(client)


WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "issuer": {"iss": "https://evil.example"},
    "audience": {"aud": "another client"},
    "authorised party": {"aud": [CLIENT, "another"], "azp": "another"},
    "several audiences and no party": {"aud": [CLIENT, "another"]},
    "expired": {"exp": lambda now: now - 3600},
    "from the future": {"iat": lambda now: now + 3600},
    "no expiry": {"exp": None},
    "no subject": {"sub": None},
    "nonce of another visit": {"nonce": "of another visit"},
    "empty nonce": {"nonce": ""},
    "no nonce": {"nonce": None},
}


@pytest.mark.parametrize("name", WRONG_CLAIMS)
def test_a_token_with_a_wrong_claim_lets_nobody_in(client: Client, liar: Liar, name: str) -> None:
    liar.changed = WRONG_CLAIMS[name]

    answer = come(client, liar)

    assert answer.status_code == 403
    assert "Không kiểm tra được câu trả lời" in answer.text
    assert not is_in(client)
    assert not SignInIdentity.objects.filter(provider="vneid").exists()


@pytest.mark.parametrize(
    "encode",
    [by_another, unsigned, with_the_public_key, of_no_key, lambda _: "no token", lambda _: "", lambda _: "a.b.c"],
    ids=["another key", "alg none", "public key as secret", "unknown key", "no token", "empty", "three letters"],
)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    client: Client, liar: Liar, encode: Callable[[dict[str, Any]], str]
) -> None:
    liar.encode = encode

    answer = come(client, liar)

    assert answer.status_code == 403
    assert "Không kiểm tra được câu trả lời" in answer.text
    assert not is_in(client)


def test_the_person_is_the_one_of_the_token(client: Client, liar: Liar) -> None:
    liar.sub_at_userinfo = "somebody else"

    assert come(client, liar).status_code == 403
    assert not is_in(client)


def test_an_answer_by_way_of_another_issuer_is_refused(client: Client, liar: Liar) -> None:
    """RFC 9207: one provider's answer handed in at another's door."""
    assert come(client, liar, iss="https://evil.example").status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    [page("<html>Hệ thống đang bảo trì</html>"), said({"error": "busy"}, status=500), said(["lan"])],
    ids=["html", "error", "a list"],
)
def test_a_provider_that_says_nonsense_of_the_person_lets_nobody_in(client: Client, liar: Liar, answer: Answer) -> None:
    liar.user_info = answer

    assert come(client, liar).status_code in {403, 503}
    assert not is_in(client)


@pytest.mark.parametrize("description", [{"issuer": "x"}, ["x"], {"error": "no"}], ids=["half", "list", "error"])
def test_half_a_description_is_no_provider(client: Client, liar: Liar, description: dict[str, Any]) -> None:
    liar.description = description

    answer = client.get("/sign-in/with/vneid")

    assert answer.status_code == 503
    assert "VNeID chưa trả lời" in answer.text
