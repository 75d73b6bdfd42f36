"""Dossier codes: how they are written, and how older ways of writing them are read.

Written `<agency>-<yymmdd>-<daily number>` (TT 03/2025/TT-VPCP art. 13; the number has four digits or more). Read as
well: the order of groups used before 2025 (TT 01/2018/TT-VPCP art. 19) and eight-digit dates seen in practice.
"""

import re
from datetime import date


def dossier_code(*, agency_code: str, day: date, number: int) -> str:
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def normalised(text: str) -> str:
    """What a person typed or scanned, as a code: capitals, no spaces, one kind of hyphen. Not checked."""
    return re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", text)).upper()


def spellings(text: str) -> tuple[str, ...]:
    """The ways in which a typed code, or the beginning of one, can stand in our records; as it was typed first.

    The old order names the smallest unit first and fills up with noughts: 000.00.12.H23 is today's H23.12. Some write
    the year with four digits.
    """
    typed = normalised(text)
    agency, *rest = typed.split("-")
    agencies = dict.fromkeys((agency, _in_todays_order(agency)))
    short_day = [re.sub(r"^20(?=\d{6}$)", "", part) if place == 0 else part for place, part in enumerate(rest)]
    written = ("-".join([each, *tail]) for each in agencies for tail in (rest, short_day))
    return tuple(dict.fromkeys(written))


def _in_todays_order(agency: str) -> str:
    groups = agency.split(".")
    if not re.fullmatch(r"[A-Z]\d{2}", groups[-1]):
        return agency
    return ".".join([groups[-1], *(group for group in reversed(groups[:-1]) if group.strip("0"))])
