"""What every answer keeps: headers, language, text that is whole, and pages for when something went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from motcua.dossiers.rules.lifecycle import Action, NotAllowed, Role, State
from motcua.sites.ui import errors, headers, navigation, refusals, translations
from motcua.sites.ui.middleware import RefusalsAsPages
from tests import world as cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/sign-in", "/health", "/no-such-page", "/static/css/base.css", "/post", "/%00"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    response.close()

    assert {name: response.headers[name] for name in headers.HEADERS} == headers.HEADERS


def test_what_was_shown_to_someone_signed_in_is_not_kept(client: Client) -> None:
    client.force_login(cast.account("minh"))

    assert client.get("/post").headers["Cache-Control"] == "no-store"


def test_health_needs_no_sign_in_and_asks_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health").json() == {"status": "ok"}

    def gone(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)  # a dead database cannot be handed in

    assert client.get("/health").status_code == 503


@pytest.mark.parametrize("path", ["/%00", "/sign-in?next=%00", "/sign-in?next=%ff", "/sign-in?next=%ed%a0%80"])
def test_text_that_no_database_takes_is_refused_at_the_edge(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 400
    assert "ký tự" in response.text


@pytest.mark.parametrize("body", [b"name=%00", b"name=%ff", b"name=%ed%a0%80", b"%00=x"])
def test_so_is_such_text_in_a_form(client: Client, body: bytes) -> None:
    response = client.post("/language", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400


def test_a_request_that_would_fill_the_disk_is_not_read(client: Client) -> None:
    response = client.post("/language", b"", content_type="text/plain", headers={"Content-Length": "99000000000"})

    assert response.status_code == 413
    assert "mỗi tệp tối đa 20 MB" in response.text


def test_another_host_s_name_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/sign-in", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "Máy chủ không đọc được yêu cầu" in response.text


def test_vietnamese_marks_are_text(client: Client) -> None:
    response = client.post("/language", {"language": "vi", "next": "/tìm?q=Đặng Thị Ứng ƀ ĕ 🌾"})

    assert response.status_code == 302


def test_pages_are_vietnamese_until_somebody_chooses(client: Client) -> None:
    translations.compile_english()

    before = client.get("/sign-in", headers={"Accept-Language": "en-US"})
    client.post("/language", {"language": "en", "next": "/sign-in"})
    after = client.get("/sign-in")

    assert "<h1>Đăng nhập</h1>" in before.text
    assert "<h1>Sign in</h1>" in after.text
    assert '<html lang="en"' in after.text


def test_size_and_theme_are_remembered_and_nothing_else_is(client: Client) -> None:
    client.post("/look", {"size": "large", "next": "/sign-in"})
    client.post("/look", {"theme": "dark"})
    response = client.post("/look", {"size": "huge"})

    page = client.get("/sign-in").text

    assert 'data-size="large"' in page
    assert 'data-theme="dark"' in page
    assert "size" not in response.cookies


@pytest.mark.parametrize("path", ["/language", "/look"])
def test_a_choice_leads_back_to_our_own_pages_only(client: Client, path: str) -> None:
    assert client.post(path, {"next": "https://evil.example/"}).headers["Location"] == "/"
    assert client.get(path).status_code == 405


def test_what_is_not_there_says_so_and_shows_a_way_on(client: Client) -> None:
    response = client.get("/no-such-page")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.text
    assert 'href="/tracking"' in response.text


def test_our_own_failure_needs_no_database_and_shows_no_trace(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/x")

    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        response = errors.server_error(request)

    assert response.status_code == 500
    assert "Lỗi ở phía chúng tôi" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_forbidden_and_bad_requests_have_pages(client: Client) -> None:
    request = client.get("/sign-in").wsgi_request

    assert errors.forbidden(request, PermissionDenied()).status_code == 403
    assert errors.bad_request(request).status_code == 400


def test_a_refusal_from_below_becomes_a_sentence_with_a_way_back(client: Client) -> None:
    request = client.get("/sign-in", headers={"Referer": "http://testserver/desk/"}).wsgi_request
    refusal = NotAllowed(action=Action.ACCEPT, state=State.REFUSED, role=Role.RECEPTIONIST)

    response = RefusalsAsPages(_never).process_exception(request, refusal)

    assert response is not None
    assert response.status_code == 409
    text = response.content.decode()
    assert "“Từ chối tiếp nhận” nên chưa làm được việc “Tiếp nhận hồ sơ”" in text
    assert 'href="http://testserver/desk/"' in text


def test_a_fragment_gets_the_sentence_alone(client: Client) -> None:
    request = client.get("/sign-in", headers={"HX-Request": "true"}).wsgi_request
    refusal = NotAllowed(action=Action.ACCEPT, state=State.REFUSED, role=Role.RECEPTIONIST)

    response = errors.refused(request, refusal)

    assert "<html" not in response.content.decode()
    assert response.status_code == 409


def test_other_exceptions_are_not_ours(client: Client) -> None:
    request = client.get("/sign-in").wsgi_request

    assert RefusalsAsPages(_never).process_exception(request, ValueError()) is None


def test_a_refusal_is_said_in_the_reader_s_language() -> None:
    translations.compile_english()
    refusal = NotAllowed(action=Action.ACCEPT, state=State.REFUSED, role=Role.RECEPTIONIST)

    with translation.override("en"):
        assert "“Accept the dossier”" in refusals.sentence(refusal)


def test_the_doors_in_the_menu_exist(client: Client) -> None:
    for entry in navigation.PORTAL:
        assert client.get(entry.path).status_code in {200, 302}, entry.path


def test_communes_follow_their_province(client: Client) -> None:
    response = client.get("/communes?province=99")

    assert "Phường Minh Tân" in response.json()
    assert client.get("/communes?province=x").json() == []


def _never(_: HttpRequest) -> HttpResponse:
    raise AssertionError
