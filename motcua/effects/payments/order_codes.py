"""The short code that names an order in the words of a transfer: read by people, shortened by banks, checked by us."""

import re
import secrets
import unicodedata
from collections.abc import Iterator

from stdnum.iso7064 import mod_97_10

#: Without 0 O, 1 I L, U V, 8 B, 5 S: what is typed from one telephone into another must not turn into its neighbour.
_ALPHABET = "ACDEFGHJKMNPQRTWXYZ234679"
_BEGINS, _BODY = "MC", 8
_SHAPE = re.compile(rf"(?=({_BEGINS}[{_ALPHABET}]{{{_BODY}}}[0-9]{{2}}))")
_NOT_OURS = re.compile(r"[^A-Z0-9]")


def new_code() -> str:
    """By chance, so that nobody counts our orders; with the two check digits of ISO 7064, MOD 97-10."""
    body = _BEGINS + "".join(secrets.choice(_ALPHABET) for _ in range(_BODY))
    return body + mod_97_10.calc_check_digits(body)


def codes_in(words: str) -> Iterator[str]:
    """Every code in what a payer or her bank wrote, whatever stands around or inside it; wrong ones left out."""
    plain = unicodedata.normalize("NFKC", words).upper()
    seen = set()
    for text in (plain, _NOT_OURS.sub("", plain)):
        for found in _SHAPE.finditer(text):
            code = found[1]
            if code not in seen and mod_97_10.is_valid(code):
                seen.add(code)
                yield code
