"""Rows of what is owed: opened, cancelled, whether they hold up the reception. `fees` reckons what is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Channel, Dossier, DutyKind, FeeDuty, SettledHow, WorkItem
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import enqueue

#: The jobs that follow, by their names in the table of effects.
OPENED, SETTLED, CANCELLED = "effects.duty_opened", "effects.duty_settled", "effects.duty_cancelled"
SAID_PAID, ASKED_AFTER_ALL = "effects.duty_said_paid", "effects.duty_asked_after_all"


def unsettled(dossier: Dossier) -> Sequence[FeeDuty]:
    """What is asked for. What is said to be paid elsewhere is not: nobody pays twice while we look for the money."""
    return list(dossier.duties.asked_for().order_by("number"))


def come_first(dossier: Dossier, *, at: datetime) -> bool:
    """Whether the fee is paid before the dossier is taken in. At the counter the cashier sits beside."""
    rules = definition_of(dossier.procedure_version_id).rules_on(legal_day(at))
    return dossier.channel != Channel.COUNTER and rules.fee_before_acceptance


def hold_up_reception(dossier: Dossier, *, at: datetime) -> bool:
    """Whether it is filed, and nobody may take it in before its fee is paid."""
    if dossier.state != State.SUBMITTED or not definition_of(dossier.procedure_version_id).fees:
        return False
    return come_first(dossier, at=at) and bool(unsettled(dossier))


def open_duty(
    dossier: Dossier,
    kind: DutyKind,
    *,
    lines: Sequence[Mapping[str, Any]],
    at: datetime,
    item: WorkItem | None = None,
    **facts: Any,
) -> FeeDuty:
    """Where everything is free it is settled at once, and stands there to say why."""
    amount = sum(line["amount"] for line in lines)
    free = {} if amount else {"settled_at": at, "settled_how": SettledHow.NOTHING_DUE}
    last = dossier.duties.order_by("-number").values_list("number", flat=True).first()
    duty = FeeDuty.objects.create(
        dossier=dossier,
        number=(last or 0) + 1,
        kind=kind,
        item=item,
        lines=list(lines),
        amount=amount,
        opened_at=at,
        **facts,
        **free,
    )
    if amount:
        enqueue(OPENED, duty_id=duty.pk)
    return duty


def cancel_open(dossier: Dossier, *, at: datetime) -> None:
    """The dossier has ended. What was paid elsewhere and comes now is given back. The dossier is held."""
    _cancel(dossier.duties.filter(settled_at=None, cancelled_at=None), at=at)


def cancel_asked_for(dossier: Dossier, *, at: datetime, kind: DutyKind) -> None:
    """Another sum takes their place. The dossier is held."""
    _cancel(dossier.duties.asked_for().filter(kind=kind), at=at)


def _cancel(found: QuerySet[FeeDuty], *, at: datetime) -> None:
    for duty in found.select_for_update(of=("self",)):
        duty.cancelled_at = at
        duty.save(update_fields=["cancelled_at"])
        enqueue(CANCELLED, duty_id=duty.pk)
