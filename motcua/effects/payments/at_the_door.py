"""Fees that the postman takes: they stand in the money book like any other money, and pay what they were taken for."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import fees
from motcua.dossiers.models import Dossier, DutyKind
from motcua.effects.payments import crediting, orders
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import Means, MoneyEntry

#: Under this name the post's money stands in the book.
POST = "post"


@transaction.atomic
def take(dossier: Dossier, *, parcel: str, amount: int, at: datetime) -> None:
    """What is owed no longer goes to the unmatched money, as with every gateway. Said twice it is written once."""
    crediting.lock("parcel", parcel)
    if MoneyEntry.objects.filter(gateway=POST, transaction__startswith=f"{parcel}/").exists():
        return
    left = amount
    for duty in fees.unsettled(dossier):
        owed = orders.outstanding_of(duty)
        if duty.kind == DutyKind.INTAKE and owed <= left:
            left -= owed
            order = orders.order_for(duty, at=at)
            _credit(f"{parcel}/{duty.number}", owed, reference=order.code, at=at)
    if left:
        _credit(f"{parcel}/0", left, reference="", at=at)


def _credit(name: str, amount: int, *, reference: str, at: datetime) -> None:
    crediting.credit(Incoming(POST, name, amount, Means.POST, at, reference=reference), at=at)
