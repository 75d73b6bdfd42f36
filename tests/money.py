"""Sums that are owed, and money that comes for them."""

from typing import Any

from motcua.dossiers.commands import fees, intake
from motcua.dossiers.models import FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import Means, PaymentOrder
from tests.world import MONDAY, TUESDAY, World

#: A procedure of the cast that costs something when it is filed online.
OF = "1.001612"


def owing(world: World) -> FeeDuty:
    """Of a filed dossier of which nothing is paid yet."""
    dossier = world.draft(OF)
    intake.submit(dossier, actor=world.lan, at=MONDAY, key=f"key {dossier.pk}")
    return fees.unsettled(dossier)[0]


def order_of(world: World) -> PaymentOrder:
    return orders.order_for(owing(world), at=MONDAY)


def money(order: PaymentOrder | None = None, **more: Any) -> Incoming:
    """A transfer that names the order in its words, or nothing that we know."""
    said: dict[str, Any] = {
        "gateway": "bank",
        "transaction": "FT1",
        "amount": order.amount if order else 10_000,
        "means": Means.BANK,
        "paid_at": TUESDAY,
        "words": f"thanh toan {order.code} dossier" if order else "chuyen tien",
    }
    return Incoming(**{**said, **more})
