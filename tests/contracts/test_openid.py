"""Signing in at a certified OpenID Provider, in the whole: from our button to whose account one is in."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from motcua.foundation.accounts.models import Account, AccountKind, IdentityVerification, Person, SignInIdentity
from motcua.foundation.accounts.sealed import search_hash
from tests import openid
from tests.doors import door
from tests.world import account

pytestmark = pytest.mark.django_db
BACK = "http://testserver/sign-in/from/{}"


def person(login: str) -> dict[str, Any]:
    """As the provider knows one of the cast."""
    found = account(login).person
    assert found.birth_date is not None
    return {
        "LoaiTaiKhoan": "1",
        "HoVaTen": found.full_name.upper(),
        "SoDinhDanh": found.personal_id,
        "NgayThangNamSinh": f"{found.birth_date:%d/%m/%Y}",
        "TechID": "8f1c",
        "loAs": "LoA2",
    }


@pytest.fixture(params=["vneid", "vnconnect"])
def provider(request: pytest.FixtureRequest, settings: Settings) -> Iterator[str]:
    """The name under which we know the provider that answers."""
    key: str = request.param
    lan = person("lan")
    people = {
        **openid.PEOPLE,
        "lan": lan,
        "lan, not sure": {**lan, "loAs": "LoA1"},
        "binh under the number of lan": {**lan, "HoVaTen": "Trần Văn Bình"},
        "no number": {"HoVaTen": "Lê Văn Vô", "loAs": "LoA2"},
        "nobody": {"SoDinhDanh": "001190009998", "loAs": "LoA2"},
    }
    cache.clear()
    with openid.provider([BACK.format(key)], people) as url:
        for name, value in (("URL", url), ("ID", openid.CLIENT), ("SECRET", openid.SECRET)):
            setattr(settings, f"{key.upper()}_{name}", value)
        yield key
    cache.clear()


def go(client: Client, provider: str, **query: str) -> str:
    """To the provider; gives the address to which we sent the browser."""
    answer = client.get(f"/sign-in/with/{provider}", query)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come(client: Client, provider: str, login: str, **query: str) -> HttpResponse:
    back = openid.sign_in(go(client, provider, **query), as_whom=login)
    answer: Any = client.get(back.removeprefix("http://testserver"))
    return answer  # type: ignore[no-any-return]


def who(client: Client) -> Account | None:
    user: Any = client.get("/no-such-page").wsgi_request.user
    return user if user.is_authenticated else None


def heading(answer: HttpResponse) -> str:
    found = re.search(r"<h1>(.*?)</h1>", answer.text)
    assert found is not None
    return found[1]


def test_what_we_ask_for_is_random_bound_and_nothing_more(client: Client, provider: str) -> None:
    first, second = (parse_qs(urlsplit(go(client, provider)).query) for _ in range(2))

    assert first["response_type"] == ["code"]
    assert first["scope"] == ["openid"]
    assert first["redirect_uri"] == [BACK.format(provider)]
    assert first["code_challenge_method"] == ["S256"]
    assert first.get("acr_values") == (["LoA1"] if provider == "vnconnect" else None)
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 16
        assert first[name] != second[name]


def test_lan_comes_in_as_herself_by_her_number(client: Client, provider: str) -> None:
    answer = come(client, provider, "lan", next="/dossiers")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/dossiers"
    assert who(client) == account("lan")
    assert {row.provider for row in account("lan").identities.all()} == {"password", provider}


def test_from_then_on_she_is_verified_and_once(client: Client, provider: str) -> None:
    come(client, provider, "lan")
    client.logout()
    come(client, provider, "lan")

    row = IdentityVerification.objects.get(account=account("lan"))

    assert (row.provider, row.level) == (provider, 2)


def test_somebody_new_gets_an_account_with_her_number(client: Client, provider: str) -> None:
    come(client, provider, "new")

    found = Person.objects.get(personal_id_hash=search_hash("001190009999"))

    assert (found.full_name, str(found.birth_date)) == ("Trần Thị Mới", "1990-02-01")
    assert [one.kind for one in found.accounts.all()] == [AccountKind.CITIZEN]
    assert who(client) == found.accounts.get()


def test_a_provider_that_is_not_sure_does_not_open_lan_s_account(client: Client, provider: str) -> None:
    """Whoever registered with her number and no more than a telephone is a stranger, without the number."""
    come(client, provider, "lan, not sure")

    found = who(client)

    assert found is not None
    assert found != account("lan")
    assert found.person.personal_id == ""
    assert not found.verifications.exists()


def test_when_the_provider_is_sure_at_last_the_number_is_hers(client: Client, provider: str) -> None:
    come(client, provider, "no number")

    found = who(client)

    assert found is not None
    assert found.person.personal_id == ""


def test_signed_in_with_both_she_joins_them(provider: str) -> None:
    client = door("lan")
    answer = come(client, provider, "lan, not sure", joining="")

    assert answer.headers["Location"] == "/profile/identities"
    assert SignInIdentity.objects.get(provider=provider).account == account("lan")
    assert not account("lan").verifications.exists()

    page = client.get("/profile/identities")

    assert "Bỏ cách đăng nhập này" in page.text


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("binh under the number of lan", "không khớp với người đã có ở đây"),
        ("company", "Đây là tài khoản của tổ chức"),
        ("nobody", "không cho biết ông/bà là ai"),
    ],
)
def test_who_cannot_be_let_in_reads_why(client: Client, provider: str, login: str, sentence: str) -> None:
    answer = come(client, provider, login)

    assert answer.status_code == 403
    assert sentence in answer.text
    assert who(client) is None


def test_another_s_identity_is_not_joined_to_mine(provider: str) -> None:
    answer = come(door("binh"), provider, "lan", joining="")

    assert answer.status_code == 403
    assert "không khớp" in answer.text
    assert not SignInIdentity.objects.filter(provider=provider).exists()


def test_an_identity_has_one_account(client: Client, provider: str) -> None:
    come(client, provider, "no number")
    answer = come(door("lan"), provider, "no number", joining="")

    assert answer.status_code == 403
    assert "một tài khoản khác" in answer.text


def test_an_officer_s_account_is_never_a_citizen_s(provider: str) -> None:
    answer = come(door("minh"), provider, "no number", joining="")

    assert answer.status_code == 403
    assert "tài khoản cán bộ" in answer.text


def test_a_closed_account_stays_closed(client: Client, provider: str) -> None:
    Account.objects.filter(pk=account("lan").pk).update(is_active=False)

    answer = come(client, provider, "lan")

    assert answer.status_code == 403
    assert "bị khóa" in answer.text
    assert who(client) is None


def test_a_code_is_used_once(client: Client, provider: str) -> None:
    back = openid.sign_in(go(client, provider), as_whom="lan").removeprefix("http://testserver")
    client.get(back)
    client.logout()

    again = client.get(back)

    assert again.status_code == 403
    assert "quá lâu hoặc đã dùng rồi" in again.text
    assert who(client) is None


def test_the_code_of_one_browser_is_no_use_in_another(client: Client, provider: str) -> None:
    """Login by force: the link of an attacker's own visit, sent to somebody else."""
    back = openid.sign_in(go(client, provider), as_whom="lan").removeprefix("http://testserver")

    other = Client()
    answer = other.get(back)

    assert answer.status_code == 403
    assert who(other) is None


