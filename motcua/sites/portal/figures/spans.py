"""Which period an address asks for: a month, a quarter, a year, or the last twelve months."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.foundation.calendar.arithmetic import legal_day, months_later
from motcua.sites.ui import periods

_YEARS = range(2000, 2100)
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Span:
    """`key` stands in addresses; empty for the last twelve months."""

    key: str
    first: date
    last: date


def span_of(key: str, *, at: datetime) -> Span:
    """2026-11, 2026-q4 or 2026; what is none of them is the last twelve months. No later than today."""
    today = legal_day(at)
    days = _days(key)
    if days is None or days[0] > today:
        return Span("", _first_of_twelve(today), today)
    return Span(key, days[0], min(days[1], today))


def exact(key: str, *, at: datetime) -> Span | None:
    """For addresses that say one period for ever; nothing where it is none, or has not begun."""
    days = _days(key)
    today = legal_day(at)
    return Span(key, days[0], min(days[1], today)) if days is not None and days[0] <= today else None


def months_before(last: date) -> list[date]:
    """The first days of twelve months, the last of which is that of the day."""
    this = last.replace(day=1)
    return [months_later(this, -number) for number in range(11, -1, -1)]


def choices(at: datetime) -> list[tuple[str, str]]:
    year = legal_day(at).year
    years = [(str(each), _("Cả năm %(year)s") % {"year": each}) for each in (year, year - 1)]
    return [("", _("12 tháng qua")), *years, *periods.choices(at)]


def _first_of_twelve(today: date) -> date:
    return months_before(today)[0]


def _days(key: str) -> tuple[date, date] | None:
    year, _dash, part = key.partition("-")
    if not (year.isascii() and year.isdecimal() and int(year) in _YEARS):
        return None
    if not part:
        return (date(int(year), 1, 1), date(int(year), 12, 31)) if "-" not in key else None
    if part in ("q1", "q2", "q3", "q4"):
        first = date(int(year), 3 * int(part[1]) - 2, 1)
        return first, months_later(first, 3) - timedelta(days=1)
    if len(part) == len("11") and part.isascii() and part.isdecimal() and 1 <= int(part) <= _LAST_MONTH:
        first = date(int(year), int(part), 1)
        return first, months_later(first, 1) - timedelta(days=1)
    return None
