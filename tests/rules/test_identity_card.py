"""What is read off a card, what is told, and what is not believed. All numbers and names are invented."""

import contextlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.accounts.identity_card import machine_lines, personal_number
from motcua.foundation.accounts.identity_card.damage import is_damaged
from motcua.foundation.accounts.identity_card.facts import AppCode, CardFacts, CardKind, NotACard, NothingRead, Oddity
from motcua.foundation.accounts.identity_card.reading import LONGEST, read_card
from motcua.foundation.accounts.models import Gender
from motcua.foundation.refusals import Refusal

TODAY = date(2026, 11, 17)
HOME = "Tổ 4, Phường Minh Tân, Thành phố Sông Lam, Sông Lam"
CARD_2021 = f"001195000011|012345678|Nguyễn Thị Ngọc Lan|05031995|Nữ|{HOME}|15072021"
CARD_2024 = f"001195000011||Nguyễn Thị Ngọc Lan|05031995|Nữ|{HOME}|02092024||Nguyễn Văn Thành|001165000012|||012345678|"
#: Name and address as UTF-8 in hexadecimal.
HEALTH = "|".join(
    ["GD4010000000001", "Lò Thị Mây".encode().hex(), "05/03/1995", "2", HOME.encode().hex(), "01 - 001", "01/01/2026"]
)


def lines(number: str, *, born: str, sex: str, expires: str, country: str = "VNM") -> str:
    """The three lines with their check digits, reckoned here as Doc 9303 says."""
    check = machine_lines.check_digit
    first = f"ID{country}{number[3:]}{check(number[3:])}{number}<<{check(number[3:])}"[:30].ljust(30, "<")
    dates = f"{born}{check(born)}{sex}{expires}{check(expires)}"
    whole = first[5:30] + dates[0:7] + dates[8:15] + "<" * 11
    return f"{first}\n{dates}{country}{'<' * 11}{check(whole)}\n{'NGUYEN<<THI<NGOC<LAN'.ljust(30, '<')}"


MACHINE = lines("001195000011", born="950305", sex="F", expires="350305")
LAN = {"personal_id": "001195000011", "birth_date": date(1995, 3, 5), "gender": Gender.FEMALE}


def facts(found: CardFacts) -> dict[str, object]:
    return {"personal_id": found.personal_id, "birth_date": found.birth_date, "gender": found.gender}


@pytest.mark.parametrize(
    "text",
    [
        CARD_2021,
        CARD_2024,
        CARD_2021 + "\r\n",
        CARD_2021.replace("|", "｜"),
        CARD_2021 + "|" * 13,
        MACHINE,
        MACHINE.replace("\n", "").lower(),
    ],
    ids=["2021", "2024", "enter at the end", "wide bars", "twenty parts", "machine lines", "lines run together"],
)
def test_who_the_card_is_of(text: str) -> None:
    assert facts(read_card(text, on=TODAY)) == LAN


@pytest.mark.parametrize(
    ("text", "issued_on"),
    [(CARD_2021, date(2021, 7, 15)), (CARD_2024, date(2024, 9, 2))],
    ids=["2021", "2024"],
)
def test_name_residence_and_day_of_issue(text: str, issued_on: date) -> None:
    found = read_card(text, on=TODAY)

    assert (found.full_name, found.residence, found.issued_on) == ("Nguyễn Thị Ngọc Lan", HOME, issued_on)
    assert found.oddities == ()


def test_a_name_in_parts_is_put_together() -> None:
    """Some readers send letters and marks one by one (NFD)."""
    found = read_card(unicodedata.normalize("NFD", CARD_2021), on=TODAY)

    assert found.full_name == "Nguyễn Thị Ngọc Lan"


@pytest.mark.parametrize(
    ("changed", "to", "oddity"),
    [
        ("Nguyễn Thị Ngọc Lan", "Nguye64n Thi5 Ngo5c Lan", Oddity.NAME_DAMAGED),
        ("Nguyễn Thị Ngọc Lan", "Nguyeenx Thij Ngocj Lan", Oddity.NAME_DAMAGED),
        ("Nguyễn Thị Ngọc Lan", "Nguy?n Th? Ng?c Lan", Oddity.NAME_DAMAGED),
        ("Nguyễn Thị Ngọc Lan", "Nguy\ufffdn Th\ufffd Ng\ufffdc Lan", Oddity.NAME_DAMAGED),
        ("05031995", "05031996", Oddity.BIRTH_YEAR_DIFFERS),
        ("05031995", "05032095", Oddity.BIRTH_YEAR_DIFFERS),
        ("|Nữ|", "|Nam|", Oddity.GENDER_DIFFERS),
    ],
    ids=["VNI", "Telex", "question marks", "lost letters", "year", "century", "sex"],
)
def test_what_is_odd_is_told_and_stops_nothing(changed: str, to: str, oddity: Oddity) -> None:
    found = read_card(CARD_2021.replace(changed, to), on=TODAY)

    assert found.oddities == (oddity,)
    assert found.personal_id == "001195000011"


