"""Đồng in figures and in words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.money import dong, in_words


@pytest.mark.parametrize(
    ("amount", "figures"),
    [(0, "0 đồng"), (500, "500 đồng"), (16_000, "16.000 đồng"), (1_250_000, "1.250.000 đồng"), (-5_000, "-5.000 đồng")],
)
def test_figures_are_grouped_by_points(amount: int, figures: str) -> None:
    assert dong(amount) == figures


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (99, "chín mươi chín"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (16_000, "mười sáu nghìn"),
        (31_500, "ba mươi mốt nghìn năm trăm"),
        (100_000, "một trăm nghìn"),
        (105_000, "một trăm linh năm nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_024_021, "hai triệu không trăm hai mươi tư nghìn không trăm hai mươi mốt"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (15_021_000_000, "mười lăm tỷ không trăm hai mươi mốt triệu"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (2_005_000_000_000, "hai nghìn không trăm linh năm tỷ"),
        (-16_000, "âm mười sáu nghìn"),
    ],
)
def test_amounts_are_read_as_people_say_them(amount: int, words: str) -> None:
    assert in_words(amount) == f"{words} đồng"


@given(st.integers(0, 10**15))
def test_every_amount_has_words_of_its_own(amount: int) -> None:
    words = in_words(amount).split()

    assert words[-1] == "đồng"
    assert "" not in words
    assert in_words(amount + 1).split() != words
    assert not {("linh", "mười"), ("mươi", "một"), ("mươi", "năm")} & set(pairwise(words))
