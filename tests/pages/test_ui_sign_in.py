"""The door: in, out, which post, and what happens to what was typed when the session ends."""

import typing
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from motcua.dossiers.rules.actor import STRANGER, Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.accounts.demo import PASSWORD
from motcua.foundation.organisations.models import Delegation, Post
from motcua.sites.ui import tries
from motcua.sites.ui.models import SignInTries
from tests import world as cast

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def client() -> Client:
    """As strict as a browser: no token, no entry."""
    return Client(enforce_csrf_checks=True)


def sign_in(client: Client, name: str = "lan", password: str = PASSWORD, **more: str) -> HttpResponse:
    return send(client, "/sign-in", name=name, password=password, **more)


def send(client: Client, path: str, **fields: object) -> HttpResponse:
    """Fill in the form of that page and send it, as a browser does."""
    token = client.get("/sign-in").cookies["csrftoken"].value
    answer = client.post(path, {**fields, "csrfmiddlewaretoken": token}, headers=OURS)
    return typing.cast("HttpResponse", answer)


def target(response: HttpResponse) -> str:
    assert response.status_code == 302
    return response.headers["Location"]


def actor(client: Client) -> Actor:
    found: Actor = vars(client.get("/no-such-page").wsgi_request)["actor"]
    return found


def test_a_citizen_comes_in_and_is_greeted_by_name(client: Client) -> None:
    response = sign_in(client)

    assert response.status_code == 302
    assert "Nguyễn Thị Ngọc Lan" in client.get("/no-such-page").text


def test_she_returns_where_she_was(client: Client) -> None:
    page = client.get("/sign-in?next=/dossiers/abc%3Ftab%3D2")

    assert 'name="next" value="/dossiers/abc?tab=2"' in page.text
    assert target(sign_in(client, next="/dossiers/abc?tab=2")) == "/dossiers/abc?tab=2"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_she_is_never_sent_to_another_host(client: Client, elsewhere: str) -> None:
    assert target(sign_in(client, next=elsewhere)) == "/"