def test_a_code_cannot_be_put_into_another_visit(client: Client, provider: str) -> None:
    """PKCE and nonce: the state is of this browser, the code of another one."""
    stolen = parse_qs(urlsplit(openid.sign_in(go(Client(), provider), as_whom="lan")).query)
    own = parse_qs(urlsplit(go(client, provider)).query)

    answer = client.get(f"/sign-in/from/{provider}", {"code": stolen["code"][0], "state": own["state"][0]})

    assert answer.status_code == 403
    assert who(client) is None


def test_turning_back_leads_to_the_other_ways(client: Client, provider: str) -> None:
    state = parse_qs(urlsplit(go(client, provider)).query)["state"][0]

    answer: Any = client.get(f"/sign-in/from/{provider}", {"error": "access_denied", "state": state}, follow=True)

    assert heading(answer) == "Đăng nhập"
    assert "chưa đăng nhập bằng" in answer.text


def test_she_is_never_sent_to_another_host(client: Client, provider: str) -> None:
    answer = come(client, provider, "lan", next="https://evil.example/")

    assert answer.headers["Location"] == "/"


def test_the_session_is_a_new_one(client: Client, provider: str) -> None:
    go(client, provider)
    before = client.session.session_key
    come(client, provider, "lan")

    assert client.session.session_key != before


def test_leaving_she_is_shown_the_way_out_of_the_provider_too(client: Client, provider: str) -> None:
    """A machine in a hall: the next person must not come in as her."""
    come(client, provider, "lan")

    left = client.post("/sign-out")

    assert who(client) is None
    assert "Đăng xuất cả" in left.text
    assert "/session/end?client_id=one-stop" in left.text
    assert left.headers["Clear-Site-Data"] == '"storage"'


def test_a_provider_that_was_not_agreed_with_is_not_there(client: Client, settings: Settings) -> None:
    settings.VNEID_ID = ""

    assert client.get("/sign-in/with/vneid").status_code == 404
    assert client.get("/sign-in/from/vneid").status_code == 404
    assert client.get("/sign-in/with/google").status_code == 404
    assert "Đăng nhập bằng" not in client.get("/sign-in").text


def test_a_provider_that_is_silent_says_so(client: Client, settings: Settings) -> None:
    cache.clear()
    settings.VNEID_ID, settings.VNEID_URL = "one-stop", "http://127.0.0.1:9"

    answer = client.get("/sign-in/with/vneid")

    assert answer.status_code == 503
    assert "VNeID chưa trả lời" in answer.text


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/2fa/", "/login/", "/signup/", "/oidc/vneid/login/"]
)
def test_no_page_of_the_library_s_own_is_reachable(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
