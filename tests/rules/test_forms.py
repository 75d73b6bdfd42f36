"""The three journeys' forms as people fill them in, and what every form of the catalogue keeps."""

from datetime import UTC, date, datetime
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.blueprints.forms import answers as form_answers
from motcua.blueprints.forms import json_schema
from motcua.blueprints.forms.answers import QUESTIONS, computed, context_of, problems, visible_answers
from motcua.blueprints.forms.definition import Form
from motcua.blueprints.forms.prefill import SOURCES, prefilled
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from tests.rules.shipped import definitions
from tests.samples import ANSWERS

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}))
BIRTH, BUSINESS, PERMIT = "1.001193", "1.001612", "1.013227"


def form_of(code: str) -> Form:
    return definitions()[code].form


def told(code: str, *, only_section: str | None = None, at: datetime = AT, **changed: Any) -> list[tuple[str, str]]:
    answers = {key: value for key, value in (ANSWERS[code] | changed).items() if value is not None}
    found = problems(form_of(code), answers, at=at, calendar=CALENDAR, only_section=only_section, channel="online")
    return [(problem.field, str(problem)) for problem in found if not problem.rule.startswith("number_")]


def filed(code: str, **changed: Any) -> dict[str, Any]:
    return visible_answers(form_of(code), ANSWERS[code] | changed, at=AT, calendar=CALENDAR, channel="online")


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_a_form_filled_in_by_a_real_person_has_no_problems(code: str) -> None:
    assert told(code) == []


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_what_is_filed_follows_the_published_schema_of_the_form(code: str) -> None:
    schema = json_schema.compiled(form_of(code))

    assert [error.message for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(filed(code))] == []


@pytest.mark.parametrize("code", sorted(definitions()))
def test_every_form_compiles_to_a_schema(code: str) -> None:
    assert jsonschema_rs.meta.is_valid(json_schema.compiled(form_of(code)))


@pytest.mark.parametrize("code", sorted(definitions()))
def test_an_empty_form_asks_for_everything_that_is_required_and_breaks_no_cross_check(code: str) -> None:
    form = form_of(code)

    found = problems(form, {}, at=AT, calendar=CALENDAR)

    assert {problem.rule for problem in found} - {"required"} <= {"co_cha_hoac_me"}
    assert all(str(problem) for problem in found)
    assert [problem.field for problem in found if problem.rule == "required"][:1] == [
        next(each.key for each in (*form.questions, *form.sections[0].fields) if each.required)
    ]


@pytest.mark.parametrize(
    ("code", "key", "sentence"),
    [
        (BIRTH, "tre_ho_ten", "Nhập họ, chữ đệm, tên."),
        (BIRTH, "tre_gioi_tinh", "Chọn giới tính."),
        (BIRTH, "tre_bo_roi", "Trả lời câu hỏi: Trẻ bị bỏ rơi?"),
        (BIRTH, "cam_doan", "Đọc lời cam đoan và đánh dấu vào ô bên cạnh."),
        (BUSINESS, "nganh_nghe", "Thêm ít nhất một dòng vào bảng “danh sách ngành, nghề”."),
        (PERMIT, "gpxd_so", "Nhập số giấy phép."),
    ],
)
def test_an_empty_field_says_what_to_do_there(code: str, key: str, sentence: str) -> None:
    emptied: dict[str, Any] = {key: None}

    assert told(code, **emptied) == [(key, sentence)]


def test_a_birthday_to_come_is_told_by_its_year() -> None:
    assert told(BIRTH, tre_ngay_sinh="2062-03-05")[0] == (
        "tre_ngay_sinh",
        "Năm 2062 chưa đến. Sửa lại năm của ngày, tháng, năm sinh.",
    )


# --- what depends on other answers ---


def test_the_marriage_certificate_is_asked_for_only_of_married_parents() -> None:
    assert ("kh_so", "Nhập số.") in told(BIRTH, kh_so=None)
    assert told(BIRTH, cha_me_co_ket_hon=False, kh_so=None, kh_ngay=None) == []


def test_answers_to_what_is_not_asked_are_dropped_on_filing() -> None:
    kept = filed(BIRTH, cha_me_co_ket_hon=False, dia_chi_nhan={"province": "99", "commune": "99001", "detail": "12"})

    assert "kh_so" not in kept
    assert "dia_chi_nhan" not in kept
    assert "made_up" not in filed(BIRTH, made_up="x")


def test_the_number_of_copies_is_asked_for_when_copies_are_wanted() -> None:
    assert told(BIRTH, cap_ban_sao=True) == [("so_ban_sao", "Nhập số lượng bản sao.")]
    assert told(BIRTH, cap_ban_sao=True, so_ban_sao=60) == [
        ("so_ban_sao", "Ô “số lượng bản sao” không được quá 50. Nhập lại.")
    ]