@pytest.mark.parametrize(("name", "password"), [("lan", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(client: Client, name: str, password: str) -> None:
    response = sign_in(client, name, password)

    assert response.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.text
    assert password not in response.text.replace(f"<code>{PASSWORD}</code>", "")


def test_empty_boxes_are_named(client: Client) -> None:
    response = sign_in(client, " ", "")

    assert response.status_code == 422
    assert '<a href="#name">Nhập tên đăng nhập</a>' in response.text
    assert '<a href="#password">Nhập mật khẩu</a>' in response.text


def test_the_cast_is_shown_in_the_demonstration_only(client: Client, settings: Settings) -> None:
    assert PASSWORD in client.get("/sign-in").text

    settings.DEMO = False

    assert PASSWORD not in client.get("/sign-in").text


def test_after_ten_wrong_passwords_even_the_right_one_waits(client: Client) -> None:
    for _ in range(tries.MOST_TRIES):
        assert sign_in(client, "lan", "wrong").status_code == 422

    refused = sign_in(client, "lan")

    assert refused.status_code == 429
    assert "Chờ 15 phút" in refused.text


def test_guessing_many_names_from_one_address_is_counted_together(client: Client) -> None:
    for number in range(tries.MOST_TRIES):
        sign_in(client, f"name{number}", "wrong")

    assert sign_in(client, "binh").status_code == 429


def test_after_a_quarter_of_an_hour_the_door_opens_again(client: Client) -> None:
    for _ in range(tries.MOST_TRIES + 1):
        sign_in(client, "lan", "wrong")
    SignInTries.objects.update(since=timezone.now() - tries.WINDOW - timedelta(seconds=1))

    assert sign_in(client, "lan").status_code == 302


def test_a_whole_office_signs_in_from_one_address(client: Client) -> None:
    for _ in range(tries.MOST_TRIES + 5):
        assert sign_in(client, "lan").status_code == 302


def test_tries_name_nobody(client: Client) -> None:
    sign_in(client, "lan", "wrong")

    assert SignInTries.objects.count() == 2
    assert all(len(key) == 64 and "lan" not in key for key in SignInTries.objects.values_list("key", flat=True))


def test_signing_out_takes_a_post_and_forgets(client: Client) -> None:
    sign_in(client)

    assert client.get("/sign-out").status_code == 405
    send(client, "/sign-out")

    assert "Nguyễn Thị Ngọc Lan" not in client.get("/no-such-page").text


def test_an_officer_with_two_posts_chooses_one(client: Client) -> None:
    posts = Post.objects.filter(account=cast.account("tuan")).order_by("pk")
    assert len(posts) > 1

    assert target(sign_in(client, "tuan", next="/desk/")) == "/post?next=%2Fdesk%2F"
    send(client, "/post", post_id=posts[1].pk, next="/desk/")

    assert actor(client).post_id == posts[1].pk
    assert actor(client).role == posts[1].role


def test_somebody_else_s_post_cannot_be_chosen(client: Client) -> None:
    other = Post.objects.exclude(account=cast.account("tuan")).order_by("pk")[:1].get()
    sign_in(client, "tuan")

    assert send(client, "/post", post_id=other.pk).status_code == 404
    assert actor(client).post_id != other.pk


def test_a_delegate_acts_in_the_name_of_the_post(client: Client) -> None:
    post = Post.objects.filter(account=cast.account("tuan")).order_by("pk")[:1].get()
    today = timezone.localdate()
    Delegation.objects.create(
        post=post, to_account=cast.account("hoa"), valid_from=today, valid_to=today, document="12/UQ"
    )
    sign_in(client, "hoa")
    send(client, "/post", post_id=post.pk)

    found = actor(client)

    assert (found.post_id, found.on_behalf_of_id) == (post.pk, post.pk)
    assert found.account_id == cast.account("hoa").pk


def test_a_post_that_has_ended_is_no_post(client: Client) -> None:
    Post.objects.filter(account=cast.account("minh")).update(
        valid_from=timezone.localdate() - timedelta(days=9), valid_to=timezone.localdate() - timedelta(days=1)
    )
    sign_in(client, "minh")

    found = actor(client)

    assert (found.role, found.post_id) == (Role.STRANGER, None)


def test_nobody_is_nobody(client: Client) -> None:
    assert actor(client) == STRANGER


def test_an_expired_session_loses_nothing_that_was_typed(client: Client) -> None:
    """She presses a button behind the sign-in, signs in again, and what she typed is on the page, ready to send."""
    asked = send(client, "/post", post_id="7", note="đã gõ & <nguyên>")
    carried = html.document_fromstring(asked.text).xpath("//input[@name='carried']/@value")[0]
    again = sign_in(client, "tuan", next="/post", carried=carried)

    assert asked.status_code == 403
    assert "Phần ông/bà vừa điền vẫn còn" in asked.text
    assert '<input type="hidden" name="note" value="đã gõ &amp; &lt;nguyên&gt;">' in again.text
    assert '<form method="post" action="/post"' in again.text
    assert again.text.count("csrfmiddlewaretoken") == 2  # this form and the way out, with the token of the new session


def test_a_form_older_than_its_token_can_be_sent_again(client: Client) -> None:
    client.get("/sign-in")

    old = {"name": "lan", "password": "bí mật", "csrfmiddlewaretoken": "old"}
    response = client.post("/sign-in", old, headers=OURS)

    assert response.status_code == 403
    assert '<input type="hidden" name="name" value="lan">' in response.text
    assert "bí mật" not in response.text


def test_another_site_s_form_is_not_offered_again(client: Client) -> None:
    client.get("/sign-in")

    response = client.post("/sign-in", {"name": "lan"}, headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert 'value="lan"' not in response.text


def test_a_fragment_behind_the_sign_in_takes_the_whole_page_there(client: Client) -> None:
    response = client.get("/post", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/x?y=1"})

    assert response.headers["HX-Redirect"] == "/sign-in?next=%2Fdesk%2Fx"
