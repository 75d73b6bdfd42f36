"""The papers that follow an act: made once, numbered without gaps, saying what held at that moment."""

from datetime import datetime, timedelta

import pypdfium2
import pytest
import zxingcpp
from django.db import IntegrityError, transaction
from pytest_django import Settings

from motcua.dossiers.commands import deadlines, drafting, handling, intake, processing, withdrawal
from motcua.dossiers.commands.requests import Reason
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.grounds import RefusalGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import issuing, jobs
from motcua.effects.slips.issuing import NotReceivedYet, receipt_for
from motcua.effects.slips.models import Slip, SlipKind
from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.files import storage
from motcua.foundation.files.storage import FileTooLarge
from motcua.foundation.organisations.models import Agency
from tests.stories.test_many_at_once import at_once
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs


def words(slip: Slip) -> str:
    with storage.open_file(slip.file) as content, pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def accepted_event(dossier: Dossier) -> int:
    return dossier.events.get(action=Action.ACCEPT).pk


def test_acceptance_is_followed_by_the_receipt(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    assert "slips.receipt" in run_jobs()

    slip = Slip.objects.get(dossier=dossier)

    assert (slip.kind, slip.number, slip.year, slip.unit.code) == (SlipKind.RECEIPT, 1, 2026, "H99.1.1")
    assert slip.layout == "receipt-2025-09-15"
    said = words(slip)
    for expected in (
        "ỦY BAN NHÂN DÂN",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MINH TÂN",
        "Số: 01/2026-TTPVHCC",
        "Minh Tân, ngày 16 tháng 11 năm 2026",
        f"Mã hồ sơ: {dossier.code}",
        "Nguyễn Thị Ngọc Lan",
        "001195000011",
        "Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 16 tháng 11 năm 2026",
        "Lò Thị Minh",
    ):
        assert expected in said
    assert dossier.promised_at is not None
    assert f"{dossier.promised_at.astimezone(MONDAY.tzinfo):%H giờ %M phút, ngày %d tháng %m năm %Y}" in said


def test_the_receipt_carries_the_secret_that_opens_the_status(world: World) -> None:
    dossier = world.accepted()
    secret = dossier.tracking_secret

    slip = receipt_for(dossier, at=MONDAY)

    assert f"{secret[:4]} {secret[4:]}" in words(slip)
    with storage.open_file(slip.file) as content, pypdfium2.PdfDocument(content) as document:
        [code] = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    assert code.text == f"http://127.0.0.1:8000/tracking?code={dossier.code}#secret={secret}"


def test_the_page_and_the_worker_give_the_same_paper(world: World) -> None:
    dossier = world.accepted()

    at_the_counter = receipt_for(dossier, at=MONDAY)
    run_jobs()
    jobs.receipt.run(event_id=accepted_event(dossier))
    again = receipt_for(dossier, at=TUESDAY)

    assert Slip.objects.filter(dossier=dossier).count() == 1
    assert (again.pk, again.number, again.file.sha256) == (at_the_counter.pk, 1, at_the_counter.file.sha256)


def test_there_is_no_receipt_before_acceptance(world: World) -> None:
    with pytest.raises(NotReceivedYet):
        receipt_for(world.submitted(), at=MONDAY)


def test_numbers_run_per_kind_and_year(world: World) -> None:
    first, second = (receipt_for(world.accepted("1.001612"), at=MONDAY) for _ in range(2))
    next_year = receipt_for(world.accepted("1.001612", at=moment("2027-01-04T08:00")), at=moment("2027-01-04T08:00"))
    refused = world.submitted("1.001612")
    intake.refuse(refused, actor=world.minh, at=MONDAY, reason="Không thuộc thẩm quyền.")
    run_jobs()

    assert [first.number, second.number] == [1, 2]
    assert (next_year.year, next_year.number) == (2027, 1)
    assert Slip.objects.get(dossier=refused).number == 1


def test_a_slip_that_fails_gives_its_number_back(world: World, settings: Settings) -> None:
    dossier = world.accepted("1.001612")
    allowed = settings.MAX_PAPER_BYTES
    settings.MAX_PAPER_BYTES = 10
    with pytest.raises(FileTooLarge):
        receipt_for(dossier, at=MONDAY)
    settings.MAX_PAPER_BYTES = allowed

    assert receipt_for(dossier, at=MONDAY).number == 1


def test_sixteen_counters_number_without_gap_and_twin(committed_world: World) -> None:
    dossiers = [committed_world.accepted("1.001612") for _ in range(16)]

    at_once([lambda dossier=dossier: receipt_for(dossier, at=MONDAY) for dossier in dossiers])  # type: ignore[misc]

    assert sorted(Slip.objects.values_list("number", flat=True)) == list(range(1, 17))


def test_page_and_worker_at_the_same_moment_make_one(committed_world: World) -> None:
    dossier = committed_world.accepted("1.001612")
    event_id = accepted_event(dossier)

    slips = at_once([lambda: issuing.issue(event_id, SlipKind.RECEIPT, at=MONDAY)] * 4)

    assert {slip.pk for slip in slips} == {Slip.objects.get().pk}
    assert receipt_for(committed_world.accepted("1.001612"), at=MONDAY).number == 2


# --- What the papers say ----------------------------------------------------------------------------------------


def test_the_receipt_lists_forms_and_papers_in_the_order_of_the_procedure(world: World) -> None:
    dossier = world.accepted("1.001193")
    dossier.subject_name = "Nguyễn Minh Khôi"
    dossier.save(update_fields=["subject_name"])

    said = words(receipt_for(dossier, at=MONDAY))

    form = said.index("Biểu mẫu điện tử")
    paper = said.index("Bản điện tử", form)
    assert "Hồ sơ về: Nguyễn Minh Khôi" in said
    assert "Cơ quan giải quyết: Ủy ban nhân dân phường Minh Tân" in said
    assert form < paper


def test_the_receipt_names_organisation_and_representative(world: World) -> None:
    dossier = world.submitted("1.001612")
    dossier.holder_organisation = Organisation.objects.create(
        name="Công ty TNHH Bình Minh", name_folded="", registration_code="0109876543"
    )
    dossier.representative = Person.objects.get(full_name="Hoàng Văn Thuận")
    dossier.save(update_fields=["holder_organisation", "representative"])
    intake.accept(dossier, actor=world.minh, at=MONDAY)

    said = words(receipt_for(dossier, at=MONDAY))

    assert "Ông/Bà/Tổ chức: Công ty TNHH Bình Minh" in said
    assert "0109876543" in said
    assert "Người nộp hồ sơ: Nguyễn Thị Ngọc Lan" in said
    assert "Người được ủy quyền: Hoàng Văn Thuận" in said
    assert "001058000033" in said


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"hinh_thuc_nhan": "e_document"}, "Bản điện tử trên tài khoản"),
        ({"hinh_thuc_nhan": "counter"}, "Trung tâm Phục vụ hành chính công phường Minh Tân, 12 phố Chợ"),
        (
            {
                "hinh_thuc_nhan": "postal",
                "dia_chi_nhan": {"province": "99", "commune": "99002", "detail": "Bản Lướt"},
            },
            "Qua bưu chính công ích: Bản Lướt, Xã Hoa Ban",
        ),
    ],
)
def test_the_receipt_says_where_the_result_goes(world: World, choice: dict[str, object], said: str) -> None:
    dossier = world.draft("1.001612", at=MONDAY)
    drafting.save_answers(dossier, changed=choice, revision=None, at=MONDAY)
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="chosen")
    world.pay(dossier)
    intake.accept(dossier, actor=world.minh, at=MONDAY)

    assert f"Đăng ký nhận kết quả tại: {said}" in words(receipt_for(dossier, at=MONDAY))


