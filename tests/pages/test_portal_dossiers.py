"""What the people of a dossier see of it, and what they can do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.dossiers.commands import decision, intake, processing
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.audit.looks import note_look
from motcua.foundation.organisations.models import Post
from tests import samples
from tests.pages import portal
from tests.pages.portal import downloaded, form_to, page, signed_in
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


def where(dossier: Dossier) -> str:
    return f"/dossiers/{dossier.code}"


def test_the_answer_comes_first(world: World, lan: Client) -> None:
    now = timezone.now()
    dossier = world.submitted("1.013227", at=now)
    assert "Đã nộp, chờ tiếp nhận." in page(lan.get(where(dossier)))

    intake.accept(dossier, actor=world.minh, at=now)

    text = page(lan.get(where(dossier)))
    assert "Đang đúng hẹn." in text
    assert "hẹn trả trước 17 giờ" in text
    assert "Kiểm tra hiệu lực giấy phép, hiện trạng khởi công" in text


def test_lateness_is_said(world: World, lan: Client) -> None:
    dossier = world.accepted("1.013227", at=timezone.now() - timedelta(days=60))

    assert "Đã quá hẹn." in page(lan.get(where(dossier)))


def test_the_deadline_explains_itself(world: World, lan: Client) -> None:
    text = page(lan.get(where(world.accepted("1.013227", at=MONDAY))))

    assert "Thời hạn được tính như thế nào" in text
    assert "thứ Ba 17/11/2026" in text
    assert "thứ Hai 23/11/2026" in text


def test_a_holiday_is_named_and_not_counted(world: World, lan: Client) -> None:
    text = page(lan.get(where(world.accepted("1.013227", at=FRIDAY))))

    counted, _, skipped = text.partition("Tính 5 ngày:")[2].partition("Không tính:")
    assert "thứ Hai 23/11/2026; thứ Tư 25/11/2026" in counted
    assert "thứ Ba 24/11/2026 (Ngày Văn hóa Việt Nam)" in skipped


def test_the_whole_filing_can_be_read_again(world: World, lan: Client) -> None:
    dossier = world.submitted("1.001193")
    paper = dossier.papers.get()

    text = page(lan.get(where(dossier)))

    assert "Nguyễn Minh Khôi" in text
    assert "Phường Minh Tân" in text
    assert downloaded(lan.get(f"{where(dossier)}/files/{paper.file_id}")).startswith(b"%PDF")
    assert signed_in("binh").get(f"{where(dossier)}/files/{paper.file_id}").status_code == 404


def test_she_sees_who_looked(world: World, lan: Client) -> None:
    dossier = world.submitted("1.001193")
    post = Post.objects.get(account=world.minh.account_id or 0)
    assert "Chưa có cán bộ nào" in page(lan.get(where(dossier)))

    note_look(account_id=post.account_id, post_id=post.pk, dossier_id=dossier.pk, at=TUESDAY)

    assert "Cán bộ tiếp nhận, Trung tâm Phục vụ hành chính công phường Minh Tân" in page(lan.get(where(dossier)))


def test_she_mends_what_was_asked_for_and_files_again_under_the_same_code(world: World, lan: Client) -> None:
    dossier = world.submitted("1.001193")
    intake.ask_to_complete(
        dossier, actor=world.minh, at=TUESDAY, items=["giay_chung_sinh", "tre_ho_ten"], reason="Ảnh mờ"
    )
    text = page(lan.get(f"{where(dossier)}/completion"))
    assert "Giấy chứng sinh" in text
    assert "Ảnh mờ" in text
    assert text.count("Chưa sửa") == 2
    draft = f"/drafts/{dossier.uuid}"
    assert f"{draft}/papers#giay_chung_sinh" in text
    assert f"{draft}/form/tre#tre_ho_ten" in text

    portal.attach(lan, draft, "giay_chung_sinh", name="ro.jpg", content=samples.jpeg())
    path = f"{draft}/form/tre"
    saved = lan.post(path, {**form_to(lan.get(path), path), "tre_ho_ten": "Nguyễn Minh Khởi"})
    assert saved["Location"] == f"{where(dossier)}/completion"
    answer = lan.get(f"{where(dossier)}/completion")
    assert page(answer).count("Đã sửa") == 2
    lan.post(f"{where(dossier)}/completion", form_to(answer, f"{where(dossier)}/completion"))

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert dossier.filings.latest("number").answers["tre_ho_ten"] == "Nguyễn Minh Khởi"
    assert len(dossier.filings.latest("number").papers) == 2


def test_a_supplement_restarts_the_period(world: World, lan: Client) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    processing.request_supplement(
        dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu trang 2"
    )
    path = f"{where(dossier)}/supplement"
    assert "Cần ông/bà bổ sung hồ sơ" in page(lan.get(where(dossier)))
    portal.attach(lan, f"/drafts/{dossier.uuid}", "gpxd_ban_chinh", name="trang2.pdf")

    lan.post(path, form_to(lan.get(path), path))

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert lan.get(path)["Location"] == where(dossier), "nothing is asked for any more"


def test_she_confirms_the_draft_of_the_result(world: World, lan: Client) -> None:
    dossier = world.accepted("1.001193", at=MONDAY)
    while (item := world.open_item(dossier)).act != "confirm_draft":
        world.do(item, at=MONDAY)
    assert "Cần ông/bà xác nhận" in page(lan.get("/dossiers"))
    assert "Cần ông/bà xác nhận bản dự thảo" in page(lan.get(where(dossier)))
    assert signed_in("binh").post(f"{where(dossier)}/draft-confirmation").status_code == 404

    assert lan.post(f"{where(dossier)}/draft-confirmation")["Location"] == where(dossier)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert lan.post(f"{where(dossier)}/draft-confirmation").status_code == 409


def test_she_takes_it_back_after_a_word_of_warning(world: World, lan: Client) -> None:
    dossier = world.submitted("1.001193")
    path = f"{where(dossier)}/withdrawal"
    assert "không lấy lại được" in page(lan.get(path))

    lan.post(path, {"reason": "Nộp nhầm"})

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
    assert "Ông/bà đã rút hồ sơ này" in page(lan.get(where(dossier)))
    assert lan.get(path).status_code == 409
    assert "Rút hồ sơ</a>" not in page(lan.get(where(dossier)))


def test_a_published_result_can_be_taken_home_and_a_draft_of_it_not(world: World, lan: Client) -> None:
    dossier = world.worked("1.013227")
    result = decision.file_result(
        dossier, kind="gpxd_gia_han", file=world.file(by=world.hoa), actor=world.hoa, at=WEDNESDAY
    )
    path = f"{where(dossier)}/files/{result.file_id}"
    assert lan.get(path).status_code == 404

    decision.decide(dossier, actor=world.tuan, at=WEDNESDAY, outcome=Outcome.GRANTED)
    dossier.refresh_from_db()
    if dossier.state == State.DECIDED:
        assert lan.get(path).status_code == 404
        decision.publish(dossier, actor=world.van, at=WEDNESDAY, number="15/GP")

    assert downloaded(lan.get(path)).startswith(b"%PDF")
    assert "Giấy phép xây dựng được gia hạn" in page(lan.get(where(dossier)))


def test_the_printed_receipt_is_hers(world: World, lan: Client) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    run_jobs()

    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page(lan.get(f"{where(dossier)}/receipt"))
    assert downloaded(lan.get(f"{where(dossier)}/slips/receipt")).startswith(b"%PDF")
    assert signed_in("binh").get(f"{where(dossier)}/slips/receipt").status_code == 404
    assert lan.get(f"{where(dossier)}/slips/refusal").status_code == 404


def test_news_stands_on_the_list_until_the_dossier_is_opened(world: World, lan: Client) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    run_jobs()
    assert "Tin mới" in page(lan.get("/dossiers"))
    assert "Đã tiếp nhận hồ sơ" in page(lan.get("/dossiers"))

    lan.get(where(dossier))

    assert "Tin mới" not in page(lan.get("/dossiers"))


def test_the_list_of_a_newcomer_offers_one_step(world: World) -> None:
    assert "Ông/bà chưa nộp hồ sơ nào" in page(signed_in("thuan").get("/dossiers"))


def test_a_refusal_comes_with_its_reason(world: World, lan: Client) -> None:
    dossier = world.submitted("1.001193")
    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Nộp không đúng nơi")

    text = page(lan.get(where(dossier)))

    assert "Hồ sơ không được tiếp nhận" in text
    assert "Nộp không đúng nơi" in text


def test_a_longer_list_asks_the_database_no_more_often(world: World, lan: Client) -> None:
    world.submitted("1.013227")
    lan.get("/dossiers")
    with CaptureQueriesContext(connection) as few:
        lan.get("/dossiers")
    for _ in range(3):
        world.submitted("1.013227")

    with CaptureQueriesContext(connection) as many:
        lan.get("/dossiers")

    assert len(many) == len(few)


def test_her_profile_shows_her_own_facts(lan: Client) -> None:
    text = page(lan.get("/profile"))

    assert "Nguyễn Thị Ngọc Lan" in text
    assert "001195000011" in text
    assert 'value="Phường Minh Tân"' in text
