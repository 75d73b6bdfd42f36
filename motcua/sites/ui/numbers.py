"""Whole numbers in addresses and forms: what is none, or longer than any of ours, is nothing."""

#: Row numbers have at most nineteen digits in the database; one fewer always fits.
_MOST_DIGITS = 18


def whole(text: str) -> int | None:
    """The number, or None where somebody made something up."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def row(text: str) -> int:
    """A row's number, or 0, which no row has."""
    return whole(text) or 0
