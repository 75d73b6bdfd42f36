"""Search folding and the order of names."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.text.folding import fold, nfc
from motcua.foundation.text.names import sort_key

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
VIETNAMESE = st.text(alphabet=VOWELS + "bcdđghklmnpqrstvxĐ ")
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Nguyễn Thị Ánh Tuyết", "nguyen thi anh tuyet"),
        ("  ĐẶNG\u00a0 Văn\tỨng  ", "dang van ung"),
        ("Đường số 12/3B", "duong so 12/3b"),
        ("Ðà Nẵng", "da nang"),
        ("ƯƠNG QUỚI", "uong quoi"),
        ("H'Hen Niê", "h'hen nie"),
        ("", ""),
    ],
)
def test_what_is_typed_is_searched_without_marks(typed: str, searched: str) -> None:
    assert fold(typed) == searched


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_a_folded_vietnamese_text_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper())


def test_stored_text_has_one_spelling() -> None:
    assert nfc("Nguye\u0302\u0303n") == nfc("Nguyê\u0303n") == "Nguyễn"


def in_order(*names: str) -> bool:
    return all(sort_key(earlier).encode() < sort_key(later).encode() for earlier, later in pairwise(names))


@pytest.mark.parametrize(
    "names",
    [
        ("Trần Văn An", "Nguyễn Văn Anh", "Lê Văn Ánh", "Đỗ Văn Ân", "Cao Văn Bình"),
        ("Lê Hoa", "Lê Hòa", "Lê Hỏa", "Lê Hõa", "Lê Hóa", "Lê Họa", "Lê Hoan"),
        ("Lê An", "Lê Áy", "Lê Ăn", "Lê Ân", "Lê Ba"),
        ("Lê Dũng", "Lê Dự", "Lê Đa", "Lê Em", "Lê Én", "Lê Ên", "Lê Gấm"),
        ("Lê Oanh", "Lê Ông", "Lê Ơn", "Lê Phú"),
        ("Lê Uyên", "Lê Ưng", "Lê Vân"),
        ("Bùi Thị Lan", "Đặng Thị Lan", "Đặng Văn Lan", "Nguyễn Lan", "Nguyễn Ái Lan"),
        ("Nguyễn Hoa", "Trần Hoa", "Bùi Hòa"),
        ("Lan", "Lê Lan"),
    ],
)
def test_a_list_is_ordered_by_given_name_then_family(names: tuple[str, ...]) -> None:
    assert in_order(*names)


def test_both_places_of_the_tone_mark_are_one_name() -> None:
    assert sort_key("Lê Hòa") == sort_key("Lê Hoà") == sort_key("LÊ  HÒA ")


@given(ANY_TEXT)
def test_spelling_forms_do_not_change_the_order(name: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(unicodedata.normalize("NFC", name))


@given(VIETNAMESE)
def test_the_key_of_a_vietnamese_name_is_plain_ascii(name: str) -> None:
    assert sort_key(name).isascii()
