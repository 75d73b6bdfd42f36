"""Exemptions and notices on the desk's pages, and what the citizen reads of them."""

import pytest

from motcua.dossiers.models import SettledHow
from tests.doors import door
from tests.money import owing
from tests.pages.test_desk_acts import url
from tests.stories.test_duties import RESIDENCE, a_filing_holds_what_matters, filed, waiting_for_money
from tests.world import World

__all__ = ["a_filing_holds_what_matters"]


def test_an_officer_lets_off_and_both_pages_say_why(world: World) -> None:
    dossier = filed(world, RESIDENCE)
    paper = str(dossier.papers.get().file_id)
    page = url(dossier, "fee-exemption")

    assert door("minh").post(page, {}).status_code == 422
    said = door("minh").post(page, {"exemption": "le_phi_cu_tru.ho_ngheo", "paper": paper}, follow=True)

    assert said.status_code == 200
    assert dossier.duties.get(cancelled_at=None).settled_how == SettledHow.NOTHING_DUE
    for text in (said.text, door("lan").get(f"/dossiers/{dossier.code}").text):
        assert "Người thuộc hộ nghèo, cận nghèo" in text
        assert "75/2022/TT-BTC" in text


@pytest.mark.parametrize("who", ["hoa", "van"])
def test_others_let_nobody_off(world: World, who: str) -> None:
    dossier = filed(world, RESIDENCE)

    assert door(who).get(url(dossier, "fee-exemption")).status_code == 409


def test_a_notice_is_entered_and_read_by_the_citizen(world: World) -> None:
    dossier = waiting_for_money(world)
    typed = {
        "document": "LTB-0012",
        "document_date_day": "18",
        "document_date_month": "11",
        "document_date_year": "2026",
        "thue_tncn": "12.000.000",
        "payee_name": "Thuế cơ sở Minh Tân",
        "payee_account": "7111234567",
    }

    assert door("hoa").post(url(dossier, "tax-notice"), {**typed, "thue_tncn": ""}).status_code == 422
    door("hoa").post(url(dossier, "tax-notice"), typed)

    assert dossier.duties.get(kind="financial").amount == 12_000_000
    text = door("lan").get(f"/dossiers/{dossier.code}").text
    assert "LTB-0012" in text
    assert "7111234567" in text
    assert "Hẹn lần 2" in text


def test_a_dossier_without_a_fee_says_nothing_of_paying(world: World) -> None:
    dossier = world.submitted("1.001193")

    assert "Phí, lệ phí và nghĩa vụ" not in door("lan").get(f"/dossiers/{dossier.code}").text


def test_what_waits_for_its_fee_is_not_offered_for_taking_in_and_who_presses_is_told(world: World) -> None:
    dossier = owing(world).dossier
    minh = door("minh")

    page = minh.get(f"/desk/dossiers/{dossier.code}").text
    assert "Chưa nộp phí, lệ phí" in page
    assert f'href="{url(dossier, "acceptance")}"' not in page
    listed = minh.get(f"/desk/lists/to-receive?chosen={dossier.code}", headers={"HX-Request": "true"}).text
    assert "Chưa nộp phí, lệ phí" in listed
    said = minh.post(url(dossier, "acceptance"), headers={"HX-Request": "true"})
    assert (said.status_code, "Hồ sơ còn phí, lệ phí chưa nộp" in said.text) == (409, True)

    world.pay(dossier)
    page = minh.get(f"/desk/dossiers/{dossier.code}").text
    assert "Chưa nộp phí, lệ phí" not in page
    assert f'href="{url(dossier, "acceptance")}"' in page
