"""What may be right all the same is remarked and stops nobody."""

from typing import Any

import pytest

from motcua.blueprints.forms.answers import problems
from motcua.blueprints.forms.definition import Field, Form, Option, Section, Severity
from motcua.blueprints.forms.field_types import phone
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from tests.world import MONDAY

GENDERS = (Option("1", "Nam"), Option("2", "Nữ"), Option("0", "Chưa xác định"))
FORM = Form(
    key="f",
    title="F",
    template="",
    questions=(),
    sections=(
        Section(
            key="s",
            title="S",
            fields=(
                Field(key="me_so_dinh_danh", label="Số định danh của mẹ", type="personal_id"),
                Field(key="me_ngay_sinh", label="Ngày sinh", type="partial_date"),
                Field(key="me_gioi_tinh", label="Giới tính", type="select", options=GENDERS),
                Field(key="mst", label="Mã số thuế", type="tax_code"),
                Field(key="dn", label="Mã số doanh nghiệp", type="enterprise_code"),
                Field(key="dt", label="Điện thoại", type="phone"),
            ),
        ),
    ),
)


def found(answers: dict[str, Any]) -> list[tuple[str, str, Severity]]:
    told = problems(FORM, answers, at=MONDAY, calendar=WorkingCalendar())
    return [(each.field, each.rule, each.severity) for each in told]


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({"me_so_dinh_danh": "001195000011", "me_ngay_sinh": "1995-03-08", "me_gioi_tinh": "2"}, []),
        ({"me_so_dinh_danh": "001195000011", "me_ngay_sinh": "1995", "me_gioi_tinh": "0"}, []),
        ({"me_so_dinh_danh": "001195000011"}, []),
        ({"me_so_dinh_danh": "001195000011", "me_ngay_sinh": "1994-03-08"}, ["number_birth"]),
        ({"me_so_dinh_danh": "001395000011", "me_ngay_sinh": "1995-03-08"}, ["number_birth"]),
        ({"me_so_dinh_danh": "001195000011", "me_gioi_tinh": "1"}, ["number_sex"]),
        ({"me_so_dinh_danh": "003195000011"}, ["number_place"]),
        # Born abroad: from 101 on stand countries.
        ({"me_so_dinh_danh": "101195000011"}, []),
        ({"mst": "0100233488"}, []),
        ({"mst": "0100233489"}, ["doubt"]),
        ({"mst": "0314409058-002"}, []),
        ({"mst": "001195000011"}, []),
        ({"dn": "0100233489"}, ["doubt"]),
        ({"dt": "0912345671"}, []),
        ({"dt": "0112345671"}, ["doubt"]),
        ({"dt": "+33170189900"}, []),
        ({"dt": "02838291234"}, []),
    ],
)
def test_a_doubt_is_a_warning(answers: dict[str, Any], rules: list[str]) -> None:
    assert [rule for _, rule, _ in found(answers)] == rules
    assert {severity for _, _, severity in found(answers)} <= {Severity.WARNING}


def test_a_wrong_shape_is_still_a_fault() -> None:
    answers = {"me_so_dinh_danh": "00119500001", "mst": "01002334", "dt": "12345"}

    assert {severity for _, _, severity in found(answers)} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+84 912 345 671", "0912345671"),
        ("(84) 912.345.671", "0912345671"),
        ("0084 912 345 671", "0912345671"),
        ("028 3829 1234", "02838291234"),
        ("+1 (650) 253-0000", "+16502530000"),
        ("091234", "091234"),
        ("không có", "khôngcó"),
    ],
)
def test_a_telephone_number_is_kept_as_it_is_dialled(typed: str, kept: str) -> None:

    assert phone.TYPE.read({"dt": [typed]}, FORM.fields["dt"], "dt") == kept
