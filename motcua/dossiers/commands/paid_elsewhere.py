"""A fee of which another system says that it was paid there: nobody is asked for it, and the money is looked for.

Whoever has paid at one door of the State does not pay at the next. That it was said settles nothing: money settles it,
or a cashier who has seen the receipt; and where neither comes, a person says that it is asked for after all.
"""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import duties, fees, watching
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal


class NotSaidPaid(Refusal):
    """Somebody has dealt with this sum, or its money was found meanwhile."""


class NotForHerDrawer(Refusal):
    """What is owed is looked after by the cashier of the unit that received the dossier."""


def believe(dossier: Dossier, *, number: str, at: datetime) -> None:
    """What is asked for was paid there under that number. One number pays once. The dossier is held."""
    if dossier.duties.filter(proof=number).exists():
        return
    found = list(dossier.duties.asked_for().filter(kind=DutyKind.INTAKE).select_for_update(of=("self",)))
    for duty in found:
        duty.proof = number
        duty.save(update_fields=["proof"])
        enqueue(duties.SAID_PAID, duty_id=duty.pk)
    if found:
        watching.paid(dossier, at=at)


@transaction.atomic
def shown(duty: FeeDuty, *, receipt: str, actor: Actor, at: datetime) -> None:
    """The cashier has seen the receipt of whoever took the money. Raises NotForHerDrawer, NotSaidPaid."""
    _held(duty, actor=actor)
    fees.settle(duty, how=SettledHow.SHOWN_ELSEWHERE, actor=actor, at=at, proof=receipt)


@transaction.atomic
def ask_after_all(duty: FeeDuty, *, actor: Actor, at: datetime) -> None:
    """The money cannot be found: it is asked for like any other. Raises NotForHerDrawer, NotSaidPaid."""
    held = _held(duty, actor=actor)
    held.proof = ""
    held.save(update_fields=["proof"])
    watching.paid(held.dossier, at=at)
    enqueue(duties.ASKED_AFTER_ALL, duty_id=held.pk)


def _held(duty: FeeDuty, *, actor: Actor) -> FeeDuty:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=duty.dossier_id)
    if actor.role is not Role.CASHIER or actor.agency_id != dossier.receiving_unit_id:
        raise NotForHerDrawer
    held = FeeDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if not held.is_said_paid:
        raise NotSaidPaid
    held.dossier = dossier
    return held
