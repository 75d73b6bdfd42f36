"""Which month or quarter an address asks for; what is none is the month of today."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.effects.fee_receipts import report
from motcua.effects.fee_receipts.report import Span
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.sites.ui.acting import ActingRequest

_MONTHS, _QUARTERS = range(1, 13), range(1, 5)
_YEARS = range(2000, 2100)


def month_of(request: ActingRequest, *, at: datetime) -> Span:
    """?month=2026-11"""
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = legal_day(at)
    return report.month(first.year, first.month) if first.year in _YEARS else report.month(at.year, at.month)


def span_of(chosen: str, *, at: datetime) -> Span:
    """2026-11 is a month, 2026-q4 a quarter."""
    year, _, part = chosen.partition("-")
    number = part.removeprefix("q")
    if not (year.isdecimal() and int(year) in _YEARS and number.isascii() and number.isdecimal()):
        today = at.astimezone(VIETNAM)
        return report.month(today.year, today.month)
    if part.startswith("q"):
        return report.quarter(int(year), min(int(number), _QUARTERS[-1]) or 1)
    return report.month(int(year), min(int(number), _MONTHS[-1]) or 1)


def choices(at: datetime) -> list[tuple[str, str]]:
    """This year and the last, the newest first: each month, and after the first of three its quarter."""
    today = at.astimezone(VIETNAM)
    months = [(today.year, number) for number in range(today.month, 0, -1)]
    months += [(today.year - 1, number) for number in reversed(_MONTHS)]
    return [choice for year, number in months for choice in _of_month(year, number)]


def _of_month(year: int, number: int) -> list[tuple[str, str]]:
    found = [(f"{year}-{number:02d}", _("Tháng %(number)s năm %(year)s") % {"number": number, "year": year})]
    quarter, place = divmod(number - 1, 3)
    if place == 0:
        words = _("Quý %(number)s năm %(year)s") % {"number": quarter + 1, "year": year}
        found.append((f"{year}-q{quarter + 1}", words))
    return found
