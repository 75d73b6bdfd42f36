"""BC26/BLĐT: how many receipts an agency had, used, cancelled and has left, by series and period.

Columns as recalled from the finance ministry's form (mark R): name, symbol, stock at the beginning, registered in the
period, used from–to and how many, cancelled, left at the end. The form itself was not at hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Min, Q, Sum

from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptSymbol
from motcua.foundation.calendar.arithmetic import VIETNAM

_MONTHS_OF_A_QUARTER = 3
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A month or a quarter; `last` is its last day."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, VIETNAM)

    @property
    def ends(self) -> datetime:
        """The first moment that is no part of it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, VIETNAM)


@dataclass(frozen=True, slots=True)
class Row:
    form: str
    symbol: str
    opening: int
    registered: int
    used_from: int | None
    used_to: int | None
    #: Cancelled ones among them: their numbers are used up.
    used: int
    cancelled: int
    cancelled_numbers: tuple[int, ...]
    closing: int
    #: Of the valid ones issued in the period.
    amount: int


def month(year: int, number: int) -> Span:
    return _span(year, number, 1)


def quarter(year: int, number: int) -> Span:
    return _span(year, (number - 1) * _MONTHS_OF_A_QUARTER + 1, _MONTHS_OF_A_QUARTER)


def rows(agency_ids: Iterable[int], *, span: Span) -> list[Row]:
    """Of every series that was there in the period, in the order in which they were registered."""
    ended = Q(ended_on=None) | Q(ended_on__gte=span.first)
    series = ReceiptSymbol.objects.filter(ended, agency_id__in=agency_ids, registered_on__lte=span.last)
    return [_row(each, span) for each in series.order_by("registered_on", "pk")]


def _row(series: ReceiptSymbol, span: Span) -> Row:
    issued = series.receipts.filter(issued_at__gte=span.begins, issued_at__lt=span.ends)
    used = issued.aggregate(
        first=Min("number"), last=Max("number"), count=Count("pk"), amount=Sum("amount", filter=Q(cancelled_at=None))
    )
    before = series.receipts.filter(issued_at__lt=span.begins).count()
    is_new = series.registered_on >= span.first
    opening = 0 if is_new else series.stock - before
    registered = series.stock if is_new else 0
    cancelled = _cancelled(series, span)
    return Row(
        form=series.form,
        symbol=series.symbol,
        opening=opening,
        registered=registered,
        used_from=used["first"],
        used_to=used["last"],
        used=used["count"],
        cancelled=len(cancelled),
        cancelled_numbers=cancelled,
        closing=opening + registered - used["count"],
        amount=used["amount"] or 0,
    )


def _cancelled(series: ReceiptSymbol, span: Span) -> tuple[int, ...]:
    """In the period in which it was done, whenever the receipt was issued."""
    done = FeeReceipt.objects.filter(symbol=series, cancelled_at__gte=span.begins, cancelled_at__lt=span.ends)
    return tuple(done.order_by("number").values_list("number", flat=True))


def _span(year: int, first_month: int, months: int) -> Span:
    after = first_month + months
    next_first = date(year, after, 1) if after <= _MONTHS_OF_A_YEAR else date(year + 1, 1, 1)
    return Span(date(year, first_month, 1), next_first - timedelta(days=1))
