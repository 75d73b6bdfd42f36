"""The machine-readable lines on the back of a card: TD1 of ICAO Doc 9303 part 5, three lines of thirty."""

import re
from datetime import date

from motcua.foundation.accounts.identity_card import personal_number
from motcua.foundation.accounts.identity_card.facts import CardFacts, CardKind, NotACard, Oddity
from motcua.foundation.accounts.models import Gender

LINE = 30
_LINES = re.compile(rf"[A-Z0-9<]{{{3 * LINE}}}")
_GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE}
_WEIGHTS = (7, 3, 1)


def squeezed(text: str) -> str:
    """The letters of the lines, however the reader broke them."""
    return re.sub(r"\s", "", text).upper()


def are_machine_lines(text: str) -> bool:
    return _LINES.fullmatch(squeezed(text)) is not None and squeezed(text)[:1] in "IAC"


def read_lines(text: str, *, on: date) -> CardFacts:
    """Raises NotACard for the card of another country. What fails its check digit is left out and told."""
    lines = squeezed(text)
    first, second = lines[:LINE], lines[LINE : 2 * LINE]
    if first[2:5] != "VNM":
        raise NotACard
    is_sound = all(check_digit(part) == digit for part, digit in _checked(first, second))
    number = first[15:27]
    if not is_sound or not personal_number.is_number(number):
        return CardFacts(CardKind.MACHINE_LINES, oddities=(Oddity.NAME_WITHOUT_MARKS, Oddity.NUMBER_MISREAD))
    expires = _date(second[8:14], century=2000)
    oddities = [Oddity.NAME_WITHOUT_MARKS, *([Oddity.EXPIRED] if expires and expires < on else [])]
    century = personal_number.birth_year(number) // 100 * 100
    return CardFacts(
        CardKind.MACHINE_LINES,
        personal_id=number,
        birth_date=_date(second[0:6], century=century),
        gender=_GENDERS.get(second[7], Gender.UNKNOWN),
        oddities=tuple(oddities),
    )


def check_digit(part: str) -> str:
    """ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; letters from A = 10; the filler is 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in part)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _checked(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """Each part that is checked, with the digit that stands for it."""
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return (
        (first[5:14], first[14]),
        (second[0:6], second[6]),
        (second[8:14], second[14]),
        (whole, second[29]),
    )


def _date(figures: str, *, century: int) -> date | None:
    try:
        return date(century + int(figures[:2]), int(figures[2:4]), int(figures[4:6]))
    except ValueError:
        return None
