"""What is owed in a dossier: found when it is filed, noted when another authority finds it, settled when it is paid.

Money is not here: who took how much, and by what way, is known to the payments, which say so through `settle`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.blueprints.catalogue import fees as rates
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import processing
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal

#: The jobs that follow, by their names in the table of effects.
OPENED, SETTLED, CANCELLED = "effects.duty_opened", "effects.duty_settled", "effects.duty_cancelled"


class DutyGone(Refusal):
    """This sum is no longer asked for: another one has taken its place."""


def assess(dossier: Dossier, *, at: datetime) -> FeeDuty | None:
    """What filing this dossier costs, from what was filed; None where nobody has set a fee. The dossier is held.

    Members of an interlinked dossier owe nothing of their own: their parent's procedure says what the whole costs.
    """
    if dossier.parent_id is not None:
        return None
    lines = rates.fees_due(
        definition_of(dossier.procedure_version_id),
        answers=dossier.filings.latest("number").answers,
        channel=dossier.channel,
        on=at.astimezone(VIETNAM).date(),
        locality=settings.PROVINCE_NAME,
    )
    if not lines:
        return None
    return _open(dossier, DutyKind.INTAKE, lines=[asdict(line) for line in lines], at=at)


@transaction.atomic
def settle(duty: FeeDuty, *, how: SettledHow, actor: Actor, at: datetime) -> None:
    """Everything of it is paid. Saying so twice says it once. Raises DutyGone.

    Where the clock stands for it, it goes on.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=duty.dossier_id)
    held = FeeDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if held.cancelled_at is not None:
        raise DutyGone
    if held.settled_at is None:
        held.settled_at, held.settled_how = at, how
        held.save(update_fields=["settled_at", "settled_how"])
        _go_on(dossier, held, actor=actor, at=at)
        enqueue(SETTLED, duty_id=held.pk)
    duty.settled_at, duty.settled_how = held.settled_at, held.settled_how


def unsettled(dossier: Dossier) -> Sequence[FeeDuty]:
    return list(dossier.duties.filter(settled_at=None, cancelled_at=None).order_by("number"))


def _open(
    dossier: Dossier,
    kind: DutyKind,
    *,
    lines: Sequence[Mapping[str, Any]],
    at: datetime,
    item: WorkItem | None = None,
    **facts: Any,
) -> FeeDuty:
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


def _go_on(dossier: Dossier, duty: FeeDuty, *, actor: Actor, at: datetime) -> None:
    """The step that waited for this sum is done, unless another sum of it is open."""
    if dossier.state != State.AWAITING_PAYMENT or duty.kind != DutyKind.FINANCIAL:
        return
    waits = dossier.work_items.filter(act=Act.PAY, status=WorkStatus.OPEN).exists()
    if waits and not dossier.duties.filter(kind=duty.kind, settled_at=None, cancelled_at=None).exists():
        processing.confirm_payment(dossier, actor=actor, at=at)