def test_at_the_counter_papers_are_originals_or_copies(world: World) -> None:
    dossier = world.draft("1.013227", by=world.minh, channel=Channel.COUNTER)
    drafting.attach(dossier, item="don", file=world.file(), actor=world.minh, at=MONDAY)
    intake.receive_at_counter(dossier, actor=world.minh, at=MONDAY, key="counter")

    said = words(receipt_for(dossier, at=MONDAY))

    assert "1 Đơn đề nghị gia hạn giấy phép xây dựng 1 Bản chính" in said


def test_the_request_to_complete_names_each_item_and_who_helps(world: World) -> None:
    dossier = world.submitted("1.001193")
    intake.ask_to_complete(
        dossier, actor=world.minh, at=TUESDAY, items=["giay_chung_sinh", "tre_ho_ten"], reason="Ảnh chụp bị mờ."
    )
    run_jobs()

    slip = Slip.objects.get(dossier=dossier)

    assert slip.kind == SlipKind.COMPLETION_REQUEST
    said = words(slip)
    for expected in (
        "Số: 01/PBS-TTPVHCC",
        "1. Giấy chứng sinh",
        "2. Người được khai sinh: Họ, chữ đệm, tên",
        "Lý do: Ảnh chụp bị mờ.",
        "Quá 15 ngày làm việc",
        "liên hệ với Lò Thị Minh",
    ):
        assert expected in said


