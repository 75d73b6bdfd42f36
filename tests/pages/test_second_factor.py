"""An officer's second factor: added, asked for, used once, guessed at, lost; and passed by nobody."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.accounts.demo import PASSWORD
from motcua.foundation.accounts.second_factor import factors
from motcua.sites.ui import tries
from tests.doors import door
from tests.world import MONDAY, account

pytestmark = pytest.mark.django_db
PAGE = "/profile/second-factor"


def code_of(secret: str, *, periods_later: int = 0) -> str:
    """RFC 6238 once more, by hand: what her telephone shows."""
    period = int(time.time()) // 30 + periods_later
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", period), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def enrolled(login: str = "minh") -> str:
    """Her telephone's secret, entered without the pages."""
    secret = base64.b32encode(b"twenty bytes for one").decode()
    factors.add_app(account(login), secret=secret, code=code_of(secret))
    return secret


def with_password(client: Client, login: str = "minh", **more: str) -> HttpResponse:
    answer: Any = client.post("/sign-in", {"name": login, "password": PASSWORD, **more})
    return answer  # type: ignore[no-any-return]


def shows(client: Client, code: str, **more: str) -> HttpResponse:
    answer: Any = client.post("/sign-in/second-factor", {"code": code, **more})
    return answer  # type: ignore[no-any-return]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_officer_adds_the_app_and_gets_codes_for_a_bad_day() -> None:
    minh = door("minh")
    page = minh.get(f"{PAGE}/app")
    secret = "".join(re.findall(r"<code class=\"door-secret\">([A-Z2-7 ]+)</code>", page.text)[0].split())

    added = minh.post(f"{PAGE}/app", {"code": code_of(secret)})

    assert "<svg" in page.text
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", added.text)) == 10
    assert "Còn 10 mã dự phòng" in minh.get(PAGE).text


def test_the_secret_lies_sealed() -> None:
    secret = enrolled()

    stored = Authenticator.objects.get(user=account("minh")).data["secret"]

    assert secret not in stored


def test_a_telephone_that_shows_something_else_is_not_added() -> None:
    minh = door("minh")
    minh.get(f"{PAGE}/app")

    answer = minh.post(f"{PAGE}/app", {"code": "000000"})

    assert answer.status_code == 422
    assert "Mã chưa đúng" in answer.text
    assert not factors.has_any(account("minh"))


def test_after_the_password_the_code_is_asked_for_and_nobody_is_in_before(client: Client) -> None:
    secret = enrolled()

    asked = with_password(client, next="/desk/search")

    assert asked.status_code == 200
    assert "Xác thực bước hai" in asked.text
    assert not is_in(client)
    assert client.get("/desk/search").status_code == 302

    answer = shows(client, code_of(secret, periods_later=1), next="/desk/search")

    assert answer.headers["Location"] == "/desk/search"
    assert is_in(client)


def test_without_the_password_there_is_no_second_step(client: Client) -> None:
    secret = enrolled()

    assert shows(client, code_of(secret)).headers["Location"] == "/sign-in"
    assert not is_in(client)


def test_a_code_is_good_once(client: Client) -> None:
    secret = enrolled()
    code = code_of(secret, periods_later=1)
    with_password(client)
    shows(client, code)

    other = Client()
    with_password(other)
    again = shows(other, code)

    assert again.status_code == 422
    assert not is_in(other)


def test_a_recovery_code_is_good_once(client: Client) -> None:
    enrolled()
    code = factors.new_recovery_codes(account("minh"))[3]
    with_password(client)

    assert shows(client, f"{code[:4]} {code[4:]}").status_code == 302

    other = Client()
    with_password(other)

    assert shows(other, code).status_code == 422
    assert factors.recovery_codes_left(account("minh")) == 9


def test_after_ten_guesses_even_the_right_code_waits(client: Client) -> None:
    secret = enrolled()
    with_password(client)
    for _ in range(tries.MOST_TRIES):
        assert shows(client, "000000").status_code == 422

    refused = shows(client, code_of(secret, periods_later=1))

    assert refused.status_code == 429
    assert not is_in(client)


def test_the_factor_of_another_officer_opens_nothing(client: Client) -> None:
    enrolled("minh")
    factors.new_recovery_codes(account("hoa"))
    code = factors.new_recovery_codes(account("tuan"))[0]
    with_password(client)

    assert shows(client, code).status_code == 422


