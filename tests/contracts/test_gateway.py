"""The province's gateway over its true wire: tokens, paths, headers, and the five ways in which it fails."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from motcua.effects.registries import speaking
from motcua.effects.registries.business import wire
from motcua.effects.registries.business.port import Enterprise
from motcua.effects.registries.gateway import client, faults, stand_in
from motcua.effects.registries.gateway.profiles import PROFILES, Access, Gateway
from motcua.effects.registries.gateway.stand_in import ACCESS, GatewayStandIn
from motcua.effects.registries.gateway.tokens import TOKENS
from motcua.effects.registries.port import NotInRegister, RegisterDown
from motcua.foundation.breaker import FAILURES, REST
from tests import openid

CODE = "2901234567"
AT = datetime(2026, 11, 17, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_learnt() -> Iterator[None]:
    """Tokens and breakers are of the process, and tests are many in one."""
    TOKENS.forget()
    client.BREAKERS.clear()
    yield
    TOKENS.forget()
    client.BREAKERS.clear()
    speaking.forget()


@pytest.fixture
def opened() -> Iterator[Callable[[str], GatewayStandIn]]:
    running: list[GatewayStandIn] = []

    def start(profile: str = "ndxp") -> GatewayStandIn:
        running.append(stand_in.stand_in(profile=profile))
        running[-1].start()
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def there(opened: Callable[[str], GatewayStandIn]) -> GatewayStandIn:
    return opened("ndxp")


def ours(there: GatewayStandIn, profile: str = "ndxp") -> Gateway:
    return Gateway(
        there.url,
        PROFILES[profile],
        key=stand_in.KEY,
        secret=stand_in.SECRET,
        access=Access(*ACCESS.values()),
    )


def ask(gateway: Gateway, *, at: datetime = AT, code: str = CODE) -> Enterprise:
    return client.ask(wire.question(code), gateway=gateway, at=at, read=lambda told: wire.answer(told, code=code))


def paths(there: GatewayStandIn) -> list[str]:
    return [str(each["path"]) for each in there.book.journal]


@pytest.mark.parametrize(
    ("profile", "path"),
    [
        ("ndxp", "/apiCSDLDKDN/1.0/chiTietDoanhNghiep"),
        ("province", "/apiCSDLDKDN/chiTietDoanhNghiep"),
        ("province_access", "/apiCSDLDKDN/chiTietDoanhNghiep"),
    ],
)
def test_each_kind_of_gateway_is_asked_in_its_own_way(
    opened: Callable[[str], GatewayStandIn], profile: str, path: str
) -> None:
    there = opened(profile)

    found = ask(ours(there, profile))

    assert found.name == "Công ty TNHH Sông Lam Xanh"
    assert paths(there) == ["/token", path]
    assert there.book.complaints == []


def test_without_its_header_the_other_vendors_gateway_gives_nothing(
    opened: Callable[[str], GatewayStandIn],
) -> None:
    """The test above can fail."""
    there = opened("province_access")

    with pytest.raises(RegisterDown):
        ask(replace(ours(there, "province_access"), access=Access("somebody")))

    assert there.book.complaints == ["header lgspaccesstoken"]


def test_one_token_serves_until_shortly_before_its_end(there: GatewayStandIn) -> None:
    gateway = ours(there)

    ask(gateway)
    ask(gateway, at=AT + timedelta(minutes=59))
    assert paths(there).count("/token") == 1

    ask(gateway, at=AT + timedelta(minutes=59, seconds=31))
    assert paths(there).count("/token") == 2


@pytest.mark.parametrize("fault", ["expired", "expired_fault", "missing_fault"])
def test_a_token_that_the_gateway_no_longer_takes_is_fetched_anew_once(there: GatewayStandIn, fault: str) -> None:
    """As 401, and as the XML of a fault with status 200."""
    gateway = ours(there)
    ask(gateway)
    there.book.order(fault)

    assert ask(gateway).code == CODE
    assert paths(there).count("/token") == 2


def test_a_gateway_that_never_takes_the_token_is_down_and_not_asked_for_ever(there: GatewayStandIn) -> None:
    there.book.order("expired_fault", 10)

    with pytest.raises(RegisterDown):
        ask(ours(there))

    assert paths(there).count("/token") == 2


@pytest.mark.parametrize(
    "fault", ["timeout", "html", "broken_gateway", "reset", "busy", "fault_inside", "no_token", "lost_answer"]
)
def test_however_it_fails_we_know_within_the_limit(there: GatewayStandIn, fault: str) -> None:
    there.book.order(fault)
    before = time.monotonic()

    with pytest.raises(RegisterDown):
        ask(ours(there))

    assert time.monotonic() - before < speaking.LIMIT_SECONDS + 1.5


def test_a_wrong_secret_opens_nothing(there: GatewayStandIn) -> None:
    with pytest.raises(RegisterDown):
        ask(replace(ours(there), secret="wrong"))

    assert there.book.complaints == ["token request"]


def test_nobody_there_is_down_at_once(there: GatewayStandIn) -> None:
    gateway = replace(ours(there), url="http://127.0.0.1:9")

    with pytest.raises(RegisterDown):
        ask(gateway)


def test_a_register_that_is_down_is_left_alone_and_tried_again_later(there: GatewayStandIn) -> None:
    gateway = ours(there)
    there.book.order("html", FAILURES)
    for _ in range(FAILURES):
        with pytest.raises(RegisterDown):
            ask(gateway)
    asked = len(there.book.journal)

    with pytest.raises(RegisterDown):
        ask(gateway)
    assert len(there.book.journal) == asked, "it was not even asked"

    assert ask(gateway, at=AT + REST).code == CODE


def test_a_register_that_says_no_is_not_down(there: GatewayStandIn) -> None:
    for _ in range(FAILURES + 1):
        with pytest.raises(NotInRegister):
            ask(ours(there), code="0100000000")

    assert ask(ours(there)).code == CODE


def test_the_secrets_are_in_no_line_that_is_written(there: GatewayStandIn) -> None:
    written = repr(ours(there))

    assert stand_in.SECRET not in written
    assert ACCESS["SecretKey"] not in written


def test_a_path_without_its_version_is_not_there(there: GatewayStandIn) -> None:
    """The stand-in reads strictly: a path of the other generation is no path."""
    with pytest.raises(RegisterDown):
        ask(ours(there, "province"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'<am:fault xmlns:am="http://wso2.org/apimanager"><am:code>900901</am:code></am:fault>', "900901"),
        (b'{"fault":{"code":900902,"message":"Missing Credentials"}}', "900902"),
        (b'<?xml version="1.0"?><x><code>900901</code></x>', ""),
        (b'{"Data":{"fault":{"code":900901}}}', ""),
        (b"<html><body>900901", ""),
        (b'{"fault": "900901"', ""),
        (b"", ""),
    ],
    ids=["xml", "json", "other-xml", "a-fact", "page", "half", "nothing"],
)
def test_a_fault_is_told_apart_from_everything_else(body: bytes, code: str) -> None:
    assert faults.code_in(body) == code


def test_a_token_for_no_time_that_is_said_is_kept_for_a_short_one(there: GatewayStandIn) -> None:
    there.desk.lifetime = 5

    ask(ours(there))
    ask(ours(there))

    assert paths(there).count("/token") == 2, "shorter than the way there: no token is kept"


def test_the_stand_in_misbehaves_on_order_over_the_wire(there: GatewayStandIn) -> None:
    httpx.post(f"{there.url}/_control", json={"fault": "fault_inside", "count": 1}).raise_for_status()

    with pytest.raises(RegisterDown):
        ask(ours(there))
    ask(ours(there))

    journal = httpx.get(f"{there.url}/_journal").json()
    assert journal["complaints"] == []
    assert CODE not in str(journal)


# --- the token of a real authorization server


@pytest.fixture(scope="module")
def authority() -> Iterator[str]:
    with openid.provider(["http://127.0.0.1/back"], {}) as address:
        yield address


def of_authority(authority: str, there: GatewayStandIn, *, secret: str = openid.GATEWAY_SECRET) -> Gateway:
    return replace(ours(there), key=openid.GATEWAY_CLIENT, secret=secret, token_url=f"{authority}/token")


def test_a_real_authorization_server_gives_us_a_token_that_it_knows_again(
    authority: str, there: GatewayStandIn
) -> None:
    gateway = of_authority(authority, there)

    token = TOKENS.token(gateway, at=AT)

    basic = (openid.GATEWAY_CLIENT, openid.GATEWAY_SECRET)
    known = httpx.post(f"{authority}/token/introspection", data={"token": token}, auth=basic).json()
    assert (known["active"], known["token_type"]) == (True, "Bearer")
    assert TOKENS.token(gateway, at=AT + timedelta(minutes=9)) == token, "it holds for ten minutes"
    assert TOKENS.token(gateway, at=AT + timedelta(minutes=10)) != token


def test_a_real_authorization_server_lets_nobody_in_with_a_wrong_secret(authority: str, there: GatewayStandIn) -> None:
    with pytest.raises(RegisterDown):
        TOKENS.token(of_authority(authority, there, secret="wrong"), at=AT)