def test_a_request_while_processing_comes_from_the_agency_that_asks(world: World) -> None:
    dossier = world.accepted("1.013227")
    processing.request_supplement(
        dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu trang hai."
    )
    run_jobs()

    slip = Slip.objects.get(dossier=dossier, kind=SlipKind.COMPLETION_REQUEST)

    assert slip.unit.code == "H99.1"
    assert "Số: 01/PBS-UBND" in words(slip)


def test_the_refusal_says_why(world: World) -> None:
    dossier = world.submitted("1.001612")
    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Trụ sở thuộc xã Hoa Ban.")
    run_jobs()

    said = words(Slip.objects.get(dossier=dossier))

    assert "Số: 01/PTC-TTPVHCC" in said
    assert "Trụ sở thuộc xã Hoa Ban." in said


def test_the_apology_has_the_old_and_the_one_new_date(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    assert dossier.due_at is not None
    promised_first = dossier.due_at
    new = moment("2026-12-07T17:00")
    deadlines.apologise(dossier, actor=world.tuan, at=TUESDAY, new_due_at=new, reason="Chờ ý kiến phối hợp.")
    run_jobs()

    said = words(Slip.objects.get(dossier=dossier, kind=SlipKind.APOLOGY))

    first = promised_first.astimezone(MONDAY.tzinfo)
    assert f"{first.day:02d} tháng {first.month} năm 2026" in said
    assert "17 giờ 00 phút, ngày 07 tháng 12 năm 2026" in said
    assert "Phạm Anh Tuấn" in said


def test_a_receipt_made_late_says_what_was_promised_then(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    promised = dossier.promised_at
    deadlines.apologise(
        dossier, actor=world.tuan, at=TUESDAY, new_due_at=moment("2026-12-07T17:00"), reason="Chờ ý kiến."
    )

    said = words(receipt_for(dossier, at=FRIDAY))

    assert promised is not None
    assert f"ngày {promised.astimezone(MONDAY.tzinfo).day:02d} tháng" in said
    assert "07 tháng 12" not in said


def test_what_is_shown_later_is_the_paper_that_was_issued(world: World) -> None:
    dossier = world.accepted("1.001612")
    slip = receipt_for(dossier, at=MONDAY)
    person = dossier.applicant
    person.full_name = "Tên Đã Đổi"
    person.save()

    assert "Nguyễn Thị Ngọc Lan" in words(receipt_for(dossier, at=WEDNESDAY + timedelta(days=90)))
    assert storage.read_back(slip.file).sha256 == slip.file.sha256


def test_an_issued_slip_is_never_rewritten(world: World) -> None:
    slip = receipt_for(world.accepted("1.001612"), at=MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.objects.filter(pk=slip.pk).update(number=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        slip.delete()


def test_each_item_of_a_request_says_what_is_wrong_with_it(world: World) -> None:
    dossier = world.submitted("1.001193")
    reasons = {
        "giay_chung_sinh": Reason(Fault.UNREADABLE, "Không thấy số và ngày cấp"),
        "tre_ho_ten": Reason(Fault.DISAGREES, "Giấy chứng sinh ghi Minh Khoa"),
    }
    intake.ask_to_complete(dossier, actor=world.minh, at=TUESDAY, items=[*reasons], reasons=reasons)
    run_jobs()

    said = words(Slip.objects.get(dossier=dossier))

    assert "1. Giấy chứng sinh (mờ, không đọc được: Không thấy số và ngày cấp)" in said
    assert "(không khớp với giấy tờ hoặc nội dung khai khác: Giấy chứng sinh ghi Minh Khoa)" in said


def test_the_refusal_names_its_ground_and_who_is_competent(world: World) -> None:
    dossier = world.submitted("1.001612")
    other = Agency.objects.get(code="H99.2")
    intake.refuse(
        dossier,
        actor=world.minh,
        at=TUESDAY,
        reason="Trụ sở thuộc xã khác",
        ground=RefusalGround.NOT_COMPETENT,
        competent=other,
    )
    run_jobs()

    said = words(Slip.objects.get(dossier=dossier))

    assert "Việc này không thuộc thẩm quyền giải quyết. Trụ sở thuộc xã khác." in said
    assert f"Cơ quan có thẩm quyền: {other.name}." in said


def test_a_withdrawn_dossier_is_followed_by_the_notice_of_stopping(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    withdrawal.withdraw(dossier, actor=world.lan, at=TUESDAY, reason="Không xây nữa.")
    run_jobs()

    slip = Slip.objects.get(dossier=dossier, kind=SlipKind.STOP_NOTICE)
    said = words(slip)

    assert slip.number == 1
    for expected in ("01/TBD-TTPVHCC", "Theo đề nghị của người nộp hồ sơ", "Không xây nữa.", "đang giải quyết"):
        assert expected in said
    assert "chưa đối chiếu với bản ban hành" in said


def test_who_has_the_result_the_same_day_at_the_counter_gets_a_receipt_on_request_only(world: World) -> None:
    early, late = (received_at_counter(world, at=moment(hour)) for hour in ("2026-11-16T14:59", "2026-11-16T15:01"))
    run_jobs()

    assert not Slip.objects.filter(dossier=early, kind=SlipKind.RECEIPT).exists()
    assert Slip.objects.filter(dossier=late, kind=SlipKind.RECEIPT).exists(), "its result comes tomorrow"
    assert {early.register_entry.number, late.register_entry.number} == {1, 2}, "both are recorded"
    assert receipt_for(early, at=MONDAY).kind == SlipKind.RECEIPT, "asked for, it is made"


def test_the_control_sheet_shows_the_way_and_is_numbered_when_it_is_over(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    stands = issuing.control_sheet(dossier, at=TUESDAY)
    withdrawal.withdraw(dossier, actor=world.lan, at=WEDNESDAY)
    over = issuing.control_sheet(dossier, at=WEDNESDAY)
    again = issuing.control_sheet(dossier, at=FRIDAY)

    assert isinstance(stands, bytes)
    with pypdfium2.PdfDocument(stands) as document:
        said = " ".join(page.get_textpage().get_text_range() for page in document)
    for expected in ("Đặng Thu Hoa", "Lò Thị Minh", "chưa kết thúc"):
        assert expected in said
    assert "PKS" not in said
    assert isinstance(over, Slip)
    assert isinstance(again, Slip)
    assert over.pk == again.pk
    assert "Số: 01/PKS-TTPVHCC" in words(over)


def received_at_counter(world: World, *, at: datetime) -> Dossier:
    dossier = world.draft("1.001193", by=world.minh, channel=Channel.COUNTER, at=at)
    intake.receive_at_counter(dossier, actor=world.minh, at=at, key=f"counter {at}")
    dossier.refresh_from_db()
    return dossier
