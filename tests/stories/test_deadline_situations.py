"""Situations of the law, each as an office meets it, and what the ledger says about them to everybody."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from motcua.dossiers.commands import calendar_changes, deadlines, handling, intake, processing, requests
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.ledger import explained
from motcua.dossiers.rules.index_reading import Why
from motcua.effects.slips.models import Slip, SlipKind
from motcua.foundation.calendar import entering
from motcua.foundation.calendar.models import DayKind
from motcua.sites.ui import ledger_words, two_readings
from motcua.sites.ui.ledger_lines import Line
from motcua.sites.ui.ledger_words import Told
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs

PERMIT, BIRTH = "1.013227", "1.001193"
ITEMS = ["gpxd_ban_chinh"]


def told(dossier: Dossier, at: datetime) -> Told:
    dossier.refresh_from_db()
    found = ledger_words.told(dossier, at=at)
    assert found is not None
    return found


def line(found: Told, title: str) -> Line:
    return next(each for each in found.lines if title in each.title)


def test_tet_is_passed_over_day_by_day_and_by_name(world: World) -> None:
    dossier = world.submitted(PERMIT, at=FRIDAY)
    intake.accept(dossier, actor=world.minh, at=moment("2027-02-03T09:00"))

    begun = line(told(dossier, moment("2027-02-03T10:00")), "bắt đầu tính")

    assert dossier.due_at == moment("2027-02-17T17:00")
    assert begun.counted[0] == "thứ Năm 11/02/2027"
    assert "thứ Năm 04/02/2027 (29 Tết)" in begun.skipped
    assert "thứ Tư 10/02/2027 (Mùng năm Tết Nguyên Đán)" in begun.skipped
    assert "Điều 147 và 148" in begun.why


def test_a_saturday_worked_for_another_day_counts(world: World) -> None:
    entering.enter_day(date(2026, 11, 23), kind=DayKind.CLOSED, name="Nghỉ hoán đổi", source="Thông báo 15")
    entering.enter_day(date(2026, 11, 28), kind=DayKind.OPENED, name="Làm bù ngày 23/11", source="Thông báo 15")
    calendar_changes.apply_calendar(at=MONDAY)

    dossier = world.accepted(PERMIT, at=FRIDAY)
    begun = line(told(dossier, FRIDAY), "bắt đầu tính")

    # 25, 26, 27 and the swapped Saturday 28; Monday 30.
    assert dossier.due_at == moment("2026-11-30T17:00")
    assert "thứ Bảy 28/11/2026" in begun.counted
    assert "thứ Hai 23/11/2026 (Nghỉ hoán đổi)" in begun.skipped


def test_after_fifteen_hours_the_ledger_says_which_hour_and_whose_article(world: World) -> None:
    before = world.accepted(BIRTH, at=moment("2026-11-23T14:59"))
    after = world.accepted(BIRTH, at=moment("2026-11-23T15:01"))

    said = line(told(after, moment("2026-11-23T15:02")), "bắt đầu tính").why

    assert before.due_at == moment("2026-11-23T17:00")
    assert after.due_at == moment("2026-11-25T17:00")
    assert "Nhận sau 15 giờ nên tính từ 7 giờ 30, thứ Tư 25/11/2026 (Luật 60/2014/QH13)" in said
    assert "Nhận sau" not in line(told(before, moment("2026-11-23T15:02")), "bắt đầu tính").why


def test_a_receipt_is_owed_when_the_day_cannot_be_kept(world: World) -> None:
    """NĐ 61/2018 art. 17.4: a result on the spot needs no receipt unless she asks; one on the next day does."""
    in_time = world.submitted(BIRTH, at=moment("2026-11-23T14:00"))
    late = world.submitted(BIRTH, at=moment("2026-11-23T14:00"))
    Dossier.objects.filter(pk__in=[in_time.pk, late.pk]).update(channel="counter")
    for dossier, hour in ((in_time, "14:59"), (late, "15:01")):
        dossier.refresh_from_db()
        intake.accept(dossier, actor=world.minh, at=moment(f"2026-11-23T{hour}"))
    run_jobs()

    receipts = Slip.objects.filter(kind=SlipKind.RECEIPT).values_list("dossier_id", flat=True)
    assert set(receipts) == {late.pk}


def test_two_periods_run_one_after_the_other_and_the_ledger_names_both(world: World) -> None:
    dossier = world.submitted(BIRTH, at=moment("2026-11-19T09:00"))
    intake.accept(dossier, actor=world.minh, at=moment("2026-11-19T09:10"), found={"can_xac_minh_hon_nhan": True})

    found = told(dossier, moment("2026-11-19T10:00"))

    assert dossier.due_at == moment("2026-11-25T17:00")
    assert "cộng 3 ngày làm việc (Phải xác minh tình trạng hôn nhân)" in found.lines[0].why


def test_a_wait_by_law_stands_with_its_article_and_the_rest_is_kept(world: World) -> None:
    dossier = world.accepted(BIRTH, at=MONDAY)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    waiting = told(dossier, MONDAY)
    stands = line(waiting, "Tạm dừng")
    processing.confirm_draft(dossier, actor=world.lan, at=TUESDAY)
    going_on = line(told(dossier, TUESDAY), "Tính tiếp")

    assert (waiting.due, waiting.left, stands.stands) == ("", "", True)
    assert "Thông tư 01/2022/TT-BTP" in stands.why
    assert "người nộp đã xem bản dự thảo" in going_on.why


def test_a_supplement_starts_again_from_nothing_and_names_its_slip(world: World) -> None:
    dossier = world.accepted(PERMIT, at=MONDAY)
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=ITEMS, reason="Thiếu trang hai")
    run_jobs()
    processing.supplement(dossier, actor=world.lan, at=THURSDAY, key="again")

    found = told(dossier, THURSDAY)

    assert "Phiếu yêu cầu bổ sung số 1/2026" in line(found, "Tạm dừng").paper
    assert "không tính tiếp (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4)" in line(found, "Tính lại").why
    assert found.first == "17 giờ, thứ Hai 23/11/2026"
    # The printed date is the one of the restart.
    assert found.printed == ""


def test_a_second_request_is_late_for_the_index_and_in_time_by_law(world: World) -> None:
    dossier = world.accepted(PERMIT, at=MONDAY)
    processing.request_supplement(dossier, actor=world.hoa, at=MONDAY, items=ITEMS, reason="Thiếu trang")
    processing.supplement(dossier, actor=world.lan, at=TUESDAY, key="first")
    requests.allow_second(dossier, actor=world.head, at=WEDNESDAY, reason="Giấy phép cũ mới phát hiện bị sửa")
    processing.request_supplement(dossier, actor=world.hoa, at=WEDNESDAY, items=ITEMS, reason="Thiếu dấu")
    processing.supplement(dossier, actor=world.lan, at=THURSDAY, key="second")
    dossier.refresh_from_db()

    found = explained(dossier, at=THURSDAY)
    assert found is not None
    assert found.index is not None
    both = two_readings.readings(found, at=THURSDAY)

    assert found.index.why is Why.ASKED_AGAIN
    assert both is not None
    assert both.rows[-1][1:] == ("đúng hạn", "quá hạn")
    assert "2 lần" in both.reason


def test_a_letter_of_apology_gives_a_new_date_and_keeps_the_first(world: World) -> None:
    dossier = world.accepted(PERMIT, at=MONDAY)
    deadlines.apologise(
        dossier, actor=world.tuan, at=TUESDAY, new_due_at=moment("2026-11-30T17:00"), reason="Chờ xác minh"
    )
    run_jobs()

    found = told(dossier, TUESDAY)

    assert (found.due, found.first) == ("17 giờ, thứ Hai 30/11/2026", "17 giờ, thứ Hai 23/11/2026")
    assert "Văn bản xin lỗi và hẹn lại số 1/2026" in line(found, "Hẹn lại").paper
    assert "Điều 19 khoản 9" in line(found, "Hẹn lại").why


def test_a_new_calendar_is_a_line_that_names_the_day_and_both_dates(world: World) -> None:
    dossier = world.accepted(PERMIT, at=MONDAY)
    entering.enter_day(date(2026, 11, 20), kind=DayKind.CLOSED, name="Bão số 12", source="Công điện 15")
    calendar_changes.apply_calendar(at=WEDNESDAY)

    found = told(dossier, WEDNESDAY)
    changed = line(found, "Lịch làm việc thay đổi")

    assert changed.why == "thứ Sáu 20/11/2026 (Bão số 12): như ngày thường trong tuần → nghỉ"
    assert changed.gives == "Hẹn từ 17 giờ, thứ Hai 23/11/2026 sang 17 giờ, thứ Tư 25/11/2026"
    assert found.printed == "17 giờ, thứ Hai 23/11/2026"
    begun = line(found, "bắt đầu tính")
    assert "thứ Sáu 20/11/2026 (Bão số 12)" in begun.skipped
    # What was promised then stays readable where it was promised.
    assert begun.gives == "Theo đó hẹn 17 giờ, thứ Hai 23/11/2026"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-20T14:00", "còn 1 ngày làm việc 3 giờ"),
        ("2026-11-23T16:30", "còn 30 phút"),
        ("2026-11-22T10:00", "còn 1 ngày làm việc"),
        ("2026-11-23T17:00", "đến hạn"),
        ("2026-11-25T09:30", "quá hạn 2 giờ"),
        ("2026-11-26T17:00", "quá hạn 2 ngày làm việc"),
    ],
)
def test_what_is_left_is_told_in_working_time(world: World, at: str, words: str) -> None:
    assert told(world.accepted(PERMIT, at=MONDAY), moment(at)).left == words


def test_the_command_prints_the_same_lines_and_nobody_s_name(world: World) -> None:
    dossier = world.accepted(PERMIT, at=MONDAY)
    said = StringIO()

    call_command("deadline_ledger", str(dossier.code), stdout=said)

    text = said.getvalue()
    for words in ("bắt đầu tính thời hạn", "thứ Ba 17/11/2026", "Không tính: thứ Bảy 21/11/2026", "QĐ 766"):
        assert words in text
    for person in (dossier.subject_name, dossier.applicant.full_name, dossier.applicant.phone):
        assert person not in text
    with pytest.raises(CommandError, match="no dossier"):
        call_command("deadline_ledger", "H99-000")