def test_a_damaged_name_is_not_filled_in() -> None:
    found = read_card(CARD_2021.replace("Nguyễn", "Nguye64n"), on=TODAY)

    assert (found.full_name, found.residence) == ("", "")


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ngọc Lan",
        "H'Hen Niê",
        "Ksor Phước",
        "Rơ Châm Đưp",
        "Y Moan Ênuôl",
        "Lo Thi Minh",
        "Kpă Klơng",
        "Bùi Xuân Phái",
        "Vo Van Kiet",
        "Đinh Núp",
        "Siu Black",
        "Thach Sa Ry",
        "Ma Seo Dìn",
    ],
)
def test_names_of_all_peoples_are_whole(name: str) -> None:
    assert not is_damaged(name)


@pytest.mark.parametrize(
    "name",
    ["Nguyeenx Van A", "Tran Thij Hoa", "DDinh Van B", "Nguyeexn Van A", "Lee Vawn A", "Hoangf Lan", "Pham Thi Dung2"],
)
def test_what_an_input_method_made_of_a_name(name: str) -> None:
    assert is_damaged(name)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NothingRead),
        ("  \r\n", NothingRead),
        ("xin chào", NotACard),
        ("https://example.vn/qr/9f3a2c", AppCode),
        ("eyJhbGciOiJIUzI1NiJ9.abcdefghijklmnopqrstuvwxyz0123456789-_", AppCode),
        ("00119500001|012345678|Nguyễn Thị Ngọc Lan|05031995|Nữ|x|15072021", NotACard),
        ("001195000011|1|Nguyễn Thị Ngọc Lan|05031995|Nữ|x|15072021", NotACard),
        ("001195000011||Nguyễn Thị Ngọc Lan|05031995|Nữ|x", NotACard),
        (CARD_2021 + "|" * 14, NotACard),
        ("00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037046304", AppCode),
        ("x" * (LONGEST + 1), NotACard),
        (lines("001195000011", born="950305", sex="F", expires="350305", country="UTO"), NotACard),
    ],
    ids=[
        "nothing",
        "blank",
        "words",
        "link",
        "token",
        "short number",
        "short former number",
        "six parts",
        "too many parts",
        "code for paying",
        "endless",
        "another country",
    ],
)
def test_what_is_no_card(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_card(text, on=TODAY)


def test_a_health_card_has_a_name_and_no_number() -> None:
    found = read_card(HEALTH, on=TODAY)

    assert (found.kind, found.full_name, found.personal_id) == (CardKind.HEALTH, "Lò Thị Mây", "")
    assert (found.birth_date, found.gender, found.residence) == (date(1995, 3, 5), Gender.FEMALE, HOME)
    assert found.oddities == (Oddity.NO_PERSONAL_ID,)


@pytest.mark.parametrize("broken", [HEALTH.replace("4c", "4g", 1), HEALTH.replace("4cc3b2", "c3c3c3", 1)])
def test_a_health_card_that_is_misread_has_no_name(broken: str) -> None:
    assert read_card(broken, on=TODAY).full_name == ""


def test_check_digits_are_those_of_the_standard() -> None:
    """The examples of ICAO Doc 9303, part 3 appendix A and part 5 appendix B."""
    assert machine_lines.check_digit("520727") == "3"
    assert machine_lines.check_digit("D23145890") == "7"
    assert machine_lines.check_digit("740812") == "2"
    assert machine_lines.check_digit("120415") == "9"


@pytest.mark.parametrize("place", [6, 33, 40, 60])
def test_machine_lines_with_one_wrong_figure_are_not_believed(place: int) -> None:
    at = MACHINE.replace("\n", "")
    wrong = at[:place] + ("7" if at[place] != "7" else "8") + at[place + 1 :]
    found = read_card(wrong, on=TODAY)

    if place == 60:
        assert found.personal_id, "the names have no check digit"
    else:
        assert (found.personal_id, found.oddities[-1]) == ("", Oddity.NUMBER_MISREAD)


def test_an_expired_card_is_told() -> None:
    found = read_card(lines("001195000011", born="950305", sex="F", expires="260305"), on=TODAY)

    assert Oddity.EXPIRED in found.oddities


@pytest.mark.parametrize(
    ("number", "year", "gender"),
    [
        ("001095000011", 1995, Gender.MALE),
        ("001195000011", 1995, Gender.FEMALE),
        ("001208000011", 2008, Gender.MALE),
        ("001326000011", 2026, Gender.FEMALE),
    ],
)
def test_a_number_says_century_year_and_sex(number: str, year: int, gender: Gender) -> None:
    """NĐ 137/2015/NĐ-CP art. 13 and TT 59/2021/TT-BCA art. 4."""
    assert (personal_number.birth_year(number), personal_number.gender(number)) == (year, gender)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(Refusal):
        read_card(text, on=TODAY)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="|"), max_size=12), min_size=6, max_size=24))
def test_no_parts_break_the_reader(parts: list[str]) -> None:
    for text in ("|".join(parts), "|".join(["001195000011", "", *parts]), "|".join(["GD4010000000001", *parts])):
        with contextlib.suppress(Refusal):
            read_card(text, on=TODAY)


@given(st.text(alphabet="ABCDEFGHIVNM0123456789<", min_size=90, max_size=90))
def test_no_machine_lines_break_the_reader(text: str) -> None:
    with contextlib.suppress(Refusal):
        read_card("IDVNM" + text[5:], on=TODAY)
