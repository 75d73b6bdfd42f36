"""Text in a table that a spreadsheet opens."""

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """What begins like a formula would be run: an apostrophe before it keeps it text."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
