"""A text as words, each as it was typed and without its marks."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from motcua.blueprints.catalogue.search.keyed import decoded
from motcua.foundation.text.folding import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_HOI, _NGA = "\u0309", "\u0303"
_TONES = {"\u0300", _HOI, _NGA, "\u0301", "\u0323"}
#: No word is longer, whatever is pasted; and no question has more words.
_LONGEST, _MOST = 24, 48
#: "nghieng"
_LONGEST_SYLLABLE = 7
#: The words of a catalogue, and some more.
_REMEMBERED = 16384


@dataclass(frozen=True, slots=True)
class Token:
    """`marked` is lower-case with its marks, the tone last, hỏi and ngã as one: half the country says them alike."""

    marked: str
    plain: str

    @property
    def has_marks(self) -> bool:
        return self.marked != self.plain

    def contradicts(self, other: "Token") -> bool:
        """Both have marks, and not the same: "bàn" is not "bán". Where marks are missing, nothing is known."""
        return self.has_marks and other.has_marks and self.marked != other.marked

    def sings_unlike(self, other: "Token") -> bool:
        """Consonants are confused by the ear, vowels and tones are not: "trứng" for "chứng", never "bán" for "bằng"."""
        return self.has_marks and other.has_marks and _melody(self.marked) != _melody(other.marked)


def tokens(text: str, *, limit: int | None = _MOST) -> list[Token]:
    words = _WORD.findall(nfc(text.casefold()))[:limit]
    return [token for token in map(_token, words) if token.plain]


def typed(text: str, *, known: Collection[str], unheard: Collection[str] = ()) -> list[Token]:
    """The words of a question: keys left on are decoded, and words run together taken apart into known ones."""
    return [piece for token in tokens(text) if token.marked not in unheard for piece in _mended(token, known)]


def _mended(token: Token, known: Collection[str]) -> list[Token]:
    if token.plain in known or token.has_marks:
        return [token]
    plain = decoded(token.plain)
    if plain != token.plain:
        return [Token(plain, plain)]
    return [Token(part, part) for part in _apart(plain, known)] or [token]


def _apart(plain: str, known: Collection[str]) -> list[str]:
    """As few known words as make up the text, as even as can be: "dangkykethon" is "dang ky ket hon", not "ke thon"."""
    best: list[list[str] | None] = [[]] + [None] * len(plain)
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, part = best[start], plain[start:end]
            if before is not None and len(part) > 1 and part in known:
                best[end] = min(best[end] or [*before, part], [*before, part], key=_unevenness)
    return best[-1] or []


def _unevenness(parts: list[str]) -> tuple[int, int]:
    return len(parts), sum(len(part) ** 2 for part in parts)


def _melody(marked: str) -> str:
    letters = unicodedata.normalize("NFD", marked).replace("y", "i")
    return "".join(letter for letter in letters if letter in "aeiou" or unicodedata.combining(letter))


@lru_cache(maxsize=_REMEMBERED)
def _token(word: str) -> Token:
    return Token(_one_spelling(word[:_LONGEST]), fold(word[:_LONGEST]))


def _one_spelling(word: str) -> str:
    """The tone behind the letters, wherever it was put: "hoá" is "hóa", and hỏi is ngã."""
    marks = unicodedata.normalize("NFD", word).replace(_NGA, _HOI).replace("ð", "đ")
    tones = "".join(mark for mark in marks if mark in _TONES)
    return nfc("".join(mark for mark in marks if mark not in _TONES)) + tones
