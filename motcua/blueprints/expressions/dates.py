"""Dates as answers hold them: ISO text, perhaps only the year or the month of a year."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeGuard

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.words import date_in_words

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
#: Where only the year is known, the first day of it is meant, as social insurance reckons ages.
_REST_OF_DATE = "-01-01"
_LENGTH = len("2026-11-21")


def is_date(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ISO.fullmatch(value) is not None


def whole_date(value: object) -> date:
    """The library reads more than the answers hold, such as weeks; the browser does not."""
    if not is_date(value):
        raise ValueError(value)
    return date.fromisoformat(value + _REST_OF_DATE[len(value) - _LENGTH :] if len(value) < _LENGTH else value)


def years_between(start: object, end: object) -> int:
    """Whole years gone by: ages. Who was born on 29 February is a year older on 1 March."""
    first, last = whole_date(start), whole_date(end)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def days_between(start: object, end: object) -> int:
    return (whole_date(end) - whole_date(start)).days


def working_days_between(context: Context, moments: Sequence[object]) -> int:
    """Working days after the first date up to and with the second; none when the second is earlier."""
    first, last = moments
    return context.calendar.working_days_between(whole_date(first), whole_date(last))


def in_words(day: object) -> str:
    return date_in_words(whole_date(day))
