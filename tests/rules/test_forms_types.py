"""Every field type: what is read from what was typed, what is wrong with it and how it is shown."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.display import shown, shown_rows
from motcua.blueprints.forms.field_types.dates import parts
from motcua.blueprints.forms.field_types.registry import FIELD_TYPES, type_of

#: Said of 29 and 30 February, days that the lunar calendar has.
LUNAR = "Nếu đây là ngày âm lịch, ghi ngày dương lịch in trên giấy khai sinh hoặc thẻ căn cước."

TODAY = Context(today=date(2026, 11, 21))
PLACES = {"38": "Tỉnh Thanh Hóa", "16900": "Xã Hải Bình"}
COLOURS = (Option("do", "Đỏ"), Option("xanh", "Xanh"))
LABELS = {"date": "Ngày sinh", "partial_date": "Ngày sinh", "month": "Tháng bắt đầu", "year": "Năm tốt nghiệp"}


def field(kind: str, **attributes: Any) -> Field:
    return Field(key="x", label=LABELS.get(kind, "Số nhà"), type=kind, **attributes)


def box(day: str = "", month: str = "", year: str = "") -> dict[str, list[str]]:
    return {"x_day": [day], "x_month": [month], "x_year": [year]}


def one(value: str) -> dict[str, list[str]]:
    return {"x": [value]}


def read(asked: Field, post: dict[str, list[str]]) -> object:
    return type_of(asked).read(post, asked, asked.key)


def sentences(asked: Field, value: object) -> list[str]:
    return [str(problem) for problem in type_of(asked).problems(asked, value, TODAY)]


ADDRESS = {"x_province": ["38"], "x_commune": ["16900"], "x_detail": ["Thôn 5"]}
PERMIT = {"pattern": "^[A-ZĐ]{1,2} ?[0-9]{6,8}$"}

#: Type, attributes, what was posted, the answer, and how it is shown: all without a problem.
GOOD: list[tuple[str, dict[str, Any], dict[str, list[str]], object, str]] = [
    ("text", {}, one("  12 phố  Chợ "), "12 phố  Chợ", "12 phố  Chợ"),
    ("text", PERMIT, one("Đ 123456"), "Đ 123456", "Đ 123456"),
    ("textarea", {}, one("Dòng một\r\nDòng hai"), "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
    ("person_name", {}, one("Nguyễn Thị  Ngọc Lan"), "Nguyễn Thị  Ngọc Lan", "Nguyễn Thị  Ngọc Lan"),
    ("person_name", {}, one("H'Hen Niê"), "H'Hen Niê", "H'Hen Niê"),
    ("person_name", {}, one("Y Ƀăm Ŏl"), "Y Ƀăm Ŏl", "Y Ƀăm Ŏl"),
    ("person_name", {}, one("Saint-Exupéry J. R."), "Saint-Exupéry J. R.", "Saint-Exupéry J. R."),
    ("personal_id", {}, one("001 195 000 011"), "001195000011", "001195000011"),
    ("phone", {}, one("+84 912 345 671"), "0912345671", "0912345671"),
    ("phone", {}, one("0912.345.671"), "0912345671", "0912345671"),
    ("phone", {}, one("+33 1 70 18 99 00"), "+33170189900", "+33170189900"),
    ("tax_code", {}, one("0314409058002"), "0314409058-002", "0314409058-002"),
    ("tax_code", {}, one("0100233488"), "0100233488", "0100233488"),
    ("tax_code", {}, one("001195000011"), "001195000011", "001195000011"),
    ("enterprise_code", {}, one("0100 233 488"), "0100233488", "0100233488"),
    ("bank_account", {}, one("1234 5678 90"), "1234567890", "1234567890"),
    ("email", {}, one("lan@example.vn"), "lan@example.vn", "lan@example.vn"),
    ("url", {}, one("example.vn/cua-hang"), "https://example.vn/cua-hang", "https://example.vn/cua-hang"),
    ("date", {}, box("5", "3", "1995"), "1995-03-05", "05/03/1995"),
    ("date", {}, one("5/3/1995"), "1995-03-05", "05/03/1995"),
    ("date", {}, one("1995-03-05"), "1995-03-05", "05/03/1995"),
    ("date", {"not_future": True}, box("21", "11", "2026"), "2026-11-21", "21/11/2026"),
    ("date", {"not_past": True}, box("21", "11", "2026"), "2026-11-21", "21/11/2026"),
    ("date", {}, box("29", "2", "2024"), "2024-02-29", "29/02/2024"),
    ("partial_date", {}, box("", "", "1990"), "1990", "1990"),
    ("partial_date", {}, box("", "5", "1990"), "1990-05", "05/1990"),
    ("partial_date", {}, box("1", "5", "1990"), "1990-05-01", "01/05/1990"),
    ("datetime", {}, {**box("21", "11", "2026"), "x_time": ["8h30"]}, "2026-11-21T08:30", "08:30 21/11/2026"),
    ("datetime", {}, one("2026-11-21T08:30"), "2026-11-21T08:30", "08:30 21/11/2026"),
    ("time", {}, one("8h5"), "08:05", "08:05"),
    ("time", {}, one("8 giờ"), "08:00", "08:00"),
    ("time", {}, one("23:59:00"), "23:59", "23:59"),
    ("day_month", {}, {"x_day": ["31"], "x_month": ["12"]}, "12-31", "31/12"),
    ("month", {}, box("", "9", "2020"), "2020-09", "09/2020"),
    ("year", {}, one("1998"), 1998, "1998"),
    ("integer", {"minimum": 1, "maximum": 50}, one("3"), 3, "3"),
    ("integer", {}, one("1.500"), 1500, "1.500"),
    ("number", {"decimals": 1}, one("85,5"), 85.5, "85,5"),
    ("number", {"decimals": 2}, one("85.25"), 85.25, "85,25"),
    ("number", {}, one("1.234,5"), 1234.5, "1.234,5"),
    ("number", {}, one("1.500"), 1500, "1.500"),
    ("money", {"minimum": 1}, one("100.000.000 đồng"), 100_000_000, "100.000.000 đồng"),
    ("money", {}, one("50000"), 50_000, "50.000 đồng"),
    ("boolean", {}, one("true"), True, "Có"),
    ("boolean", {}, {"x": ["false", "true"]}, True, "Có"),
    ("boolean", {}, {"x": ["false"]}, False, "Không"),
    ("declaration", {}, one("on"), True, "Đã cam đoan"),
    ("select", {"options": COLOURS}, one("do"), "do", "Đỏ"),
    ("select", {"options": COLOURS, "options_open": True}, one("tim"), "tim", "tim"),
    ("radio", {"options": COLOURS}, one("xanh"), "xanh", "Xanh"),
    ("multiselect", {"options": COLOURS}, {"x": ["do", "xanh", "do"]}, ["do", "xanh"], "Đỏ, Xanh"),
    ("lookup", {"options_open": True, "pattern": "^[0-9]{4}$"}, one("4711"), "4711", "4711"),
    (
        "address",
        {},
        ADDRESS,
        {"province": "38", "commune": "16900", "detail": "Thôn 5"},
        "Thôn 5, Xã Hải Bình, Tỉnh Thanh Hóa",
    ),
    (
        "address",
        {"address_mode": "both"},
        {"x_mode": ["old"], "x_old": ["Xã A, huyện B"]},
        {"old": "Xã A, huyện B"},
        "Xã A, huyện B",
    ),
    ("address", {"address_mode": "old"}, {"x_old": ["Xã A, huyện B"]}, {"old": "Xã A, huyện B"}, "Xã A, huyện B"),
    (
        "admin_unit",
        {},
        {"x_province": ["38"], "x_commune": ["16900"]},
        {"province": "38", "commune": "16900"},
        "Xã Hải Bình, Tỉnh Thanh Hóa",
    ),
    ("image", {}, one("5f1e7a3c-0000-4000-8000-000000000001"), "5f1e7a3c-0000-4000-8000-000000000001", "Đã có ảnh"),
]


@pytest.mark.parametrize(("kind", "attributes", "post", "answer", "words"), GOOD, ids=[f"{g[0]} {g[3]}" for g in GOOD])
def test_what_is_typed_well_is_read_accepted_and_shown(
    kind: str, attributes: dict[str, Any], post: dict[str, list[str]], answer: object, words: str
) -> None:
    asked = field(kind, **attributes)

    found = read(asked, post)

    assert found == answer
    assert type(found) is type(answer)
    assert sentences(asked, found) == []
    assert shown(asked, found, names=PLACES) == words


#: Type, attributes, what was posted, and the one sentence.
BAD: list[tuple[str, dict[str, Any], dict[str, list[str]], str]] = [
    ("text", {"max_length": 3}, one("dài quá"), "Ô “số nhà” dài 7 ký tự, tối đa 3. Viết ngắn lại."),
    ("text", PERMIT, one("123"), "Ô “số nhà” chưa đúng mẫu. Kiểm tra lại từng chữ và số."),
    ("person_name", {}, one("Lan 2"), "Trong ô “số nhà” có ký tự “2”. Chỉ dùng chữ cái, bỏ chữ số và ký tự đặc biệt."),
    ("person_name", {}, one("-"), "Nhập số nhà bằng chữ cái."),
    (
        "personal_id",
        {},
        one("00119500001"),
        "Số định danh cá nhân có 12 chữ số, ông/bà đã nhập 11. Xem lại số trên thẻ căn cước.",
    ),
    ("phone", {}, one("12345"), "Số điện thoại có 10 chữ số và bắt đầu bằng 0. Kiểm tra lại số ông/bà đã nhập."),
    ("email", {}, one("lan@"), "Địa chỉ thư điện tử chưa đúng. Ví dụ: lan@example.vn."),
    ("url", {}, one("cua hang"), "Địa chỉ trang web chưa đúng. Ví dụ: https://example.vn."),
    ("date", {"not_future": True}, box("5", "3", "2062"), "Năm 2062 chưa đến. Sửa lại năm của ngày sinh."),
    ("date", {"not_future": True}, box("22", "11", "2026"), "Ngày 22/11/2026 chưa đến. Sửa lại ngày sinh."),
    ("date", {"not_past": True}, box("20", "11", "2026"), "Ngày 20/11/2026 đã qua. Chọn ngày sinh từ hôm nay trở đi."),
    ("date", {}, box("30", "2", "2026"), f"Tháng 2 năm 2026 không có ngày 30 dương lịch. {LUNAR}"),
    ("date", {}, box("31", "2", "2026"), "Tháng 2 năm 2026 không có ngày 31. Sửa lại ngày."),
    ("date", {}, box("1", "13", "2026"), "Không có tháng 13. Nhập tháng từ 1 đến 12."),
    ("date", {}, box("1", "1", "95"), "Năm 95 không đúng. Nhập năm có 4 chữ số, ví dụ 1990."),
    ("date", {}, box("", "3", "1995"), "Nhập thêm ngày của ngày sinh."),
    ("date", {}, box("5", "", "1995"), "Nhập thêm tháng của ngày sinh."),
    ("date", {}, box("5", "3", ""), "Nhập thêm năm của ngày sinh."),
    ("date", {}, box("năm", "3", "1995"), "Nhập ngày, tháng, năm của ngày sinh bằng chữ số."),
    ("partial_date", {"not_future": True}, box("", "", "2062"), "Năm 2062 chưa đến. Sửa lại năm của ngày sinh."),
    ("partial_date", {}, box("", "5", ""), "Nhập năm của ngày sinh; ngày và tháng nếu biết."),
    ("partial_date", {}, box("31", "4", "1990"), "Tháng 4 năm 1990 không có ngày 31. Sửa lại ngày."),
    ("datetime", {}, {**box("21", "11", "2026"), "x_time": [""]}, "Nhập giờ của số nhà, ví dụ 08:30."),
    ("time", {}, one("25:00"), "Nhập số nhà theo giờ và phút, ví dụ 08:30."),
    ("day_month", {}, {"x_day": ["30"], "x_month": ["2"]}, f"Tháng 2 năm 2024 không có ngày 30 dương lịch. {LUNAR}"),
    ("year", {}, one("98"), "Nhập năm tốt nghiệp bằng 4 chữ số, ví dụ 1990."),
    ("integer", {"minimum": 1}, one("0"), "Ô “số nhà” phải từ 1 trở lên. Nhập lại."),
    ("integer", {"maximum": 50}, one("51"), "Ô “số nhà” không được quá 50. Nhập lại."),
    ("integer", {}, one("ba"), "Nhập số nhà bằng chữ số, không có phần lẻ."),
    ("number", {"decimals": 1}, one("85,55"), "Ô “số nhà” chỉ lấy 1 chữ số sau dấu phẩy. Làm tròn rồi nhập lại."),
    ("money", {"minimum": 1}, one("0"), "Ô “số nhà” phải từ 1 đồng trở lên. Nhập lại."),
    ("money", {}, one("nhiều"), "Nhập số tiền bằng chữ số, ví dụ 50.000.000."),
    ("select", {"options": COLOURS}, one("tim"), "Chọn số nhà trong danh sách."),
    ("multiselect", {"options": COLOURS}, {"x": ["tim"]}, "Chọn số nhà trong danh sách."),
    ("boolean", {}, one("có lẽ"), "Chọn Có hoặc Không cho mục “số nhà”."),
    ("address", {}, {"x_province": ["38"]}, "Chọn xã, phường, đặc khu của số nhà."),
    ("address", {}, {"x_detail": ["Thôn 5"]}, "Chọn tỉnh, thành phố của số nhà."),
    ("address", {}, {"x_province": ["38"], "x_commune": ["16900"]}, "Nhập số nhà, đường hoặc thôn, tổ của số nhà."),
]


@pytest.mark.parametrize(("kind", "attributes", "post", "sentence"), BAD, ids=[f"{b[0]}: {b[3]}" for b in BAD])
def test_what_is_wrong_is_one_sentence_that_says_how_to_mend_it(
    kind: str, attributes: dict[str, Any], post: dict[str, list[str]], sentence: str
) -> None:
    asked = field(kind, **attributes)

    found = read(asked, post)

    assert sentences(asked, found) == [sentence]


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
def test_an_empty_page_gives_no_answer(kind: str) -> None:
    asked = field(kind, options=COLOURS, columns=(Field(key="c", label="Cột", type="text"),))

    assert read(asked, {}) is None
    assert read(asked, {"x": [""], **box()}) is None


@pytest.mark.parametrize("kind", sorted(set(FIELD_TYPES) - {"computed_text"}))
@given(
    value=st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.text())
    | st.dictionaries(st.text(), st.text())
)
def test_no_answer_however_odd_breaks_a_type(kind: str, value: object) -> None:
    asked = field(kind, options=COLOURS, columns=(Field(key="c", label="Cột", type="text"),))

    found = type_of(asked).problems(asked, value, TODAY)

    assert all(str(problem) for problem in found)
    assert value is not None or found


def test_a_date_that_cannot_be_is_kept_as_it_was_typed() -> None:
    found = read(field("date"), box("30", "2", "2026"))

    assert parts(found) == {"day": "30", "month": "02", "year": "2026"}
    assert parts(read(field("date"), box("", "3", ""))) == {"day": "", "month": "03", "year": ""}


def test_text_is_kept_in_one_spelling() -> None:
    decomposed = "Nguye\u0302\u0303n"

    assert read(field("person_name"), one(decomposed)) == "Nguyễn"


BUSINESS = field(
    "table",
    min_rows=1,
    max_rows=3,
    columns=(
        Field(key="ma", label="Mã ngành", type="lookup", required=True, options_open=True, pattern="^[0-9]{4}$"),
        Field(key="dia_chi", label="Địa chỉ", type="address"),
        Field(key="chinh", label="Ngành chính", type="boolean"),
    ),
)


def test_a_table_is_read_by_rows_and_empty_rows_are_none() -> None:
    post = {
        "x-0-ma": ["4711"],
        "x-0-chinh": ["true"],
        "x-1-ma": [""],
        "x-1-chinh": ["false"],
        "x-7-ma": ["5610"],
        "x-7-dia_chi_province": ["38"],
        "x-7-dia_chi_commune": ["16900"],
        "x-7-dia_chi_detail": ["Thôn 5"],
    }

    found = read(BUSINESS, post)

    assert found == [
        {"ma": "4711", "chinh": True},
        {"ma": "5610", "dia_chi": {"province": "38", "commune": "16900", "detail": "Thôn 5"}},
    ]
    assert sentences(BUSINESS, found) == []
    assert shown(BUSINESS, found, names=PLACES) == "2 dòng"
    assert shown_rows(BUSINESS, found, names=PLACES) == [
        ["4711", "", "Có"],
        ["5610", "Thôn 5, Xã Hải Bình, Tỉnh Thanh Hóa", ""],
    ]


def test_problems_in_a_table_name_row_and_column() -> None:
    rows = [{"ma": "4711"}, {"ma": "47", "dia_chi": {"province": "38"}}, {"chinh": True}]

    found = type_of(BUSINESS).problems(BUSINESS, rows, TODAY)

    assert [problem.field for problem in found] == ["x-1-ma", "x-1-dia_chi_commune", "x-2-ma"]


def test_a_table_has_as_many_rows_as_it_may() -> None:
    assert sentences(BUSINESS, []) == ["Bảng “số nhà” cần ít nhất 1 dòng."]
    assert sentences(BUSINESS, [{"ma": "4711"}] * 4) == ["Bảng “số nhà” có tối đa 3 dòng. Bỏ bớt."]
