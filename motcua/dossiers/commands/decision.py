"""The end of the road: result document, decision, publication, delivery."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import members, numbers, results, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.commands.results import MAKES_RESULTS, ResultNotSigned, ResultSettled, file_result
from motcua.dossiers.models import Dossier, DossierEvent, Result, ResultState, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.outcome import Outcome

__all__ = ["MAKES_RESULTS", "ResultNotSigned", "ResultSettled", "decide", "deliver", "file_result", "publish"]


@transaction.atomic
def decide(
    dossier: Dossier, *, actor: Actor, at: datetime, outcome: Outcome, reason: str = "", number: str = ""
) -> DossierEvent:
    """The authorised person signs. A denial says why. Raises WorkNotDone, NoResultDocument, ReasonMissing.

    The number is hers to give where the process names no clerk.
    """
    if outcome is Outcome.DENIED and not reason.strip():
        raise ReasonMissing
    members.lock_parent(dossier)
    item = work.open_item(dossier, Act.DECIDE)
    event = record(dossier, Action.DECIDE, actor=actor, at=at, details={"outcome": outcome.value}, remark=reason)
    work.finish(item, actor=actor, at=at)
    results.mark_signed(dossier)
    if not work.has_step(dossier, Act.PUBLISH):
        # Where the process names no clerk, signing and publishing are one act of the signatory.
        publish(dossier, actor=actor, at=at, number=number)
    return event


@transaction.atomic
def publish(dossier: Dossier, *, actor: Actor, at: datetime, number: str) -> DossierEvent:
    """The clerk numbers, dates and seals: the result is out, and the legal clock stops.

    Raises ResultNotSigned, NumberTaken.
    """
    members.lock_parent(dossier)
    event = record(dossier, Action.PUBLISH, actor=actor, at=at)
    issue(dossier, number=number, at=at)
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.PUBLISH).first()
    if item is not None:
        work.finish(item, actor=actor, at=at)
    members.ended(dossier, at=at)
    return event


def issue(dossier: Dossier, *, number: str, at: datetime) -> Result:
    """The signed version is out under its number. The dossier is held. Raises ResultNotSigned, NumberTaken."""
    result = results.current(dossier)
    if result is None or result.state != ResultState.SIGNED:
        raise ResultNotSigned
    result.dossier = dossier
    numbers.take(result, number, at=at)
    result.state, result.number, result.published_at = ResultState.ISSUED, number.strip()[:40], at
    result.issued_sha256 = result.file.sha256
    result.save(update_fields=["state", "number", "published_at", "issued_sha256"])
    return result


@transaction.atomic
def deliver(dossier: Dossier, *, actor: Actor, at: datetime, to_representative: bool = False) -> DossierEvent:
    """Hand the result over at the desk, or note that it was fetched online."""
    event = record(dossier, Action.DELIVER, actor=actor, at=at, details={"to_representative": to_representative})
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.DELIVER).first()
    if item is not None:
        work.finish(item, actor=actor, at=at)
    return event
