"""What a case costs: the most specific rate in force, formulas, exemptions."""

from datetime import date

import pytest

from motcua.blueprints.catalogue.definition import FeeKind
from motcua.blueprints.catalogue.fees import fees_due, fees_not_set, fees_not_set_in_case, total
from tests.rules.shipped import definitions

HAI_PHONG = "Thành phố Hải Phòng"
SONG_LAM = "Tỉnh Sông Lam"
TODAY = date(2026, 11, 21)


def due(
    code: str, *, channel: str = "counter", on: date = TODAY, locality: str = SONG_LAM, **answers: object
) -> dict[str, int]:
    lines = fees_due(definitions()[code], answers=answers, channel=channel, on=on, locality=locality)
    return {line.key: line.amount for line in lines}


@pytest.mark.parametrize(("channel", "amount"), [("online", 150_000), ("post", 150_000), ("counter", 50_000)])
def test_founding_a_household_business_costs_what_the_national_portal_shows(channel: str, amount: int) -> None:
    assert due("1.001612", channel=channel) == {"le_phi_hkd": amount}


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2026, 8, 7), 50_000), (date(2026, 8, 8), 0), (date(2031, 12, 31), 0), (date(2032, 1, 1), 50_000)],
)
def test_a_dated_rate_of_the_locality_beats_an_undated_one_while_it_is_in_force(on: date, amount: int) -> None:
    assert due("1.001612", on=on, locality=HAI_PHONG) == {"le_phi_hkd": amount}


@pytest.mark.parametrize(
    ("channel", "on", "amount"),
    [
        ("counter", TODAY, 8000),
        ("online", TODAY, 0),
        ("online", date(2026, 8, 7), 8000),
        ("post", TODAY, 8000),
    ],
)
def test_a_late_birth_costs_what_the_sample_localitys_council_decided(channel: str, on: date, amount: int) -> None:
    assert due("1.001193", channel=channel, on=on, locality=HAI_PHONG, qua_han=True) == {"le_phi_ho_tich": amount}


def test_another_provinces_council_decides_nothing_here() -> None:
    assert due("1.001193", qua_han=True) == {}
    assert [fee.key for fee in fees_not_set(definitions()["1.001193"], on=TODAY, locality=SONG_LAM)] == [
        "le_phi_ho_tich"
    ]
    assert fees_not_set(definitions()["1.001193"], on=TODAY, locality=HAI_PHONG) == ()


@pytest.mark.parametrize(("late", "unset"), [(True, 1), (False, 0), (None, 1)])
def test_a_fee_not_set_is_told_of_where_the_case_may_come_under_it(late: bool | None, unset: int) -> None:  # noqa: FBT001
    answers = {"qua_han": late}

    told = fees_not_set_in_case(
        definitions()["1.001193"], answers=answers, channel="online", on=TODAY, locality=SONG_LAM
    )

    assert len(told) == unset


def test_an_illustration_is_never_charged() -> None:
    assert due("1.011441", locality=HAI_PHONG) == {}


def test_a_birth_in_time_is_free() -> None:
    assert due("1.001193", locality=HAI_PHONG, qua_han=False) == {}


@pytest.mark.parametrize(("copies", "amount"), [(1, 8000), (3, 24_000)])
def test_copies_cost_by_the_copy(copies: int, amount: int) -> None:
    assert due("1.001193", cap_ban_sao=True, so_ban_sao=copies) == {"phi_ban_sao": amount}


@pytest.mark.parametrize(
    ("pages", "copies", "amount"), [(1, 1, 2000), (2, 1, 4000), (5, 2, 14_000), (1000, 1, 200_000)]
)
def test_certifying_copies_costs_by_page_up_to_a_limit_per_copy(pages: int, copies: int, amount: int) -> None:
    assert due("2.000815", so_trang=pages, so_ban=copies, ban_dien_tu=False) == {"phi_chung_thuc": amount}


def test_electronic_copies_are_free_in_the_sample_locality() -> None:
    found = due("2.000815", channel="online", locality=HAI_PHONG, ban_dien_tu=True, so_trang=3, so_ban=2)

    assert found == {"phi_chung_thuc": 0}


@pytest.mark.parametrize(
    ("reduced", "slips", "amount"),
    [("khong", 1, 200_000), ("khong", 2, 200_000), ("khong", 4, 210_000), ("sinh_vien", 2, 100_000)],
)
def test_a_criminal_record_costs_more_from_the_third_slip_on(reduced: str, slips: int, amount: int) -> None:
    assert due("3.000333", doi_tuong_giam_phi=reduced, so_phieu=slips, mien_phi=False) == {"phi_lltp": amount}


def test_who_is_exempt_by_his_answers_pays_nothing_and_the_line_says_why() -> None:
    (line,) = fees_due(
        definitions()["3.000333"],
        answers={"doi_tuong_giam_phi": "khong", "so_phieu": 1, "mien_phi": True},
        channel="counter",
        on=TODAY,
        locality=SONG_LAM,
    )

    assert (line.amount, line.exemption) == (0, "Thuộc diện miễn phí")


def test_who_is_exempt_by_a_paper_pays_nothing() -> None:
    lines = fees_due(
        definitions()["1.001193"],
        answers={"qua_han": True},
        channel="counter",
        on=TODAY,
        locality=HAI_PHONG,
        exempted=[("le_phi_ho_tich", "ho_ngheo")],
    )

    assert total(lines) == 0
    assert lines[0].exemption == "Người thuộc hộ nghèo"


@pytest.mark.parametrize(("on", "amount"), [(date(2026, 12, 31), 200_000), (date(2027, 1, 1), 400_000)])
def test_half_rates_end_with_the_year(on: date, amount: int) -> None:
    assert due("2.000181", on=on, loai_thuong_nhan="ho_kd", so_dia_diem=2) == {"phi_tham_dinh": amount}


def test_a_line_names_its_kind_its_unit_and_its_clause() -> None:
    lines = fees_due(
        definitions()["1.001193"],
        answers={"cap_ban_sao": True, "so_ban_sao": 2},
        channel="online",
        on=TODAY,
        locality=SONG_LAM,
    )

    assert [(line.kind, line.per, line.basis, line.confidence) for line in lines] == [
        (FeeKind.PHI, "bản", "281/2016/TT-BTC", "high")
    ]


def test_without_the_number_of_copies_the_rate_itself_is_named() -> None:
    assert due("1.001193", cap_ban_sao=True) == {"phi_ban_sao": 8000}


@pytest.mark.parametrize(("born", "amount"), [("2026-09-22", {}), ("2026-09-21", {"le_phi_ho_tich": 8000})])
def test_whether_a_birth_is_late_is_reckoned_from_the_birthday(born: str, amount: dict[str, int]) -> None:
    assert due("1.001193", locality=HAI_PHONG, tre_ngay_sinh=born) == amount
