"""What desk, cashier and citizen read of a fee that was paid at the national portal, and of papers that lack."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import fetching
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.later_models import PaidThere, PapersAskedAgain
from motcua.foundation import legal_time
from tests.arriving import NUMBER, body, brought, door
from tests.doors import door as signed_in
from tests.stories.test_paid_there import REFERENCE, household
from tests.world import TUESDAY, World, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door", "world")
LIES = {"TenTepDinhKem": "a.pdf", "DuongDanTaiTepTin": "https://files.example.vn/a.pdf"}
ALL = "/desk/cashier/paid-there"


def filed(**changed: Any) -> Dossier:
    assert brought(body(household(**changed)))["error_code"] == "0"
    run_jobs()
    return FiledThere.objects.get(number=NUMBER).dossier


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    said: str = response.content.decode()
    assert response.status_code == status, said[:1000]
    return said


def test_the_desk_reads_at_once_that_it_was_paid_there(world: World) -> None:
    dossier = filed()

    page = text(signed_in("minh"), f"/desk/dossiers/{dossier.code}")

    assert "Đã nộp tại Cổng, đang chờ thấy tiền trên sao kê" in page
    assert REFERENCE in page
    assert "Chờ nộp phí" not in page


def test_a_sum_that_differs_is_said(world: World) -> None:
    dossier = filed(DanhSachLePhi=[{"Gia": "50000"}])

    assert "hai số khác nhau" in text(signed_in("minh"), f"/desk/dossiers/{dossier.code}")


def test_the_citizen_is_told_not_to_pay_again(world: World) -> None:
    dossier = filed()
    lan = signed_in("lan")

    page = text(lan, f"/dossiers/{dossier.code}/payment")

    assert "Đừng trả lần nữa" in page
    assert "QR" not in page
    assert "/payment" not in text(lan, f"/dossiers/{dossier.code}").partition("<main")[2].partition("Phí, lệ phí")[0]
    duty = dossier.duties.get()
    going = {"code": dossier.code, "number": duty.number, "gateway": "vnpay"}
    assert lan.post(reverse("portal:payment-going", kwargs=going)).status_code == 404


def test_the_cashier_sees_what_she_waits_for_and_takes_no_cash_for_it(world: World) -> None:
    dossier = filed()
    nga = signed_in("nga")

    assert REFERENCE in text(nga, ALL)
    assert "Chờ sao kê" in text(nga, ALL)
    assert "không còn khoản nào" in text(nga, f"/desk/dossiers/{dossier.code}/cash")


def test_what_is_late_is_marked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    filed()
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY + timedelta(days=7))

    assert "Quá 3 ngày làm việc</" in text(signed_in("nga"), ALL)


def test_the_cashier_has_the_last_word_and_says_why(world: World) -> None:
    dossier = filed()
    nga, duty = signed_in("nga"), dossier.duties.get()
    address = f"{ALL}/{duty.pk}"

    assert nga.post(address, {}).status_code == 422
    silent = nga.post(address, {"what": "ask", "note": ""})
    assert (silent.status_code, 'aria-invalid="true"' in silent.content.decode()) == (422, True)
    assert nga.post(address, {"what": "ask", "note": "Không có trên sao kê"}).status_code == 302

    duty.refresh_from_db()
    assert duty.is_asked_for
    assert "Không tìm thấy tiền, đã yêu cầu nộp" in text(signed_in("minh"), f"/desk/dossiers/{dossier.code}")
    assert nga.post(address, {"what": "ask", "note": "Lần nữa"}).status_code == 409
    assert "Không có khoản nào đang chờ" in text(nga, ALL)


def test_a_receipt_that_was_seen_ends_it(world: World) -> None:
    duty = filed().duties.get()

    assert signed_in("nga").post(f"{ALL}/{duty.pk}", {"what": "shown", "note": "BL-1"}).status_code == 302

    assert PaidThere.objects.get().note == "BL-1"


@pytest.mark.parametrize("who", ["minh", "hoa", "quy", "lan"])
def test_the_list_is_the_cashier_s_alone(world: World, who: str) -> None:
    duty = filed().duties.get()

    assert {signed_in(who).get(path).status_code for path in (ALL, f"{ALL}/{duty.pk}")} == {404}


@pytest.fixture
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def opened(_url: str) -> Iterator[None]:
        raise fetching.PaperNotThere
        yield

    monkeypatch.setattr(fetching, "opened", opened)


@pytest.mark.usefixtures("nobody_answers")
def test_an_officer_has_lacking_papers_fetched_again(world: World) -> None:
    dossier = filed(TaiLieuNop=[LIES])
    minh, address = signed_in("minh"), f"/desk/dossiers/{dossier.code}/papers-again"
    assert "Lấy lại giấy tờ" in text(minh, f"/desk/dossiers/{dossier.code}")

    assert minh.post(address).status_code == 302
    run_jobs()

    assert PapersAskedAgain.objects.get().asked_by_id == world.minh.post_id
    assert "chưa lấy được tệp nào" in text(minh, f"/desk/dossiers/{dossier.code}")


@pytest.mark.usefixtures("nobody_answers")
@pytest.mark.parametrize(("who", "role"), [("nga", None), ("quy", None), ("tuan", Role.HEAD)])
def test_who_does_not_work_on_its_papers_fetches_none(world: World, who: str, role: Role | None) -> None:
    dossier = filed(TaiLieuNop=[LIES])
    client = signed_in(who, role)

    assert client.post(f"/desk/dossiers/{dossier.code}/papers-again").status_code == 404
    assert "Lấy lại giấy tờ" not in client.get(f"/desk/dossiers/{dossier.code}").content.decode()
    assert not PapersAskedAgain.objects.exists()
