"""The order of names in a Vietnamese list, as a key that any database compares byte by byte.

The embedded database has no Vietnamese collation, so the key is stored beside the name.
"""

import unicodedata

#: Sorts after every letter, so that ă comes after "az" and before "b"; â after ă.
_SECOND, _THIRD = "{", "|"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_LETTERS = {
    "a" + _BREVE: "a" + _SECOND,
    "a" + _CIRCUMFLEX: "a" + _THIRD,
    "đ": "d" + _SECOND,
    "ð": "d" + _SECOND,
    "e" + _CIRCUMFLEX: "e" + _SECOND,
    "o" + _CIRCUMFLEX: "o" + _SECOND,
    "o" + _HORN: "o" + _THIRD,
    "u" + _HORN: "u" + _SECOND,
}
#: ngang (no mark), huyền, hỏi, ngã, sắc, nặng: the order of school and dictionary.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
#: Sorts before every letter and digit, after the space: "Hòa" stands after every "Hoa" and before "Hoan".
_TONE_FOLLOWS = "!"


def sort_key(full_name: str) -> str:
    """Given name first, then family and middle names: "Lê Thị Ánh" is looked for under "ánh lê thị"."""
    words = full_name.split()
    return " ".join(key for key in map(_word_key, words[-1:] + words[:-1]) if key)


def _word_key(word: str) -> str:
    """The letters first, the tone only between words of the same letters: hoa, hòa, hỏa, hoan."""
    marks = unicodedata.normalize("NFD", word.lower())
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    letters = "".join(mark for mark in marks if mark not in _TONES)
    for letter, key in _LETTERS.items():
        letters = letters.replace(letter, key)
    letters = "".join(filter(_counts, letters))
    return f"{letters}{_TONE_FOLLOWS}{tone}" if tone else letters


def _counts(letter: str) -> bool:
    """Apostrophes, hyphens and marks of other languages do not decide an order: "H'Hen" is looked for as "hhen"."""
    return letter.isalnum() or letter in {_SECOND, _THIRD}
