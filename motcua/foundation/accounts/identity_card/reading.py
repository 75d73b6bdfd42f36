"""From the text of a card to its facts. Pure; the text is neither kept nor logged."""

import re
from collections.abc import Iterator
from datetime import date

from motcua.foundation.accounts.identity_card import personal_number
from motcua.foundation.accounts.identity_card.damage import is_damaged
from motcua.foundation.accounts.identity_card.facts import AppCode, CardFacts, CardKind, NotACard, NothingRead, Oddity
from motcua.foundation.accounts.identity_card.machine_lines import are_machine_lines, read_lines
from motcua.foundation.accounts.models import Gender
from motcua.foundation.text.folding import fold, nfc

#: Number, former number, name, birth, sex, residence, day of issue. The card of 2024 adds others behind
#: (TT 16/2024/TT-BCA art. 6), which are not ours to read.
_LEAST, _MOST = 7, 20
LONGEST = 2000
_FORMER = re.compile(r"(?:[0-9]{9})?")
_HEALTH_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z]{13}|[0-9]{10}")
_OPAQUE = re.compile(r"(?:https?://\S+|[A-Za-z0-9+/_=.\-]{40,})")
_BARS = str.maketrans({"¦": "|", "｜": "|", "\x00": ""})


def read_card(text: str, *, on: date) -> CardFacts:
    """Raises NothingRead, NotACard or AppCode. `on` is the day by which a card has expired or not."""
    bare = nfc(text).translate(_BARS).strip()
    if not bare:
        raise NothingRead
    if len(bare) > LONGEST:
        raise NotACard
    if are_machine_lines(bare):
        return read_lines(bare, on=on)
    parts = [part.strip() for part in bare.split("|")]
    if _LEAST <= len(parts) <= _MOST and personal_number.is_number(parts[0]) and _FORMER.fullmatch(parts[1]):
        return _identity(parts)
    if len(parts) >= _LEAST and _HEALTH_NUMBER.fullmatch(parts[0]):
        return _health(parts)
    raise AppCode if _OPAQUE.fullmatch(bare) else NotACard


def _identity(parts: list[str]) -> CardFacts:
    number, _, name, born, sex, residence, issued = parts[:7]
    birth_date, gender = _day(born), _gender(sex) or personal_number.gender(number)
    damaged = is_damaged(name)
    return CardFacts(
        CardKind.IDENTITY,
        personal_id=number,
        full_name="" if damaged else name,
        birth_date=birth_date,
        gender=gender,
        residence="" if _is_broken(residence) or damaged else residence,
        issued_on=_day(issued),
        oddities=tuple(_oddities(number, birth_date, gender, is_name_damaged=damaged)),
    )


def _oddities(number: str, birth_date: date | None, gender: Gender, *, is_name_damaged: bool) -> Iterator[Oddity]:
    if is_name_damaged:
        yield Oddity.NAME_DAMAGED
    if birth_date is not None and birth_date.year != personal_number.birth_year(number):
        yield Oddity.BIRTH_YEAR_DIFFERS
    if gender != personal_number.gender(number):
        yield Oddity.GENDER_DIFFERS


def _health(parts: list[str]) -> CardFacts:
    """Number, name, birth, sex, address; name and address as UTF-8 written in hexadecimal."""
    name, residence = _from_hex(parts[1]), _from_hex(parts[4])
    damaged = is_damaged(name)
    oddities = (Oddity.NO_PERSONAL_ID, *((Oddity.NAME_DAMAGED,) if damaged else ()))
    return CardFacts(
        CardKind.HEALTH,
        full_name="" if damaged else name,
        birth_date=_day(parts[2].replace("/", "")),
        gender={"1": Gender.MALE, "2": Gender.FEMALE}.get(parts[3], Gender.UNKNOWN),
        residence="" if _is_broken(residence) else residence,
        oddities=oddities,
    )


def _gender(word: str) -> Gender | None:
    """Nam or Nữ, also where the mark was lost; with more lost, the number says it."""
    return {"nam": Gender.MALE, "nu": Gender.FEMALE}.get(fold(word))


def _day(figures: str) -> date | None:
    """ddMMyyyy; the two other orders are not used on cards."""
    if not re.fullmatch(r"[0-9]{8}", figures):
        return None
    try:
        return date(int(figures[4:]), int(figures[2:4]), int(figures[:2]))
    except ValueError:
        return None


def _from_hex(figures: str) -> str:
    try:
        return nfc(bytes.fromhex(figures).decode()).strip()
    except ValueError:
        return ""


def _is_broken(text: str) -> bool:
    return "\ufffd" in text or "?" in text
