"""While it is being handled: ask for a supplement, wait for a confirmation or a payment."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import fees, filing, requests, seats, watching, work
from motcua.dossiers.commands.requests import NONE, Reasons
from motcua.dossiers.models import Dossier, DossierEvent, Filing, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action


@transaction.atomic
def confirm_draft(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """The applicant agrees with the draft of the result, or her time to object has passed."""
    return work.finish(work.open_item(dossier, Act.CONFIRM_DRAFT), actor=actor, at=at)


@transaction.atomic
def request_supplement(
    dossier: Dossier, *, actor: Actor, at: datetime, items: Sequence[str], reason: str = "", reasons: Reasons = NONE
) -> DossierEvent:
    """Yêu cầu bổ sung (Mẫu 02) while processing: once, complete, each item with its reason; the clock stops.

    Raises SecondRequest and what `requests.require` raises.
    """
    requests.require(items, reason=reason, reasons=reasons)
    details = requests.details(dossier, Action.REQUEST_SUPPLEMENT, items=items, reasons=reasons, at=at)
    told = {**details, "ground": "supplement"}
    event = record(dossier, Action.REQUEST_SUPPLEMENT, actor=actor, at=at, details=told, remark=reason)
    watching.completion(dossier, asked_at=at)
    return event


@transaction.atomic
def supplement(dossier: Dossier, *, actor: Actor, at: datetime, key: str) -> Filing:
    """The applicant completes the dossier; by law the period begins again."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    earlier = filing.already_filed(dossier, key=key)
    if earlier is not None:
        return earlier
    filed = filing.freeze(dossier, key=key, actor=actor, at=at)
    record(dossier, Action.SUPPLEMENT, actor=actor, at=at, details={"filing": filed.number})
    fees.reassess(dossier, at=at)
    share_anew(dossier, at=at)
    return filed


def share_anew(dossier: Dossier, *, at: datetime) -> None:
    """The period begins again, and so do the shares of the steps that lay open while the applicant was asked."""
    process = seats.process_of(dossier)
    for item in dossier.work_items.filter(status=WorkStatus.OPEN, parent=None):
        share = seats.due_at(dossier, process.step(item.step), at=at)
        WorkItem.objects.filter(pk=item.pk).update(due_at=share)
