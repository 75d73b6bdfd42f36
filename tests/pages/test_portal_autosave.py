"""Every field saves itself: what arrives is kept, what is odd is said quietly, and two devices never overwrite."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Answers, Dossier
from motcua.dossiers.rules import merging
from tests.pages import portal
from tests.pages.portal import form_to, page, signed_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


@pytest.fixture
def draft(lan: Client) -> str:
    return portal.start(lan, "1.001193")


def answers_of(draft: str) -> Any:
    return Answers.objects.get(dossier__uuid=draft.removeprefix("/drafts/")).data


def asked(client: Client, draft: str, part: str, key: str) -> str:
    """The question with its mark, as the page sends it."""
    path = f"{draft}/form/{part}"
    sent: list[str] = form_to(client.get(path), path)["asked"]
    return next(each for each in sent if each.partition("=")[0] == key)


def save(client: Client, draft: str, part: str, *fields: str, **typed: str) -> Any:
    return client.post(
        f"{draft}/form/{part}/fields", {"asked": fields, **typed}, headers={"accept": "application/json"}
    )


def test_one_field_is_saved_and_the_rest_of_the_page_is_left_alone(lan: Client, draft: str) -> None:
    before = answers_of(draft)

    said = save(lan, draft, "tre", asked(lan, draft, "tre", "tre_ho_ten"), tre_ho_ten="Nguyễn Minh Khôi").json()

    assert answers_of(draft) == {**before, "tre_ho_ten": "Nguyễn Minh Khôi"}
    assert said["saved"].startswith("Đã lưu lúc")
    assert said["marks"] == {"tre_ho_ten": merging.mark("Nguyễn Minh Khôi")}
    assert said["remarks"] == {}
    assert said["conflicts"] == {}


def test_what_is_wrong_is_kept_and_remarked_at_its_question_only(lan: Client, draft: str) -> None:
    said = save(lan, draft, "tre", "tre_ngay_sinh", tre_ngay_sinh_day="30", tre_ngay_sinh_month="2").json()

    assert answers_of(draft)["tre_ngay_sinh"] == "-02-30"
    assert list(said["remarks"]) == ["tre_ngay_sinh"]


def test_an_emptied_field_is_saved_without_a_scolding(lan: Client, draft: str) -> None:
    save(lan, draft, "tre", "tre_ho_ten", tre_ho_ten="Nguyễn Minh Khôi")

    said = save(lan, draft, "tre", "tre_ho_ten", tre_ho_ten="").json()

    assert "tre_ho_ten" not in answers_of(draft)
    assert said["remarks"] == {}


def test_what_the_system_reckons_comes_back_with_the_save(lan: Client, draft: str) -> None:
    born = {"tre_ngay_sinh_day": "12", "tre_ngay_sinh_month": "11", "tre_ngay_sinh_year": "2026"}

    said = save(lan, draft, "tre", "tre_ngay_sinh", **born).json()

    assert said["computed"]["tre_ngay_sinh_chu"].startswith("Ngày mười hai, tháng mười một")


def test_the_server_says_which_questions_are_asked_now(lan: Client, draft: str) -> None:
    before = save(lan, draft, "ban_sao", "cap_ban_sao", cap_ban_sao="false").json()
    after = save(lan, draft, "ban_sao", "cap_ban_sao", cap_ban_sao="true").json()

    assert "so_ban_sao" not in before["shown"]
    assert "so_ban_sao" in after["shown"]


def test_two_devices_on_different_questions_are_no_conflict(lan: Client, draft: str) -> None:
    name, sex = asked(lan, draft, "tre", "tre_ho_ten"), asked(lan, draft, "tre", "tre_gioi_tinh")
    save(lan, draft, "tre", name, tre_ho_ten="Nguyễn Minh Khôi", revision="0")

    said = save(lan, draft, "tre", sex, tre_gioi_tinh="nam", revision="0").json()

    assert said["conflicts"] == {}
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Minh Khôi"


def test_two_devices_on_one_question_are_told_and_nothing_is_overwritten(lan: Client, draft: str) -> None:
    drawn = asked(lan, draft, "tre", "tre_ho_ten")
    save(lan, draft, "tre", drawn, tre_ho_ten="Nguyễn Minh Khôi")

    said = save(lan, draft, "tre", drawn, tre_ho_ten="Nguyễn Minh Khoa").json()

    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Minh Khôi"
    both = said["conflicts"]["tre_ho_ten"]
    assert (both["mine"], both["theirs"]) == ("Nguyễn Minh Khoa", "Nguyễn Minh Khôi")
    save(lan, draft, "tre", f"tre_ho_ten={both['mark']}", tre_ho_ten="Nguyễn Minh Khoa")
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Minh Khoa"


def test_of_two_questions_the_one_nobody_else_answered_is_saved(lan: Client, draft: str) -> None:
    name, place = asked(lan, draft, "tre", "tre_ho_ten"), asked(lan, draft, "tre", "tre_noi_sinh_co_so")
    save(lan, draft, "tre", name, tre_ho_ten="Nguyễn Minh Khôi")

    said = save(lan, draft, "tre", name, place, tre_ho_ten="Nguyễn Minh Khoa", tre_noi_sinh_co_so="Trạm y tế").json()

    assert list(said["conflicts"]) == ["tre_ho_ten"]
    assert answers_of(draft)["tre_noi_sinh_co_so"] == "Trạm y tế"


def test_a_whole_page_sent_late_does_not_undo_another_device(lan: Client, draft: str) -> None:
    """Without a script the untouched boxes of an old page go along: they are no answers of this page."""
    path = f"{draft}/form/tre"
    old = form_to(lan.get(path), path)
    save(lan, draft, "tre", asked(lan, draft, "tre", "tre_ho_ten"), tre_ho_ten="Nguyễn Minh Khôi")

    answer = lan.post(path, {**old, "tre_noi_sinh_co_so": "Trạm y tế"})

    assert answer.status_code == 422, "no conflict; the rest is still to fill in"
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Minh Khôi"
    assert answers_of(draft)["tre_noi_sinh_co_so"] == "Trạm y tế"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Nguyễn Minh Khoa"), ("theirs", "Nguyễn Minh Khôi")])
def test_the_person_chooses_field_by_field(lan: Client, draft: str, choice: str, kept: str) -> None:
    path = f"{draft}/form/tre"
    old = form_to(lan.get(path), path)
    save(lan, draft, "tre", asked(lan, draft, "tre", "tre_ho_ten"), tre_ho_ten="Nguyễn Minh Khôi")
    asking = lan.post(path, {**old, "tre_ho_ten": "Nguyễn Minh Khoa", "tre_noi_sinh_co_so": "Trạm y tế"})
    assert asking.status_code == 409

    lan.post(path, {**form_to(asking, path), "keep-tre_ho_ten": choice})

    assert answers_of(draft)["tre_ho_ten"] == kept
    assert answers_of(draft)["tre_noi_sinh_co_so"] == "Trạm y tế"


def test_a_session_that_has_ended_says_so_and_saves_nothing(lan: Client, draft: str) -> None:
    before = answers_of(draft)

    answer = save(Client(), draft, "tre", "tre_ho_ten", tre_ho_ten="Khôi")

    assert answer.status_code == 403
    assert answers_of(draft) == before


def test_what_was_filed_meanwhile_is_not_saved_into(lan: Client, world: World) -> None:
    dossier = world.submitted()

    answer = save(lan, f"/drafts/{dossier.uuid}", "tre", "tre_ho_ten", tre_ho_ten="Khác")

    assert answer.status_code == 302
    assert Answers.objects.get(dossier=dossier).data["tre_ho_ten"] != "Khác"


def test_a_part_that_the_form_does_not_have_is_not_there(lan: Client, draft: str) -> None:
    assert save(lan, draft, "khong_co", "tre_ho_ten", tre_ho_ten="Khôi").status_code == 404


def test_nothing_is_saved_into_what_officers_answer(lan: Client, draft: str) -> None:
    save(lan, draft, "case_questions", "can_xac_minh_hon_nhan", can_xac_minh_hon_nhan="true")

    assert "can_xac_minh_hon_nhan" not in answers_of(draft)


def test_an_answer_that_is_changed_loses_its_source_and_others_keep_theirs(lan: Client, draft: str) -> None:
    key = asked(lan, draft, "nguoi_yeu_cau", "nyc_dien_thoai")

    save(lan, draft, "nguoi_yeu_cau", key, nyc_dien_thoai="0912345679")

    sources = Answers.objects.get(dossier__uuid=draft.removeprefix("/drafts/")).sources
    assert "nyc_dien_thoai" not in sources
    assert sources["nyc_ho_ten"] == {"from": "profile", "of": ""}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"from": "profile", "of": ""}, "Từ thông tin của ông/bà"),
        ({"from": "dossier", "of": "H99.1-261120-0001"}, "Từ hồ sơ H99.1-261120-0001"),
        ({"from": "card", "of": ""}, "Quét từ thẻ căn cước"),
        ({"from": "register", "of": ""}, "Từ cơ sở dữ liệu dân cư"),
    ],
    ids=["profile", "dossier", "card", "register"],
)
def test_each_prefilled_field_says_where_its_value_is_from(
    lan: Client, draft: str, source: dict[str, str], words: str
) -> None:
    dossier = Dossier.objects.get(uuid=draft.removeprefix("/drafts/"))
    drafting.save_answers(
        dossier, changed={"tre_ho_ten": "Nguyễn A"}, revision=None, at=MONDAY, sources={"tre_ho_ten": source}
    )

    assert words in page(lan.get(f"{draft}/form/tre"))


def test_drafts_lie_in_ordinary_tables_that_survive_a_crash() -> None:
    """An unlogged table is empty after the server was killed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relpersistence FROM pg_class WHERE relname IN "
            "('dossiers_dossier', 'dossiers_answers', 'dossiers_paper', 'files_storedfile') ORDER BY 1"
        )
        found = dict(cursor.fetchall())

    assert len(found) == 4
    assert {*found.values()} == {"p"}
