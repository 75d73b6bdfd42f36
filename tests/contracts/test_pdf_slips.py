"""The slips as other programs read them: archive standard, accessibility, text, QR code."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from motcua.effects.slips.facts import (
    ApologyFacts,
    CompletionRequestFacts,
    Contact,
    ControlLine,
    ControlSheetFacts,
    General,
    Letterhead,
    ListedPaper,
    ReceiptFacts,
    RefusalFacts,
    RegisterFacts,
    RegisterLine,
    SlipFacts,
    Someone,
    StopNoticeFacts,
    Tracking,
)
from motcua.effects.slips.layout_versions import LAYOUTS, Layout, NoLayoutYet, layout_for, register_layout_for
from motcua.effects.slips.layout_versions import REGISTER as REGISTER_KIND
from motcua.effects.slips.models import SlipKind
from motcua.effects.slips.typesetting import pdf
from motcua.foundation.typesetting.coverage import UNPRINTABLE, printable

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)
CODE = "H99.1.1-261119-0001"
ADDRESS = f"https://dichvucong.songlam.example.vn/tracking?code={CODE}#secret=7KQ2M9XD"
LAN = Someone(
    name="Nguyễn Thị Ngọc Lan",
    personal_id="001195000011",
    address="12 phố Chợ, Phường Minh Tân, Tỉnh Sông Lam",
    phone="0912345671",
    email="",
)
GENERAL = General(
    form="Mẫu 01, Phụ lục I, Thông tư 03/2025/TT-VPCP",
    code=CODE,
    letterhead=Letterhead(
        governing_body="Ủy ban nhân dân phường Minh Tân",
        unit="Trung tâm Phục vụ hành chính công phường Minh Tân",
        number="12/2026-TTPVHCC",
        place="Minh Tân",
        issued_on="ngày 19 tháng 11 năm 2026",
    ),
    applicant=LAN,
    procedure="Đăng ký khai sinh",
    tracking=Tracking(
        page="https://dichvucong.songlam.example.vn/tracking", address=ADDRESS, secret="7KQ2 M9XD", hotline="1900 0000"
    ),
)
RECEIPT = ReceiptFacts(
    general=GENERAL,
    filed_by="",
    subject="Nguyễn Minh Khôi",
    representatives=(),
    authorisation="",
    deciding_agency="Ủy ban nhân dân phường Minh Tân",
    papers=(
        ListedPaper(name="Tờ khai đăng ký khai sinh", count=1, form="Biểu mẫu điện tử"),
        ListedPaper(name="Giấy chứng sinh", count=2, form="Bản điện tử"),
    ),
    sets="01 bộ",
    limit="trong ngày làm việc",
    received_at="09 giờ 10 phút, ngày 19 tháng 11 năm 2026",
    promised_at="17 giờ 00 phút, ngày 19 tháng 11 năm 2026",
    two_dates=(),
    result_place="Trung tâm Phục vụ hành chính công phường Minh Tân",
    book="quyển số 2026, số thứ tự 12",
    received_by="Lò Thị Minh",
)
SLIPS: dict[SlipKind, SlipFacts] = {
    SlipKind.RECEIPT: RECEIPT,
    SlipKind.COMPLETION_REQUEST: CompletionRequestFacts(
        general=GENERAL,
        items=("Giấy chứng sinh", "Ngày, tháng, năm sinh của trẻ"),
        reason="Bản đã gửi bị mờ, không đọc được số và ngày cấp.",
        deadline="Quá 15 ngày làm việc kể từ ngày thông báo mà hồ sơ chưa được hoàn thiện, cơ quan sẽ đóng hồ sơ.",
        contact=Contact(name="Lò Thị Minh", phone="0238 3 000 111"),
    ),
    SlipKind.REFUSAL: RefusalFacts(general=GENERAL, reason="Không thuộc thẩm quyền.", received_by="Lò Thị Minh"),
    SlipKind.APOLOGY: ApologyFacts(
        general=GENERAL,
        received_on="19 tháng 11 năm 2026",
        received_by="Trung tâm Phục vụ hành chính công phường Minh Tân",
        promised_before="17 giờ 00 phút, ngày 19 tháng 11 năm 2026",
        promised_now="11 giờ 30 phút, ngày 25 tháng 11 năm 2026",
        reason="Chờ ý kiến của cơ quan phối hợp.",
        signed_by="Phạm Anh Tuấn",
    ),
    SlipKind.STOP_NOTICE: StopNoticeFacts(
        general=GENERAL,
        received_on="09 giờ 10 phút, ngày 19 tháng 11 năm 2026",
        asked_on="10 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        stopped_at="10 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        stage="đang giải quyết, chưa có kết quả",
        ground="Theo đề nghị của người nộp hồ sơ",
        reason="Gia đình chuyển về tỉnh khác sinh sống.",
        given_back=("Giấy tờ bản chính đã giữ được trả lại tại nơi nộp hồ sơ.", "Phí, lệ phí đã nộp được xem xét."),
        drawn_up_by="Lò Thị Minh",
    ),
    SlipKind.CONTROL_SHEET: ControlSheetFacts(
        general=GENERAL,
        deciding_agency="Ủy ban nhân dân phường Minh Tân",
        coordinating="Công an phường Minh Tân",
        received_at="09 giờ 10 phút, ngày 19 tháng 11 năm 2026",
        promised_at="17 giờ 00 phút, ngày 19 tháng 11 năm 2026",
        lines=(
            ControlLine(
                given_by="Trung tâm Phục vụ hành chính công phường Minh Tân: Lò Thị Minh",
                given_at="09:10 19/11/2026",
                received_by="Ủy ban nhân dân phường Minh Tân: Đặng Thu Hoa",
                received_at="09:25 19/11/2026",
                result="Trước hạn",
                note="",
            ),
            ControlLine(
                given_by="Ủy ban nhân dân phường Minh Tân: Đặng Thu Hoa",
                given_at="14:10 19/11/2026",
                received_by="",
                received_at="",
                result="",
                note="Trả lại bước trước: thiếu chữ ký nháy",
            ),
        ),
        stands_at="14 giờ 30 phút, ngày 19 tháng 11 năm 2026",
    ),
}
REGISTER = RegisterFacts(
    form="Nội dung theo Mẫu 07, Phụ lục I, Thông tư 03/2025/TT-VPCP; trình bày chưa đối chiếu với bản ban hành",
    code="Sổ theo dõi hồ sơ năm 2026",
    letterhead=replace(GENERAL.letterhead, number=""),
    year="2026",
    from_number="01",
    to_number="40",
    lines=tuple(
        RegisterLine(
            number=f"{number:02d}",
            code=f"H99.1.1-261119-{number:04d}",
            procedure="Đăng ký khai sinh",
            holder=LAN.name,
            reached_at=f"{LAN.address}, {LAN.phone}",
            deciding_agency="Ủy ban nhân dân phường Minh Tân",
            received_at="09:10 19/11/2026",
            promised_at="17:00 19/11/2026",
            delivered_at="",
            channel="Trực tuyến",
            signed="",
        )
        for number in range(1, 41)
    ),
    closed_at="08 giờ 00 phút, ngày 04 tháng 01 năm 2027",
    closed_by="Phạm Anh Tuấn",
)
#: A real birth name of the royal house, and a list that does not fit a page.
LONG = replace(
    RECEIPT,
    general=replace(
        GENERAL,
        procedure="Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất " * 3,
        applicant=replace(
            LAN,
            name="Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Huyền Trân Bảo Châu Khánh Ly",
            email="mot.dia.chi.thu.dien.tu." * 6 + "khong.co.cho.xuong.dong@thu-dien-tu.example.vn",
        ),
    ),
    representatives=(replace(LAN, name="Y Ƀhăm Êban Hơ Đrăng"),),
    papers=tuple(
        ListedPaper(name=f"Giấy tờ thứ {number}, có công chứng hoặc chứng thực " * 2, count=number, form="Bản chính")
        for number in range(1, 31)
    ),
)


def made(facts: SlipFacts, kind: SlipKind = SlipKind.RECEIPT) -> bytes:
    return pdf(layout_for(kind, on=date(2026, 11, 19)), facts, at=AT)


def words(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in opened)


def pages(document: bytes) -> int:
    with pikepdf.open(BytesIO(document)) as opened:
        return len(opened.pages)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_paper_declares_the_archive_and_the_accessible_standard(layout: Layout) -> None:
    facts = SLIPS[layout.kind] if isinstance(layout.kind, SlipKind) else REGISTER
    with pikepdf.open(BytesIO(pdf(layout, facts, at=AT))) as document:
        assert document.Root.Lang == "vi-VN"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert (REGISTER.code if layout.kind == REGISTER_KIND else CODE) in metadata["dc:title"]


@pytest.mark.parametrize("kind", [kind for kind in SlipKind if kind != SlipKind.CONTROL_SHEET])
def test_a_slip_says_whose_it_is_and_which_form_of_the_law(kind: SlipKind) -> None:
    text = words(made(SLIPS[kind], kind))

    for said in (
        CODE,
        LAN.name,
        LAN.personal_id,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/2026-TTPVHCC",
        "Minh Tân, ngày 19 tháng 11 năm 2026",
        "Thông tư 03/2025/TT-VPCP",
        "7KQ2 M9XD",
        "1900 0000",
    ):
        assert said in text


def test_the_receipt_has_every_field_of_the_form() -> None:
    text = words(made(RECEIPT))

    for field in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Tiếp nhận hồ sơ của Ông/Bà/Tổ chức: Nguyễn Thị Ngọc Lan",
        "Số định danh cá nhân/tổ chức: 001195000011",
        "Địa chỉ: 12 phố Chợ",
        "Số điện thoại: 0912345671",
        "Email: —",
        "Hồ sơ về: Nguyễn Minh Khôi",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "2 Giấy chứng sinh 2 Bản điện tử",
        "Số lượng hồ sơ: 01 bộ",
        "Thời gian giải quyết hồ sơ theo quy định: trong ngày làm việc",
        "Thời gian nhận hồ sơ: 09 giờ 10 phút, ngày 19 tháng 11 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 19 tháng 11 năm 2026",
        "Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công phường Minh Tân",
        "Vào Sổ theo dõi hồ sơ: quyển số 2026, số thứ tự 12",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lò Thị Minh",
    ):
        assert field in text


def test_the_receipt_names_the_representative_only_where_there_is_one() -> None:
    assert "Người được ủy quyền" not in words(made(RECEIPT))

    assert "Người được ủy quyền: Y Ƀhăm Êban Hơ Đrăng" in words(made(LONG))


def test_a_telephone_reads_the_code_and_finds_the_dossier() -> None:
    with pypdfium2.PdfDocument(made(RECEIPT)) as document:
        picture = document[0].render(scale=150 / 72).to_pil()

    [found] = zxingcpp.read_barcodes(picture)

    assert found.text == ADDRESS


def test_a_long_receipt_goes_on_with_the_head_of_its_table() -> None:
    text = words(made(LONG))

    assert pages(made(RECEIPT)) == 1
    last = pages(made(LONG))
    assert last > 1
    assert text.count("Tên thành phần hồ sơ") > 1
    assert f"{CODE}, trang {last}/{last}" in text


def test_nothing_runs_over_the_edge_of_the_page() -> None:
    """A4 is 595 points wide, and the right margin 18 mm."""
    with pypdfium2.PdfDocument(made(LONG)) as document:
        for page in document:
            text = page.get_textpage()
            assert max(text.get_charbox(index)[2] for index in range(text.count_chars())) <= 595 - 51


def test_the_same_facts_give_the_same_bytes_and_others_do_not() -> None:
    assert made(RECEIPT) == made(RECEIPT)

    assert made(replace(RECEIPT, received_by="Đặng Thu Hoa")) != made(RECEIPT)


def refused_because(reason: str) -> str:
    return words(made(RefusalFacts(general=GENERAL, reason=reason, received_by="Lò Thị Minh"), SlipKind.REFUSAL))


def test_what_people_type_is_never_typesetting() -> None:
    typed = '#image("/etc/passwd") $x$ *đậm* `mã` = Đề mục <a@b.vn> \\ "'

    assert typed in refused_because(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Con của 王小明 😀", "Con của □□□ □"),
        ("thiếu\u202e ảnh\x07", "thiếu ảnh"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_what_cannot_be_printed_does_not_stop_the_paper(typed: str, printed: str) -> None:
    assert printed in refused_because(typed)


def test_every_letter_that_is_said_to_be_printable_is() -> None:
    every = "".join(chr(code) for code in range(32, 0x10000) if not 0xD800 <= code < 0xE000)

    assert refused_because(printable(every).replace(UNPRINTABLE, " "))


def every_font(document: pikepdf.Pdf) -> set[str]:
    fonts: set[str] = set()
    for page in document.pages:
        resources: Any = page.resources
        fonts |= {str(font.BaseFont).split("+")[-1] for font in resources.get("/Font", {}).values()}
    return fonts


def test_only_our_own_fonts_are_used_and_every_letter_is_in_them() -> None:
    with pikepdf.open(BytesIO(made(LONG))) as document:
        assert {font.split("-")[0] for font in every_font(document)} == {"LiberationSerif"}

    assert "\ufffd" not in words(made(LONG))


def test_a_layout_holds_from_its_day_on() -> None:
    for layout in LAYOUTS:
        assert layout.path.is_file()
        assert layout_for(layout.kind, on=layout.valid_from) == layout
    with pytest.raises(NoLayoutYet):
        layout_for(SlipKind.STOP_NOTICE, on=date(2025, 9, 14))


def test_papers_of_the_time_before_the_circular_keep_their_old_form() -> None:
    layout = layout_for(SlipKind.RECEIPT, on=date(2025, 9, 14))

    text = words(pdf(layout, replace(RECEIPT, general=replace(GENERAL, form=layout.form)), at=AT))

    assert layout.numbering.format(number=7) == "07/TNHS"
    assert "Mẫu 01, Thông tư 01/2018/TT-VPCP" in text
    assert LAN.personal_id not in text, "the old form did not ask for it"
    assert "17 giờ 00 phút, ngày 19 tháng 11 năm 2026" in text


def test_the_layouts_that_nobody_has_seen_say_so() -> None:
    of_2025 = [layout for layout in LAYOUTS if layout.valid_from == date(2025, 9, 15)]

    assert {layout.kind for layout in of_2025 if layout.is_uncertain} == {SlipKind.STOP_NOTICE, REGISTER_KIND}
    assert all("chưa đối chiếu" in layout.form for layout in of_2025 if layout.is_uncertain)


def test_the_control_sheet_names_both_sides_and_nothing_about_the_person() -> None:
    text = words(made(SLIPS[SlipKind.CONTROL_SHEET], SlipKind.CONTROL_SHEET))

    for said in (CODE, "Công an phường Minh Tân", "Đặng Thu Hoa", "09:25 19/11/2026", "Trước hạn", "chưa kết thúc"):
        assert said in text
    assert LAN.name not in text
    assert "7KQ2 M9XD" not in text


def test_a_register_repeats_its_heading_and_signs_once() -> None:
    text = words(pdf(register_layout_for(on=date(2026, 11, 19)), REGISTER, at=AT))

    assert text.count("Mã hồ sơ") == pages(pdf(register_layout_for(on=date(2026, 11, 19)), REGISTER, at=AT))
    assert text.count("NGƯỜI KHÓA SỔ") == 1
    assert "Sổ này có 40 hồ sơ, từ số 01 đến số 40; khóa sổ lúc" in text
