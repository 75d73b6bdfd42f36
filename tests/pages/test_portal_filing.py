"""Filing once, whatever happens on the way."""

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Filing, Paper
from motcua.foundation.files import storage
from tests import samples
from tests.pages import portal
from tests.pages.portal import form_to, page, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
CODE = "1.013227"


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


@pytest.fixture
def ready(lan: Client) -> str:
    """A draft with everything that it needs."""
    where = portal.start(lan, CODE)
    portal.fill(lan, CODE, draft=where)
    for item in samples.PAPERS[CODE]:
        portal.attach(lan, where, item)
    return where


def test_a_double_click_files_once(lan: Client, ready: str) -> None:
    values = form_to(lan.get(f"{ready}/check"), f"{ready}/submission")

    first, second = (lan.post(f"{ready}/submission", values) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Filing.objects.count() == 1


def test_two_tabs_file_once_and_say_so(lan: Client, ready: str) -> None:
    first, second = (form_to(lan.get(f"{ready}/check"), f"{ready}/submission") for _ in range(2))
    assert first["key"] != second["key"]

    where = lan.post(f"{ready}/submission", first)["Location"]
    answer = lan.post(f"{ready}/submission", second, follow=True)

    assert answer.redirect_chain[0][0] == where
    assert "đã được nộp từ trước" in page(answer)
    assert Filing.objects.count() == 1


def test_the_back_button_leads_to_what_was_filed(lan: Client, ready: str) -> None:
    where = portal.submit(lan, ready)

    for path in ("", "/form/gpxd", "/papers", "/check"):
        answer = lan.get(ready + path, follow=True)
        assert answer.redirect_chain == [(where, 302)], path
        assert "không sửa được nữa" in page(answer)

    answer = lan.post(f"{ready}/form/gpxd", {"asked": "gpxd_so", "gpxd_so": "khác"})
    assert answer["Location"] == where
    assert Filing.objects.get().answers["gpxd_so"] == samples.PERMIT_EXTENSION["gpxd_so"]


def test_a_page_without_its_key_still_files_once(lan: Client, ready: str) -> None:
    first, second = (lan.post(f"{ready}/submission", {"key": "nonsense"}) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Filing.objects.count() == 1


def test_what_is_incomplete_is_not_filed_and_leads_back(lan: Client) -> None:
    where = portal.start(lan, CODE)

    answer = lan.post(f"{where}/submission", {"key": "0" * 32}, follow=True)

    assert answer.redirect_chain == [(f"{where}/check", 302)]
    assert not Filing.objects.exists()


def test_a_file_gone_before_filing_keeps_everything_else(lan: Client, ready: str) -> None:
    storage.path_of(Paper.objects.get().file_id).unlink()

    answer = lan.post(f"{ready}/submission", {"key": "0" * 32}, follow=True)

    assert answer.redirect_chain == [(f"{ready}/papers", 302)]
    assert "không còn đọc lại được" in page(answer)
    assert not Filing.objects.exists()
    assert Dossier.objects.get().answers.data["gpxd_so"] == samples.PERMIT_EXTENSION["gpxd_so"]


def test_the_receipt_reads_the_files_back(lan: Client, ready: str) -> None:
    where = portal.submit(lan, ready)
    assert "Đọc lại đúng" in page(lan.get(f"{where}/receipt"))

    storage.path_of(Paper.objects.get().file_id).unlink()

    assert "Không đọc lại được" in page(lan.get(f"{where}/receipt"))


def test_the_receipt_shows_the_secret_and_the_address_does_not(lan: Client, ready: str) -> None:
    where = portal.submit(lan, ready)
    secret = Dossier.objects.get().tracking_secret

    answer = lan.get(f"{where}/receipt")

    assert f"{secret[:4]} {secret[4:]}" in page(answer)
    assert secret not in where
    assert "<svg" in page(answer)


def test_a_stranger_files_nothing(lan: Client, ready: str) -> None:
    for name in ("binh", "minh", "quy", "kien"):
        assert signed_in(name).post(f"{ready}/submission", {"key": "0" * 32}).status_code == 404
    assert not Filing.objects.exists()
