"""Filling and attaching: nothing typed is ever lost, and what is wrong is said where it is mended."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.blueprints.catalogue import queries
from motcua.dossiers.commands import drafting, filing
from motcua.dossiers.models import Dossier, Paper
from motcua.foundation.accounts.demo import PASSWORD
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency
from motcua.sites.ui.filling.deciding_agencies import deciding
from tests import samples
from tests.pages import portal
from tests.pages.portal import downloaded, form_to, page, signed_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


def draft_of(where: str) -> Dossier:
    return Dossier.objects.select_related("answers").get(uuid=where.removeprefix("/drafts/"))


def test_a_second_press_goes_on_with_the_first_draft(lan: Client) -> None:
    first, second = portal.start(lan, "1.001193"), portal.start(lan, "1.001193")

    assert first == second
    assert Dossier.objects.count() == 1
    assert "đang điền dở" in page(lan.get("/procedures/1.001193/drafts"))


def test_what_is_known_is_offered_and_shown_as_known(lan: Client) -> None:
    where = portal.start(lan, "1.001193")

    answer = page(lan.get(f"{where}/form/nguoi_yeu_cau"))

    assert draft_of(where).answers.data["nyc_ho_ten"] == "Nguyễn Thị Ngọc Lan"
    assert "Nguyễn Thị Ngọc Lan" in answer
    assert "Từ thông tin của ông/bà" in answer


def test_the_place_is_where_she_lives_until_she_says_otherwise(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    assert draft_of(where).deciding_agency.code == "H99.1"

    path = f"{where}/form/case_questions"
    lan.post(path, {**form_to(lan.get(path), path), "agency": "H99.2"})
    assert draft_of(where).deciding_agency.code == "H99.2"
    assert draft_of(where).receiving_unit.code == "H99.2.1"

    answer = lan.post(path, {**form_to(lan.get(path), path), "agency": "H99"})
    assert answer.status_code == 422
    assert draft_of(where).deciding_agency.code == "H99.2"


def test_wrong_answers_come_back_with_what_was_typed(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    wrong = {"tre_ngay_sinh_day": "12", "tre_ngay_sinh_month": "11", "tre_ngay_sinh_year": "2062", "tre_ho_ten": "  "}

    answer = lan.post(path, {**form_to(lan.get(path), path), **wrong})

    text = page(answer)
    assert answer.status_code == 422
    assert "chỗ cần sửa" in text
    assert "Năm 2062 chưa đến" in text
    assert 'value="2062"' in text
    assert draft_of(where).answers.data["tre_ngay_sinh"] == "2062-11-12"
    assert 'value="2062"' in page(lan.get(path)), "still there after coming back"


def test_a_stop_keeps_even_what_is_wrong(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"

    answer = lan.post(path, {**form_to(lan.get(path), path), "tre_ho_ten": "Lan 3", "stop": "1"})

    assert (answer.status_code, answer["Location"]) == (302, "/dossiers")
    assert draft_of(where).answers.data["tre_ho_ten"] == "Lan 3"


def test_rows_are_added_and_left_out_without_script_and_without_loss(world: World) -> None:
    binh = signed_in("binh")
    where = portal.start(binh, "1.001612")
    path = f"{where}/form/nganh_nghe"
    row = {"nganh_nghe-0-ma_nganh": "4711", "nganh_nghe-0-ten_nganh": "Bán lẻ"}

    added = binh.post(path, {**form_to(binh.get(path), path), **row, "add_row": "nganh_nghe"})
    assert added.status_code == 302
    assert added["Location"].endswith("#nganh_nghe")
    shown = binh.get(added["Location"])
    assert 'name="nganh_nghe-1-ma_nganh"' in page(shown)
    assert 'value="Bán lẻ"' in page(shown)

    second = {"nganh_nghe-1-ma_nganh": "5610", "nganh_nghe-1-ten_nganh": "Nhà hàng", "remove_row": "nganh_nghe-0"}
    binh.post(path, {**form_to(shown, path), **second})
    assert [row["ten_nganh"] for row in draft_of(where).answers.data["nganh_nghe"]] == ["Nhà hàng"]


def test_a_question_that_comes_up_now_is_no_mistake_of_hers(lan: Client) -> None:
    where = portal.start(lan, "1.013227")
    path = f"{where}/form/nhan_ket_qua"
    values = {**form_to(lan.get(path), path), "hinh_thuc_nhan": "postal", "cam_doan": "true"}

    answer = lan.post(path, values, follow=True)

    assert answer.redirect_chain[-1][0] == path
    assert 'name="dia_chi_nhan_province"' in page(answer)
    assert "có thêm mục cần điền" in page(answer)


def test_two_tabs_are_told_and_lose_nothing(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    here, there = form_to(lan.get(path), path), form_to(lan.get(path), path)
    lan.post(path, {**there, "tre_ho_ten": "Nguyễn Minh Khôi"})

    answer = lan.post(path, {**here, "tre_ho_ten": "Nguyễn Minh Khoa"})

    assert answer.status_code == 409
    assert "Nguyễn Minh Khôi" in page(answer)
    assert "Nguyễn Minh Khoa" in page(answer)
    assert draft_of(where).answers.data["tre_ho_ten"] == "Nguyễn Minh Khôi"
    lan.post(path, form_to(answer, path))
    assert draft_of(where).answers.data["tre_ho_ten"] == "Nguyễn Minh Khoa"


def test_a_double_click_on_save_is_one_save(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    values = {**form_to(lan.get(path), path), "tre_ho_ten": "Nguyễn Minh Khôi"}

    answers = [lan.post(path, values).status_code for _ in range(2)]

    assert answers == [422, 422], "saved, with the rest of the page still to fill in"


def test_what_officers_and_the_system_answer_is_not_hers_to_send(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/case_questions"
    forged = {"can_xac_minh_hon_nhan": "true", "qua_han": "true"}

    lan.post(path, {**form_to(lan.get(path), path), **forged, "asked": list(forged)})

    assert not forged.keys() & draft_of(where).answers.data.keys()


def test_an_expired_session_brings_back_what_was_typed(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    values = form_to(lan.get(path), path)
    lan.logout()

    answer = lan.post(path, {**values, "tre_ho_ten": "Nguyễn Minh Khôi"}, headers={"origin": "http://testserver"})

    assert answer.status_code == 403
    again = {**form_to(answer, "/sign-in"), "name": "lan", "password": PASSWORD}
    carried = lan.post("/sign-in", again, headers={"origin": "http://testserver"})
    lan.post(path, form_to(carried, path))
    assert draft_of(where).answers.data["tre_ho_ten"] == "Nguyễn Minh Khôi"


def test_papers_are_given_one_at_once_and_taken_back(lan: Client) -> None:
    where = portal.start(lan, "1.013227")

    portal.attach(lan, where, "gpxd_ban_chinh", name="giấy phép.pdf")
    portal.attach(lan, where, "gpxd_ban_chinh", name="trang 2.jpg", content=samples.jpeg())
    text = page(lan.get(f"{where}/papers"))
    assert "giấy phép.pdf" in text
    assert "trang 2.jpg" in text

    paper = Paper.objects.order_by("pk")[:1].get()
    assert downloaded(lan.get(f"{where}/files/{paper.file_id}")).startswith(b"%PDF")
    lan.post(f"{where}/papers/{paper.pk}/removal")
    assert "giấy phép.pdf" not in page(lan.get(f"{where}/papers")).split("Đã bỏ tệp")[-1].split("mc-files")[-1]
    assert lan.get(f"{where}/files/{paper.file_id}").status_code == 404


def test_the_same_file_twice_is_one_paper(lan: Client) -> None:
    where = portal.start(lan, "1.013227")
    content = samples.pdf()

    for _ in range(2):
        portal.attach(lan, where, "gpxd_ban_chinh", content=content)

    assert Paper.objects.filter(removed_at=None).count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "Chọn tệp"), (b"MZ\x90\x00program", "chỉ nhận tệp PDF"), (b"%PDF-1.7 broken", "bị hỏng")],
)
def test_a_file_that_is_not_taken_is_explained_at_its_paper(lan: Client, content: bytes, sentence: str) -> None:
    where = portal.start(lan, "1.013227")

    answer = portal.attach(lan, where, "gpxd_ban_chinh", content=content)

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert 'href="#gpxd_ban_chinh"' in page(answer)
    assert not Paper.objects.exists()


def test_a_paper_that_the_procedure_does_not_know_is_not_there(lan: Client) -> None:
    where = portal.start(lan, "1.013227")

    assert portal.attach(lan, where, "so_do").status_code == 404


def test_the_check_lists_what_is_missing_with_the_way_there(lan: Client) -> None:
    where = portal.start(lan, "1.013227")

    text = page(lan.get(f"{where}/check"))

    assert "phải hoàn thiện trước khi nộp" in text
    assert f"{where}/papers#gpxd_ban_chinh" in text
    assert f"{where}/form/gpxd?back=check#gpxd_so" in text
    assert f'action="{where}/submission"' not in text


ELSEWHERE = samples.PERMIT_EXTENSION | {"dia_chi_xd": {"province": "99", "commune": "99002", "detail": "Bản Lướt"}}


def test_the_agency_of_the_place_in_the_answers_decides_wherever_she_lives(lan: Client) -> None:
    where = portal.start(lan, "1.013227")
    portal.fill(lan, "1.013227", draft=where, answers=ELSEWHERE)

    text = page(lan.get(f"{where}/check"))

    assert "Ủy ban nhân dân xã Hoa Ban" in text
    assert "chọn lại nơi giải quyết" not in text
    assert draft_of(where).receiving_unit.code == "H99.2.1"


def test_a_place_that_was_chosen_and_does_not_fit_the_answers_is_pointed_out(lan: Client) -> None:
    where = portal.start(lan, "1.013227")
    portal.fill(lan, "1.013227", draft=where, answers=ELSEWHERE)
    drafting.choose_agency(draft_of(where), deciding_agency=Agency.objects.get(code="H99.1"))

    text = page(lan.get(f"{where}/check"))

    assert "Ủy ban nhân dân xã Hoa Ban" in text
    assert "chọn lại nơi giải quyết" in text


def test_a_file_that_vanished_is_said_on_the_papers_page(lan: Client) -> None:
    where = portal.start(lan, "1.013227")
    portal.attach(lan, where, "gpxd_ban_chinh")
    storage.path_of(Paper.objects.get().file_id).unlink()

    assert "Không đọc lại được" in page(lan.get(f"{where}/papers"))


def test_a_picture_is_an_answer_and_stays_when_the_page_is_saved_again(lan: Client) -> None:
    code, section, field = picture_question()
    where = portal.start(lan, code)
    path = f"{where}/form/{section}"
    assert 'enctype="multipart/form-data"' in page(lan.get(path))

    bad = SimpleUploadedFile("a.jpg", b"no picture")
    refused = lan.post(path, {**form_to(lan.get(path), path), f"{field}_file": bad})
    assert "chỉ nhận tệp PDF" in page(refused)
    lan.post(path, {**form_to(lan.get(path), path), f"{field}_file": SimpleUploadedFile("a.jpg", samples.jpeg())})
    kept = draft_of(where).answers.data[field]
    lan.post(path, form_to(lan.get(path), path))

    assert draft_of(where).answers.data[field] == kept
    assert storage.path_of(UUID(kept)).exists()


def picture_question() -> tuple[str, str, str]:
    """Procedure, section and field of a picture that everybody is asked for."""
    for procedure in queries.published():
        definition = queries.definition_of(queries.find(procedure.code).version.pk)
        if not deciding(definition, on=MONDAY.date()):
            continue
        for section in definition.form.sections:
            for field in section.fields:
                if field.type == "image" and section.visible_when is None and definition.channels.are_open("online"):
                    return procedure.code, section.key, field.key
    raise AssertionError("no procedure asks for a picture")


@pytest.mark.parametrize("path", ["", "/form/tre", "/papers", "/check"])
def test_another_person_does_not_find_the_draft(lan: Client, path: str) -> None:
    where = portal.start(lan, "1.001193")

    assert signed_in("binh").get(where + path).status_code == 404
    assert signed_in("minh").get(where + path).status_code == 404


def test_an_officer_does_not_file_with_the_account_of_her_office(world: World) -> None:
    assert signed_in("minh").post("/procedures/1.001193/drafts").status_code == 403
    assert not Dossier.objects.exists()


def test_an_address_of_before_leads_to_the_commune_of_today(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    typed = {"tre_noi_sinh_former": "Trạm y tế, phường Bến Nghé, quận 1, TP.HCM", "find_place": "tre_noi_sinh"}

    answer = lan.post(path, {**form_to(lan.get(path), path), **typed})

    assert answer["Location"] == f"{path}#tre_noi_sinh"
    assert draft_of(where).answers.data["tre_noi_sinh"] == {
        "province": "79",
        "commune": "26740",
        "detail": "Trạm y tế",
        "former": "Trạm y tế, phường Bến Nghé, quận 1, TP.HCM",
    }


def test_where_one_ward_became_several_the_person_chooses(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/tre"
    typed = {"tre_noi_sinh_former": "xã Tân Thạnh, huyện Thới Lai, Cần Thơ"}
    wrong = lan.post(path, {**form_to(lan.get(path), path), **typed})
    assert wrong.status_code == 422
    assert "Chọn xã, phường hiện nay của nơi sinh" in page(wrong)
    assert 'name="tre_noi_sinh_choice" value="92-31666"' in page(wrong)

    lan.post(path, {**form_to(wrong, path), "tre_noi_sinh_choice": "92-31666"})

    kept = draft_of(where).answers.data["tre_noi_sinh"]
    assert (kept["province"], kept["commune"], kept["former"]) == ("92", "31666", typed["tre_noi_sinh_former"])


def test_a_picture_that_vanished_stops_the_filing_like_a_paper(lan: Client, world: World) -> None:
    code, section, field = picture_question()
    where = portal.start(lan, code)
    path = f"{where}/form/{section}"
    lan.post(path, {**form_to(lan.get(path), path), f"{field}_file": SimpleUploadedFile("a.jpg", samples.jpeg())})
    dossier = draft_of(where)
    answers = {field: dossier.answers.data[field]}
    filing.prove_pictures(dossier, answers)
    storage.path_of(UUID(answers[field])).unlink()

    with pytest.raises(filing.PaperGone):
        filing.prove_pictures(dossier, answers)


def test_what_may_be_right_is_shown_at_its_question_and_at_the_check_and_stops_nobody(lan: Client) -> None:
    where = portal.start(lan, "1.001193")
    path = f"{where}/form/nguoi_yeu_cau"
    doubtful = {"nyc_so_dinh_danh": "001194000011", "nyc_loai_giay_to": "cccd", "nyc_so_giay_to": "1", "quan_he": "me"}
    lan.post(path, {**form_to(lan.get(path), path), **doubtful})

    assert "thì sinh năm 1994" in page(lan.get(path))
    check = page(lan.get(f"{where}/check"))
    assert "thì sinh năm 1994" in check
    assert f"{path}?back=check#nyc_so_dinh_danh" in check
    blocking = check[check.index('id="to-mend"') : check.index("</ul>", check.index('id="to-mend"'))]
    assert "1994" not in blocking
