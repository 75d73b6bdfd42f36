"""What people type, whatever it is, becomes words: keys left on, marks left out, letters that have changed places."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.blueprints.catalogue.search.asking import code_in, question
from motcua.blueprints.catalogue.search.keyed import decoded
from motcua.blueprints.catalogue.search.lexicon import Lexicon
from motcua.blueprints.catalogue.search.spelling import is_slip
from motcua.blueprints.catalogue.search.syllables import is_syllable, sound
from motcua.blueprints.catalogue.search.tokens import tokens, typed
from motcua.blueprints.catalogue.search.understanding import understand

LEXICON = Lexicon(
    {
        "sets": {"ai": "bố, mẹ, -"},
        "things": {"khai_sinh": "khai sinh, giấy khai sinh", "khai_tu": "báo tử, [ai] qua đời", "so_do": "sổ đỏ, đất"},
        "acts": {"mat": "mất, bị mất", "doi": "đổi"},
        "situations": [{"means": ["mat"], "says": "lạc [so_do]"}],
        "small_words": "làm, giấy, mất bao lâu",
    }
)


def concepts(text: str) -> set[str]:
    readings = understand(typed(text, known=LEXICON.known), LEXICON).readings
    return {concept for reading in readings for concept in reading.concepts}


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("ddanwg", "dang"),
        ("dangwd", "dang"),
        ("kys", "ky"),
        ("giaays", "giay"),
        ("nguowif", "nguoi"),
        ("tws", "tu"),
        ("d9a8ng", "dang"),
        ("ky1", "ky"),
        ("tu7", "tu"),
    ],
)
def test_keys_that_were_left_on_make_the_syllable(keys: str, syllable: str) -> None:
    assert decoded(keys) == syllable


@pytest.mark.parametrize("text", ["sinh", "gplx", "birth", "b2", "a1", "2026", "ct01", "đăng", ""])
def test_what_is_a_word_or_no_syllable_at_all_stays(text: str) -> None:
    assert decoded(text) == text


@pytest.mark.parametrize("syllable", ["khai", "nghieng", "quyen", "giay", "uong", "truong", "y", "xoong"])
def test_syllables_are_known(syllable: str) -> None:
    assert is_syllable(syllable)


@pytest.mark.parametrize("text", ["gplx", "birth", "khaisinh", "zz", "strong", ""])
def test_other_letters_are_none(text: str) -> None:
    assert not is_syllable(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("xinh", "sinh"),
        ("trung", "chung"),
        ("ki", "ky"),
        ("day", "giay"),
        ("ruong", "duong"),
        ("la", "na"),
        ("chin", "chinh"),
        ("mat", "mac"),
        ("quyen", "quien"),
    ],
)
def test_what_sounds_alike_somewhere_in_the_country_is_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("khai", "chai"), ("nha", "la"), ("tu", "thu"), ("vay", "giay")])
def test_what_nobody_confuses_is_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize("wrong", ["khia", "kahi", "kha", "khaii", "khau"])
def test_one_slip_is_forgiven(wrong: str) -> None:
    assert is_slip(wrong, "khai", known=False)


@pytest.mark.parametrize(("wrong", "known"), [("khau", True), ("kia", False), ("khaixx", False), ("khai", False)])
def test_more_than_one_slip_or_another_word_is_not(wrong: str, known: bool) -> None:  # noqa: FBT001
    assert not is_slip(wrong, "khai", known=known)


def test_a_word_that_we_know_may_still_have_letters_that_changed_places() -> None:
    assert is_slip("khia", "khai", known=True)


def test_marks_tell_words_apart_only_where_they_were_typed() -> None:
    ban, not_marked, other = tokens("bán ban bàn")

    assert ban.contradicts(other)
    assert not ban.contradicts(not_marked)


@pytest.mark.parametrize(
    ("one", "other"), [("mở", "mỡ"), ("hóa", "hoá"), ("thủy", "thuỷ"), ("Ủy", "uỷ"), ("ĐẤT", "đất")]
)
def test_spellings_that_mean_the_same_are_one(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_words_run_together_are_taken_apart_into_known_ones() -> None:
    assert [word.plain for word in typed("khaisinh", known=LEXICON.known)] == ["khai", "sinh"]
    assert [word.plain for word in typed("khaisinx", known=LEXICON.known)] == ["khaisinx"]


@pytest.mark.parametrize("text", ["giấy khai sinh", "GIAY KHAI SINH", "khaisinh", "khai xinh", "khia sinh", "khai sin"])
def test_a_phrase_is_heard_through_all_of_it(text: str) -> None:
    assert concepts(text) == {"khai_sinh"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bố qua đời", {"khai_tu"}),
        ("qua đời", {"khai_tu"}),
        ("lạc sổ đỏ", {"mat", "so_do"}),
        ("mất bao lâu", set()),
        ("làm giấy", set()),
        ("bị mất sổ đỏ", {"mat", "so_do"}),
    ],
)
def test_the_longest_phrase_says_what_is_meant(text: str, meant: set[str]) -> None:
    assert concepts(text) == meant


@pytest.mark.parametrize("text", ["đạt", "dắt", "mặt", "đợi"])
def test_a_single_word_with_other_marks_is_another_word(text: str) -> None:
    assert concepts(text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.001193", "1.001193"),
        ("mã 1001193", "1.001193"),
        ("1 001 193", "1.001193"),
        ("1.001193.000.00.00.H24", "1.001193"),
        ("12345678", None),
        ("0912345678", None),
        ("1.00119", None),
        ("khai sinh", None),
    ],
)
def test_a_code_is_seen_however_its_points_stand(text: str, code: str | None) -> None:
    assert code_in(text) == code


@given(st.text(max_size=300))
def test_no_text_whatever_is_too_odd(text: str) -> None:
    asked = question(text, lexicon=LEXICON)

    assert asked.whole >= 0
    assert all(each.weight > 0 for each in asked.units)
    code_in(text)


@given(st.text(alphabet="abdeghiklmnoprstuvxyzjfw0123456789", max_size=30))
def test_no_keys_whatever_are_too_odd(text: str) -> None:
    assert isinstance(decoded(text), str)
    assert typed(text, known=LEXICON.known) == typed(text.upper(), known=LEXICON.known)


@given(
    st.sampled_from(["giấy khai sinh", "sổ đỏ bị mất", "mẹ qua đời"]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
)
def test_the_form_of_unicode_changes_nothing(text: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    assert concepts(unicodedata.normalize(form, text)) == concepts(text)