def test_a_foundling_has_no_parents_to_name() -> None:
    foundling: dict[str, Any] = {"tre_bo_roi": True, "cha_me_co_ket_hon": False, "me_ho_ten": None, "cha_ho_ten": None}

    assert told(BIRTH, **foundling) == []
    assert told(BIRTH, tre_bo_roi=False, cha_me_co_ket_hon=False, me_ho_ten=None, cha_ho_ten=None) == [
        ("me_ho_ten", "Chưa có thông tin cha hoặc mẹ của trẻ. Nhập họ tên ít nhất một người, trừ khi trẻ bị bỏ rơi.")
    ]


def test_members_are_named_when_a_household_founds_the_business() -> None:
    member = {"ho_ten": "Trần Thị Hà", "ngay_sinh": "1990-01-01", "so_dinh_danh": "001190000033"}
    home = {"province": "99", "commune": "99001", "detail": "12"}

    assert told(BUSINESS, chu_the="ho_gia_dinh") == [
        ("thanh_vien", "Thêm ít nhất một dòng vào bảng “thành viên hộ gia đình”.")
    ]
    assert told(BUSINESS, chu_the="ho_gia_dinh", thanh_vien=[member]) == [("thanh_vien-0-dia_chi", "Nhập nơi cư trú.")]
    assert told(BUSINESS, chu_the="ho_gia_dinh", thanh_vien=[member | {"dia_chi": home}]) == []


# --- cross-checks ---


@pytest.mark.parametrize(
    ("code", "changed", "field"),
    [
        (BIRTH, {"me_ngay_sinh": "2015"}, "me_ngay_sinh"),
        (BUSINESS, {"ch_ngay_sinh": "2008-11-21"}, "ch_ngay_sinh"),
        (PERMIT, {"gpxd_het_han": "2026-11-19"}, "gpxd_het_han"),
        (PERMIT, {"lan_gia_han": 3}, "lan_gia_han"),
    ],
)
def test_what_does_not_fit_together_is_told_at_the_field_to_mend(
    code: str, changed: dict[str, Any], field: str
) -> None:
    assert [key for key, _ in told(code, **changed)] == [field]


def test_on_the_18th_birthday_one_may_found_a_business() -> None:
    assert told(BUSINESS, ch_ngay_sinh="2008-11-20") == []


def test_exactly_one_line_of_business_is_the_main_one() -> None:
    line = {"ma_nganh": "4711", "ten_nganh": "Bán lẻ"}
    sentence = "Chọn đúng một ngành chính trong danh sách ngành, nghề."

    assert told(BUSINESS, nganh_nghe=[line]) == [("nganh_nghe", sentence)]
    assert told(BUSINESS, nganh_nghe=[line | {"nganh_chinh": True}] * 2) == [("nganh_nghe", sentence)]
    assert told(BUSINESS, nganh_nghe=[line | {"nganh_chinh": True}, line | {"nganh_chinh": False}]) == []


def test_a_warning_is_told_and_does_not_stop_the_filing() -> None:
    answers = ANSWERS[BIRTH] | {"tre_ho_ten": "Lê Minh Khôi"}

    found = problems(form_of(BIRTH), answers, at=AT, calendar=CALENDAR)

    assert [(problem.rule, problem.blocks) for problem in found] == [("ho_theo_cha_me", False)]


def test_a_permit_must_end_after_it_begins() -> None:
    assert told(PERMIT, gpxd_het_han="2025-12-01")[0] == (
        "gpxd_het_han",
        "Ngày hết hạn phải sau ngày cấp. Sửa lại một trong hai ngày.",
    )


def test_a_cross_check_waits_until_its_fields_are_right() -> None:
    assert told(BUSINESS, ch_ngay_sinh="2008-02-30") == [
        (
            "ch_ngay_sinh",
            (
                "Tháng 2 năm 2008 không có ngày 30 dương lịch. Nếu đây là ngày âm lịch, "
                "ghi ngày dương lịch in trên giấy khai sinh hoặc thẻ căn cước."
            ),
        )
    ]


# --- section by section ---


def test_a_section_tells_its_own_problems_only() -> None:
    changed: dict[str, Any] = {"tre_ho_ten": None, "cam_doan": None, "qua_uy_quyen": None}

    assert [key for key, _ in told(BIRTH, only_section="tre", **changed)] == ["tre_ho_ten"]
    assert [key for key, _ in told(BIRTH, only_section=QUESTIONS, **changed)] == ["qua_uy_quyen"]
    assert [key for key, _ in told(BIRTH, only_section="nhan_ket_qua", **changed)] == ["cam_doan"]


