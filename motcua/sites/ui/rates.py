"""Shares of a whole, as they are written and drawn."""

from django.utils.translation import get_language

_TENTHS = 1000


def share(part: int, whole: int) -> float | None:
    """Of 100, to one decimal; half a tenth goes up, as in the printed reports. Nothing of nothing is no rate."""
    return (part * _TENTHS * 2 + whole) // (whole * 2) / 10 if whole else None


def percent(part: int, whole: int) -> str:
    """97,8 %; a dash where there is nothing to take a share of."""
    found = share(part, whole)
    if found is None:
        return "–"
    text = f"{found:.1f}".removesuffix(".0")
    return f"{text} %" if (get_language() or "vi").startswith("en") else f"{text.replace('.', ',')} %"


def width(part: int, most: int) -> float:
    """Of a bar that is 100 wide."""
    return round(100 * part / most, 2) if most else 0
