"""What fits into an SMS, and what must never stand in one."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from motcua.foundation.refusals import Refusal

# 3GPP TS 23.038: the basic table counts one septet each, the extension table two.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
#: Marks of print that a telephone of 2005 does not know, and Đ, which Unicode does not take apart.
_SIMPLER = str.maketrans(
    {"Đ": "D", "đ": "d", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", " ": " ", "₫": "d"}
)
_BEYOND_ONE_UNIT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Alphabet:
    name: str
    #: Units in one that stands alone, and in each part of a longer one, whose header takes the rest (3GPP TS 23.040).
    alone: int
    part: int


GSM7 = Alphabet("GSM-7", 160, 153)
UCS2 = Alphabet("UCS-2", 70, 67)


@dataclass(frozen=True, slots=True)
class Count:
    alphabet: Alphabet
    units: int
    segments: int


class IdentityNumberInSms(Refusal):
    """Whoever holds the telephone reads it: no identity number goes into an SMS."""


def unaccented(text: str) -> str:
    """The same words without marks: 160 to a message instead of 70, and readable on every telephone."""
    letters = unicodedata.normalize("NFD", text.translate(_SIMPLER))
    return unicodedata.normalize("NFC", "".join(each for each in letters if not unicodedata.combining(each)))


def count(text: str) -> Count:
    """How many messages a telephone company will count for this text, as it stands."""
    is_gsm = all(each in _BASIC or each in _EXTENSION for each in text)
    alphabet, width = (GSM7, _septets) if is_gsm else (UCS2, _utf16)
    units = sum(map(width, text))
    return Count(alphabet, units, 1 if units <= alphabet.alone else _parts(text, width, capacity=alphabet.part))


# Twelve digits in a row are the number of a card, whoever it belongs to; people also write them in threes.
_LOOKS_LIKE_ONE = re.compile(r"(?<!\d)(?:\d{12}|\d{3} \d{3} \d{3} \d{3}|\d{3} \d{3} \d{6})(?!\d)")


def require_safe(text: str, *, personal_id: str = "") -> None:
    """Raises IdentityNumberInSms. `personal_id`: of the person it is about, in whatever way it is written there."""
    digits = re.sub(r"[\s.\-]", "", text)
    if _LOOKS_LIKE_ONE.search(text) or (personal_id and personal_id in digits):
        raise IdentityNumberInSms


def _septets(letter: str) -> int:
    return 2 if letter in _EXTENSION else 1


def _utf16(letter: str) -> int:
    return 2 if ord(letter) > _BEYOND_ONE_UNIT else 1


def _parts(text: str, width: Callable[[str], int], *, capacity: int) -> int:
    """A letter of two units is never cut in two, so that a part may stay one short."""
    parts, room = 1, capacity
    for letter in text:
        if width(letter) > room:
            parts, room = parts + 1, capacity
        room -= width(letter)
    return parts
