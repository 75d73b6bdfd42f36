"""Money of which another system says that it came through the national platform: asked after by its own reference.

Nothing is written into the book: what the platform says when it is asked, or its statement, comes through the one door
like any other money, and pays the order that this try leads to.
"""

import re

from django.db import transaction

from motcua.dossiers.models import FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.gateways.table import PIPES
from motcua.effects.payments.models import Attempt, PaymentOrder

PLATFORM = "platform"
#: What may be the reference of a try. A number of another kind leads to no money; the money is then assigned by hand.
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,34}")


@transaction.atomic
def expect(duty: FeeDuty) -> None:
    """A try that others began. One whose reference pays another sum is not begun twice."""
    if not duty.is_said_paid or not _REFERENCE.fullmatch(duty.proof):
        return
    order = orders.order_for(duty, at=duty.opened_at)
    held = PaymentOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if Attempt.objects.filter(reference=duty.proof).exists():
        return
    Attempt.objects.create(
        order=held,
        number=held.attempts.count() + 1,
        gateway=PLATFORM,
        reference=duty.proof,
        amount=orders.outstanding(held),
        created_at=duty.opened_at,
        expires_at=duty.opened_at,
        ask_at=duty.opened_at if PIPES[PLATFORM].access.is_open else None,
    )