def test_a_cross_check_is_told_in_the_last_section_that_it_reads() -> None:
    too_young: dict[str, Any] = {"me_ngay_sinh": "2015"}

    assert told(BIRTH, only_section="tre", **too_young) == []
    assert [key for key, _ in told(BIRTH, only_section="me", **too_young)] == ["me_ngay_sinh"]


# --- what the system answers ---


@pytest.mark.parametrize(("born", "late"), [("2026-09-21", False), ("2026-09-20", True)])
def test_the_system_reckons_whether_sixty_days_have_passed(born: str, late: object) -> None:
    assert filed(BIRTH, tre_ngay_sinh=born)["qua_han"] is late


def test_what_a_person_claims_for_a_computed_answer_does_not_count() -> None:
    assert filed(BIRTH, qua_han=True, tre_ngay_sinh="2026-11-12")["qua_han"] is False


def test_the_birthday_is_written_out() -> None:
    known = computed(form_of(BIRTH), {"tre_ngay_sinh": "2026-11-12"}, context_of(at=AT, calendar=CALENDAR))

    assert known["tre_ngay_sinh_chu"] == "Ngày mười hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"


def test_what_the_officer_found_out_is_kept_with_the_answers() -> None:
    assert filed(BIRTH, can_xac_minh_hon_nhan=True)["can_xac_minh_hon_nhan"] is True


def test_the_day_of_legal_time_decides_not_that_of_greenwich() -> None:
    late_evening_in_greenwich = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)

    assert told(PERMIT, at=late_evening_in_greenwich, gpxd_het_han="2026-11-19")


# --- questions and fields that share an answer ---


def test_a_question_and_a_field_of_one_key_are_asked_once_and_the_field_sets_the_bounds() -> None:
    form = form_of("2.000033")
    section = next(s for s in form.sections if any(each.key == "tong_gia_tri" for each in s.fields))

    assert "tong_gia_tri" not in [each.key for each in form.fields_asked_in(section)]
    assert form.fields["tong_gia_tri"].minimum == 0
    found = problems(form, {"tong_gia_tri": -1}, at=AT, calendar=CALENDAR, only_section=QUESTIONS)
    assert [problem.field for problem in found] == ["tong_gia_tri", "ban_truc_tuyen"]


# --- prefill, defaults ---


def test_what_is_known_about_the_applicant_is_offered() -> None:
    known = {"applicant.full_name": "Nguyễn Thị Lan", "applicant.phone": "0912345671", "applicant.email": ""}

    assert prefilled(form_of(BIRTH), known) == {"nyc_ho_ten": "Nguyễn Thị Lan", "nyc_dien_thoai": "0912345671"}


def test_definitions_ask_only_for_what_can_be_known() -> None:
    asked = {each.prefill for d in definitions().values() for each in d.form.fields.values() if each.prefill}

    assert asked == set(SOURCES)


def test_a_new_form_begins_with_its_defaults() -> None:
    assert form_answers.defaults(form_of(BIRTH))["hinh_thuc_nhan"] == "e_document"
    assert form_answers.defaults(form_of(BIRTH))["tre_quoc_tich"] == "VN"


# --- what the form accepts, the schema accepts ---

TYPED = st.sampled_from(
    [
        "",
        "Lan",
        "Nguyễn Thị Lan",
        "1",
        "4711",
        "12",
        "0912345671",
        "001195000011",
        "true",
        "1995",
        "2026-11-12",
        "99001",
    ]
)


@pytest.mark.parametrize("code", [BIRTH, BUSINESS, PERMIT, "1.013225", "1.004222", "2.001583"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_the_form_accepts_the_schema_accepts(code: str, data: st.DataObject) -> None:
    form = form_of(code)
    schema = json_schema.compiled(form)
    fields = list(form.fields.values())
    names = [
        *(each.key for each in fields),
        *(
            f"{each.key}_{part}"
            for each in fields
            for part in ("day", "month", "year", "province", "commune", "detail")
        ),
        *(f"{each.key}-0-{column.key}" for each in fields for column in each.columns),
    ]
    post = {name: [data.draw(TYPED)] for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=25))}
    base = {key: value for key, value in ANSWERS.get(code, {}).items() if key in form.fields}

    answers = base | {key: value for key, value in form_answers.read(fields, post).items() if value is not None}
    accepted = {
        problem.field.split("-")[0] for problem in problems(form, answers, at=AT, calendar=CALENDAR) if problem.blocks
    }

    kept = visible_answers(form, answers, at=AT, calendar=CALENDAR)
    wrong = {
        str(error.instance_path[0])
        for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(kept)
        if error.instance_path
    }
    assert wrong <= {key for key in form.fields if any(name == key or name.startswith(f"{key}_") for name in accepted)}
