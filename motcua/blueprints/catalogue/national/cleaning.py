"""Text from outside, made fit to keep: one spelling, and no characters that nobody sees."""

import re
from typing import Any

from motcua.foundation.text.folding import nfc

#: Control characters but tab and line end, and those that turn writing round or hide inside a word.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


class BrokenUnicode(ValueError):
    """Half of a pair of code units: no text at all."""


def clean(value: Any) -> Any:
    """The same tree with every text in it cleaned, its keys too. Raises BrokenUnicode."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {_text(key): clean(each) for key, each in value.items()}
    return value


def _text(text: str) -> str:
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BrokenUnicode
    return nfc(_UNSEEN.sub("", text)).strip()
