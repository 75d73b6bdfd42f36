"""Dossier codes: how they are written, and how older ways of writing them are read.

Written `<agency>-<yymmdd>-<daily number>` (TT 03/2025/TT-VPCP art. 13; the number has four digits or more). Read as
well: the order of groups used before 2025 (TT 01/2018/TT-VPCP art. 19) and eight-digit dates seen in practice.
"""

import re
from datetime import date

_CODE = re.compile(r"^(?P<agency>[A-Z0-9][A-Z0-9.]{1,34})-(?P<day>\d{6}|\d{8})-(?P<number>\d{4,10})$")


def dossier_code(*, agency_code: str, day: date, number: int) -> str:
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def normalised(text: str) -> str:
    """What a person typed or scanned, as a code: capitals, no spaces, one kind of hyphen. Not checked."""
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", text)).upper()


def looks_like_code(text: str) -> bool:
    return _CODE.match(normalised(text)) is not None
