"""Numbers of receipts: per symbol from 1, in order, without gaps and without twins, however many pay at once."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.effects.fee_receipts.models import ReceiptSymbol
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class NoReceiptSymbol(Refusal):
    """This agency has registered no series of receipts for the year: it gives none, or has another body give them."""


class ReceiptsUsedUp(Refusal):
    """Every number that was registered has been given."""


def series_of(agency: Agency, *, on: date) -> ReceiptSymbol:
    """The series from which the next receipt comes, locked until the transaction ends.

    Raises NoReceiptSymbol, ReceiptsUsedUp.
    """
    series = list(symbols_of(agency, on=on).select_for_update(of=("self",)))
    if not series:
        raise NoReceiptSymbol
    found = next((each for each in series if _given(each) < each.stock), None)
    if found is None:
        raise ReceiptsUsedUp
    return found


def next_of(series: ReceiptSymbol) -> int:
    """Of our own. In the transaction that stores the receipt: one that fails gives its number back."""
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def symbols_of(agency: Agency, *, on: date) -> QuerySet[ReceiptSymbol]:
    """What the agency may issue from on that day, the one registered first before the others."""
    ended = Q(ended_on=None) | Q(ended_on__gte=on)
    return ReceiptSymbol.objects.filter(ended, agency=agency, year=on.year, registered_on__lte=on).order_by(
        "registered_on", "pk"
    )


def _given(series: ReceiptSymbol) -> int:
    return series.requests.count() if series.provider else series.last
