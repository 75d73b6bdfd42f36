"""The periods of reports: month, quarter, half a year, nine months, a year, or from one day to another."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.effects.reporting.reading import NoSuchPeriod, Span
from motcua.foundation.calendar.arithmetic import legal_day

#: Where nobody says otherwise.
_YEARS = range(2000, 2100)
#: In which month it begins, and how many there are.
_MONTHS_OF = {
    "q1": (1, 3),
    "q2": (4, 3),
    "q3": (7, 3),
    "q4": (10, 3),
    "h1": (1, 6),
    "h2": (7, 6),
    "9m": (1, 9),
    "y": (1, 12),
}
_BACK = 2


def asked_of(told: Mapping[str, str], *, at: datetime) -> Span:
    """What an address asks for, as far as it has come. Raises NoSuchPeriod."""
    span = span_of(period=told.get("period", ""), first=told.get("from", ""), last=told.get("to", ""), at=at)
    return span.so_far(legal_day(at))


def span_of(*, period: str, first: str, last: str, at: datetime) -> Span:
    """Days that are typed come before a period that is chosen; nothing at all is this month. Raises NoSuchPeriod."""
    if first or last:
        return _typed(first, last)
    if not period:
        today = legal_day(at)
        return _months(today.year, today.month, 1)
    year, _dash, part = period.partition("-")
    if not (year.isascii() and year.isdecimal() and int(year) in _YEARS):
        raise NoSuchPeriod
    if part in _MONTHS_OF:
        return _months(int(year), *_MONTHS_OF[part])
    if not (part.isascii() and part.isdecimal() and 1 <= int(part) <= 12):  # noqa: PLR2004 - months of a year
        raise NoSuchPeriod
    return _months(int(year), int(part), 1)


def choices(at: datetime) -> list[tuple[str, str]]:
    """This year's and the last two years', the newest first; nothing that has not begun."""
    today = legal_day(at)
    return [choice for year in range(today.year, today.year - _BACK, -1) for choice in _of_year(year, today)]


def _of_year(year: int, today: date) -> list[tuple[str, str]]:
    words = {
        "y": _("Cả năm %(year)s"),
        "9m": _("9 tháng đầu năm %(year)s"),
        "h2": _("6 tháng cuối năm %(year)s"),
        "h1": _("6 tháng đầu năm %(year)s"),
        "q4": _("Quý 4 năm %(year)s"),
        "q3": _("Quý 3 năm %(year)s"),
        "q2": _("Quý 2 năm %(year)s"),
        "q1": _("Quý 1 năm %(year)s"),
    }
    months = [
        (f"{year}-{number:02d}", _("Tháng %(number)s năm %(year)s") % {"number": number, "year": year})
        for number in range(12, 0, -1)
        if date(year, number, 1) <= today
    ]
    longer = [
        (f"{year}-{part}", word % {"year": year})
        for part, word in words.items()
        if date(year, _MONTHS_OF[part][0], 1) <= today
    ]
    return [*months, *longer]


def _typed(first: str, last: str) -> Span:
    try:
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as problem:
        raise NoSuchPeriod from problem
    if span.last < span.first or span.first.year not in _YEARS or span.last.year not in _YEARS:
        raise NoSuchPeriod
    return span


def _months(year: int, month: int, count: int) -> Span:
    after = year * 12 + month - 1 + count
    return Span(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
