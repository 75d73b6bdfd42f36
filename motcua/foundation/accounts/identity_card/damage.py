"""A scanner types like a keyboard, and an input method that is switched on turns its letters into others."""

import re
import unicodedata

#: Telex writes the tone as one of these at the end of a syllable; no syllable of Vietnamese ends so.
_TELEX = re.compile(
    r"(?:b|c|ch|d|dd|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouyw]{1,5}(?:c|ch|m|n|ng|nh|p|t)?[sfrxj]|[aeiouyw]{0,3}(?:aa|ee|oo|aw|ow|uw)[aeiouw]{0,2}[sfrxj]?(?:c|ch|m|n|ng|nh|p|t)?"
    r"|dd[a-z]+|[aeiouy]{1,3}[sfrxj](?:c|ch|m|n|ng|nh|p|t))",
    re.IGNORECASE,
)
_BESIDE_LETTERS = frozenset(" '’ʼ-.")


def is_damaged(name: str) -> bool:
    """Figures in a name (VNI), letters left over from Telex, or signs that stand for letters that were lost."""
    return not all(map(_in_a_name, name)) or any(_TELEX.fullmatch(word) for word in name.split() if word.isascii())


def _in_a_name(letter: str) -> bool:
    return letter.isalpha() or letter in _BESIDE_LETTERS or unicodedata.category(letter) in ("Mn", "Lm")
