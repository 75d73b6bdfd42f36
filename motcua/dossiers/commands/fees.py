"""What is owed in a dossier: found when it is filed, found anew when it is completed, settled when it is paid.

Money is not here: who took how much, and by what way, is known to the payments, which say so through `settle`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.blueprints.catalogue import fees as rates
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import duties, watching, work
from motcua.dossiers.commands.duties import unsettled
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow, WorkItem
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal

__all__ = ["unsettled"]

Line = Mapping[str, Any]


class DutyGone(Refusal):
    """This sum is no longer asked for: another one has taken its place."""


def assess(dossier: Dossier, *, at: datetime) -> FeeDuty | None:
    """What filing this dossier costs, from what was filed; None where nobody has set a fee. The dossier is held."""
    lines = due(dossier)
    return duties.open_duty(dossier, DutyKind.INTAKE, lines=lines, at=at) if lines else None


def reassess(dossier: Dossier, *, at: datetime) -> None:
    """What was filed has changed: ask for another sum where it costs otherwise now. The dossier is held.

    What is paid stays paid: more is asked for as the difference, and too much can be read from `overpaid`. What is
    said to be paid elsewhere counts as paid for as long as nobody says otherwise.
    """
    lines, paid = due(dossier), _paid(dossier) + _lines_of(dossier.duties.said_paid().filter(kind=DutyKind.INTAKE))
    missing = [{**line, "amount": line["amount"] - paid[line["key"]]} for line in lines]
    wanted = [line for line in missing if line["amount"] > 0] if paid else lines
    asked = [line for duty in _asked_for(dossier) for line in duty.lines]
    if _sums(wanted) == _sums(asked):
        return
    duties.cancel_asked_for(dossier, at=at, kind=DutyKind.INTAKE)
    if wanted:
        duties.open_duty(dossier, DutyKind.INTAKE, lines=wanted, at=at)


def overpaid(dossier: Dossier) -> int:
    """How much was paid that is not due by what was filed last: to be given back."""
    paid = _paid(dossier)
    return sum((paid - Counter({line["key"]: line["amount"] for line in due(dossier)})).values()) if paid else 0


def due(dossier: Dossier) -> list[dict[str, Any]]:
    """Line by line, from the filing that stands last, by the rates of the day of the first one.

    Members of an interlinked dossier owe nothing of their own: their parent's procedure says what the whole costs.
    """
    if dossier.parent_id is not None:
        return []
    lines = rates.fees_due(
        definition_of(dossier.procedure_version_id),
        answers=dossier.filings.latest("number").answers,
        channel=dossier.channel,
        on=_first_filed_on(dossier),
        locality=settings.PROVINCE_NAME,
        exempted=list(dossier.fee_exemptions.values_list("fee", "exemption")),
    )
    return [rates.stored(line) for line in lines]


@transaction.atomic
def settle(duty: FeeDuty, *, how: SettledHow, actor: Actor, at: datetime, proof: str = "") -> None:
    """Everything of it is paid. Saying so twice says it once. Raises DutyGone.

    Where the clock stands for it, it goes on; where the reception waited for it, its hours begin. `proof` is the
    number of another authority's receipt.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=duty.dossier_id)
    held = FeeDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if held.cancelled_at is not None:
        raise DutyGone
    if held.settled_at is None:
        was_asked_for = held.is_asked_for
        held.settled_at, held.settled_how, held.proof = at, how, proof or held.proof
        held.save(update_fields=["settled_at", "settled_how", "proof"])
        if was_asked_for:
            _go_on(dossier, held, actor=actor, at=at)
        enqueue(duties.SETTLED, duty_id=held.pk)
    duty.settled_at, duty.settled_how, duty.proof = held.settled_at, held.settled_how, held.proof


def _go_on(dossier: Dossier, duty: FeeDuty, *, actor: Actor, at: datetime) -> None:
    if duty.kind == DutyKind.INTAKE:
        watching.paid(dossier, at=at)
    elif dossier.state == State.AWAITING_PAYMENT and not dossier.duties.filter(**_OPEN, kind=duty.kind).exists():
        go_on_after_payment(dossier, actor=actor, at=at)


def go_on_after_payment(dossier: Dossier, *, actor: Actor, at: datetime, proof: str = "") -> WorkItem | None:
    """The step that waited for the money is done; the clock goes on where it stood. The dossier is held."""
    item = work.open_item(dossier, Act.PAY)
    told = {"ground": "financial_duty", **({"receipt": proof} if proof else {})}
    record(dossier, Action.CONFIRM_PAYMENT, actor=actor, at=at, details=told)
    return work.finish(item, actor=SYSTEM, at=at)


_OPEN: dict[str, Any] = {"settled_at": None, "cancelled_at": None}


def _asked_for(dossier: Dossier) -> Sequence[FeeDuty]:
    """What stands to be paid, or stands there to say that nothing is."""
    standing = dossier.duties.filter(kind=DutyKind.INTAKE, cancelled_at=None)
    nothing = standing.filter(settled_how=SettledHow.NOTHING_DUE).order_by("-number")[:1]
    return list(standing.asked_for()) or list(nothing)


def _paid(dossier: Dossier) -> Counter[str]:
    """By the key of each fee."""
    return _lines_of(dossier.duties.filter(kind=DutyKind.INTAKE, settled_at__isnull=False, amount__gt=0))


def _lines_of(found: Iterable[FeeDuty]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for duty in found:
        sums.update({line["key"]: line["amount"] for line in duty.lines})
    return sums


def _sums(lines: Sequence[Line]) -> dict[str, int]:
    return {line["key"]: line["amount"] for line in lines}


def _first_filed_on(dossier: Dossier) -> date:
    """Who completes a dossier pays by the rates of the day on which she filed it."""
    return legal_day(dossier.filings.earliest("number").filed_at)
