"""The catalogue doctor: each check on a procedure that has its fault, and none on one that is sound."""

from datetime import date
from typing import Any

import pytest

from motcua.blueprints.catalogue.national.doctor import documents, ours, rounds
from motcua.blueprints.catalogue.national.doctor.finding import Around, examine
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.foundation.text.folding import fold
from tests import national
from tests.national import basis, fee, paper, papers, procedure, result, time, way

NAME = "Cấp giấy chứng nhận nuôi chim bồ câu cảnh"
AROUND = Around(
    on=date(2026, 11, 22),
    codes_by_name={fold("Trùng tên"): ("9.000001", "9.000002")},
    superseded=documents.SUPERSEDED,
)


def keys(document: dict[str, Any]) -> list[str]:
    return [each.key for each in examine(parse(document), code="9.000001", checks=rounds.CHECKS, around=AROUND)]


def with_times(*times: dict[str, Any]) -> dict[str, Any]:
    return procedure(CACHTHUCTHUCHIEN=[way("1", *times)])


FAULTS: dict[str, dict[str, Any]] = {
    "no_channel": procedure(CACHTHUCTHUCHIEN=[]),
    "no_time": with_times(time(None, None, "Theo quy định")),
    "time_is_text": with_times(time("Không quy định", None)),
    "time_not_whole": with_times(time("1.5")),
    "time_without_unit": with_times(time("1", None)),
    "several_times": with_times(time("1"), time("2")),
    "times_differ_by_channel": procedure(CACHTHUCTHUCHIEN=[way("1", time("30", "Ngày")), way("2", time("3"))]),
    "time_differs_from_text": with_times(time("3", note="Trong thời hạn 05 (năm) ngày làm việc kể từ khi nhận")),
    "unit_differs_from_text": with_times(time("3", "Ngày", "03 ngày làm việc")),
    "fee_without_amount": with_times(time(fees=[fee(None, None, "120 VNĐ")])),
    "fee_too_small": with_times(time(fees=[fee("20")])),
    "free_with_amount": with_times(time(fees=[fee("0", None, "Bản sao 8.000 đồng/bản")])),
    "free_but_province_sets_it": with_times(time(fees=[fee("0", None, "Do Hội đồng nhân dân tỉnh quyết định")])),
    "no_papers": procedure(THANHPHANHOSO=[]),
    "empty_case": procedure(THANHPHANHOSO=[papers(paper("Đơn")), papers(case="Cấp lại")]),
    "paper_without_count": procedure(THANHPHANHOSO=[papers(paper("Lưu ý:", "0", None))]),
    "no_legal_basis": procedure(CANCUPHAPLY=[]),
    "basis_without_number": procedure(CANCUPHAPLY=[basis(None, "Luật gì đó")]),
    "odd_basis_number": procedure(CANCUPHAPLY=[basis("40/2029/QH14")]),
    "dead_basis": procedure(CANCUPHAPLY=[basis("Luật số 51/2005/QH11")]),
    "odd_code": procedure("Test_P001"),
    "odd_result_code": procedure(KETQUATHUCHIEN=[result("sfbkjas")]),
    "not_in_force": procedure(TRANGTHAI="0"),
    "no_agency": procedure(MOTACOQUANTHUCHIEN=None),
    "name_twice": procedure(TENTTHC="Trùng tên"),
    "cut_text": procedure(YEUCAU="a" * 2000),
}


@pytest.mark.parametrize("key", rounds.SENTENCES)
def test_each_check_finds_its_fault_and_no_other(key: str) -> None:
    assert keys(FAULTS[key]) == [key]


def test_a_sound_procedure_has_no_findings() -> None:
    """Negative control."""
    assert keys(procedure()) == []


@pytest.mark.parametrize(
    "sound",
    [
        with_times(time("15", note="Thẩm định 10 ngày làm việc, ký 5 ngày làm việc")),
        with_times(time("3", note="Thông tư ngày 18 tháng 6 năm 2025")),
        with_times(time(fees=[fee("47", "USD")])),
        procedure(CANCUPHAPLY=[basis("2222/QĐ-BHXH"), basis("Thông tư số 73/2019/TT-BTC"), basis("01/2026/nđ-cp")]),
        procedure(KETQUATHUCHIEN=[]),
        procedure(YEUCAU="a" * 1999 + "."),
    ],
    ids=["a_sum_of_steps", "the_date_of_a_circular", "dollars", "numbers", "no_result", "a_long_text_that_ends"],
)
def test_what_only_looks_odd_is_left_alone(sound: dict[str, Any]) -> None:
    assert keys(sound) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Thông tư số 73/2019/TT-BTC", "73/2019/TT-BTC"),
        ("123/2015/ND-CP", "123/2015/NĐ-CP"),
        ("TT43/2020/TT-BNN", "43/2020/TT-BNN"),
        ("Luật Hộ tịch", ""),
        ("31 / 2024 / QH15", "31/2024/QH15"),
    ],
)
def test_the_number_of_a_document_is_found_in_its_text(text: str, number: str) -> None:
    assert documents.number_in(text) == number


def test_a_document_is_dead_from_its_day_on_and_not_before() -> None:
    law, day = "81/2006/QH11", date(2021, 7, 1)

    assert documents.successor(law, on=date(2021, 6, 30), known=documents.SUPERSEDED) is None
    found = documents.successor(law, on=day, known=documents.SUPERSEDED)
    assert found is not None
    assert found.number == "68/2020/QH14"


def test_every_check_of_ours_has_a_sentence_and_a_name_of_its_own() -> None:
    assert len({check.key for check in rounds.CHECKS}) == len(rounds.CHECKS)
    assert {check.key for check in ours.CHECKS} <= set(rounds.SENTENCES)
    assert national.procedure()["TENTTHC"] == NAME
