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


def next_of(agency: Agency, *, on: date) -> ReceiptSymbol:
    """The series with the number just given as its `last`. Raises NoReceiptSymbol, ReceiptsUsedUp.

    To be called late, inside the transaction that stores the receipt: the rows stay locked until it commits, so a
    receipt that fails gives its number back.
    """
    in_force = symbols_of(agency, on=on).select_for_update(of=("self",))
    series = list(in_force)
    if not series:
        raise NoReceiptSymbol
    found = next((each for each in series if each.last < each.stock), None)
    if found is None:
        raise ReceiptsUsedUp
    found.last += 1
    found.save(update_fields=["last"])
    return found


def symbols_of(agency: Agency, *, on: date) -> QuerySet[ReceiptSymbol]:
    """What the agency may issue from on that day, the one registered first before the others."""
    ended = Q(ended_on=None) | Q(ended_on__gte=on)
    return ReceiptSymbol.objects.filter(ended, agency=agency, year=on.year, registered_on__lte=on).order_by(
        "registered_on", "pk"
    )