def test_what_was_typed_when_the_session_ended_comes_through_both_steps(client: Client) -> None:
    secret = enrolled()
    asked = with_password(client, next="/desk/search", carried="note=đã+gõ")

    assert 'name="carried" value="note=đã+gõ"' in asked.text
    answer = shows(client, code_of(secret, periods_later=1), next="/desk/search", carried="note=đã+gõ")
    assert 'name="note" value="đã gõ"' in answer.text


@pytest.mark.parametrize("path", ["/desk/search", "/desk/lists/to-receive", "/desk/news"])
def test_where_it_is_asked_for_no_page_of_the_desk_opens_without(path: str, settings: Settings) -> None:
    minh = door("minh")

    assert minh.get(path).status_code == 200
    settings.SECOND_FACTOR = True
    assert minh.get(path).headers["Location"] == PAGE
    assert "Cán bộ phải có bước hai" in minh.get(PAGE).text


def test_citizens_are_not_asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    lan = door("lan")

    assert lan.get("/dossiers").status_code == 200
    assert lan.get(PAGE).status_code == 404


def test_once_it_is_added_the_desk_opens(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    minh = door("minh")
    page = minh.get(f"{PAGE}/app")
    secret = "".join(re.findall(r"<code class=\"door-secret\">([A-Z2-7 ]+)</code>", page.text)[0].split())
    minh.post(f"{PAGE}/app", {"code": code_of(secret)})

    assert minh.get("/desk/search").status_code == 200


def test_the_last_factor_stays_where_it_is_asked_for(settings: Settings) -> None:
    enrolled()
    minh = door("minh")
    number = factors.of(account("minh"))[0].pk
    _show_in_session(minh)
    settings.SECOND_FACTOR = True

    answer = minh.post(f"{PAGE}/{number}/removal")

    assert answer.status_code == 409
    assert "duy nhất" in answer.text


def test_an_open_desk_does_not_change_the_locks() -> None:
    """Somebody sits down at a signed-in desk: taking away a factor, or new codes, wants the factor."""
    enrolled()
    minh = door("minh")
    number = factors.of(account("minh"))[0].pk

    for answer in (
        minh.post(f"{PAGE}/{number}/removal"),
        minh.post(f"{PAGE}/codes"),
        minh.get(f"{PAGE}/app"),
        minh.get(f"{PAGE}/passkey"),
        minh.get(PAGE),
    ):
        assert "Mã xác thực" in answer.text
    assert factors.has_any(account("minh"))


def test_another_s_factor_is_not_there() -> None:
    enrolled("hoa")
    number = factors.of(account("hoa"))[0].pk

    assert door("minh").post(f"{PAGE}/{number}/removal").status_code == 404


def test_whoever_runs_the_system_shows_it_again_before_a_change(settings: Settings) -> None:
    secret = enrolled("kien")
    settings.SECOND_FACTOR = True
    kien = door("kien", Role.TECHNICAL_ADMINISTRATOR)
    _show_in_session(kien, at=MONDAY.isoformat())

    answer = kien.post("/studio/surveys/new", {"title": "đã gõ"})

    assert answer.status_code == 403
    assert "Phần vừa điền vẫn còn" in answer.text
    assert "hỏi lại bước hai" in answer.text

    again = shows(kien, code_of(secret, periods_later=1), next="/studio/surveys/new", carried="title=đã+gõ")
    assert 'name="title" value="đã gõ"' in again.text
    assert kien.post("/studio/surveys/new", {"title": "đã gõ"}).status_code != 403


@pytest.mark.parametrize("credential", ["{}", "[]", "no json", '{"id": "x"}', '{"id":"eA","rawId":"eA","response":{}}'])
def test_a_made_up_key_opens_nothing(client: Client, credential: str) -> None:
    enrolled()
    with_password(client)

    answer: Any = client.post("/sign-in/second-factor", {"credential": credential})

    assert answer.status_code == 422
    assert not is_in(client)


def _show_in_session(client: Client, at: str = "2099-01-01T00:00:00+00:00") -> None:
    session = client.session
    session["second_factor_at"] = at
    session.save()
