"""The end of the road: result document, decision, publication, delivery."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import members, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, Result, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal

#: Who drafts, signs and issues the document of a result.
MAKES_RESULTS = frozenset({Role.PROCESSOR, Role.SIGNATORY, Role.CLERK})


class ResultSettled(Refusal):
    """A published result is not replaced; a mistake in it is mended by a new decision."""


@transaction.atomic
def file_result(dossier: Dossier, *, kind: str, file: StoredFile, actor: Actor, at: datetime) -> Result:
    """Put the document of the result into the dossier; the last one before the publication counts.

    Raises OtherAgency, NotAllowed, ResultSettled.
    """
    if actor.agency_id != dossier.deciding_agency_id:
        raise OtherAgency
    if actor.role not in MAKES_RESULTS:
        raise NotAllowed(action=Action.DECIDE, state=State(dossier.state), role=actor.role)
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if dossier.finished_at is not None:
        raise ResultSettled
    assert actor.account_id is not None, "officers have accounts"
    return Result.objects.create(dossier=dossier, kind=kind, file=file, filed_at=at, filed_by_id=actor.account_id)


@transaction.atomic
def decide(dossier: Dossier, *, actor: Actor, at: datetime, outcome: Outcome, reason: str = "") -> DossierEvent:
    """The authorised person signs. A denial says why. Raises WorkNotDone, NoResultDocument, ReasonMissing."""
    if outcome is Outcome.DENIED and not reason.strip():
        raise ReasonMissing
    members.lock_parent(dossier)
    item = work.open_item(dossier, Act.DECIDE)
    event = record(dossier, Action.DECIDE, actor=actor, at=at, details={"outcome": outcome.value}, remark=reason)
    work.finish(item, actor=actor, at=at)
    if not work.has_step(dossier, Act.PUBLISH):
        # Where the process names no clerk, signing and publishing are one act of the signatory.
        publish(dossier, actor=actor, at=at, number="")
    return event


@transaction.atomic
def publish(dossier: Dossier, *, actor: Actor, at: datetime, number: str) -> DossierEvent:
    """The clerk numbers, dates and seals: the result is out, and the legal clock stops."""
    members.lock_parent(dossier)
    event = record(dossier, Action.PUBLISH, actor=actor, at=at)
    result = dossier.results.latest("filed_at", "pk")
    result.number, result.published_at = number.strip()[:40], at
    result.save(update_fields=["number", "published_at"])
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.PUBLISH).first()
    if item is not None:
        work.finish(item, actor=actor, at=at)
    members.ended(dossier, at=at)
    return event


@transaction.atomic
def deliver(dossier: Dossier, *, actor: Actor, at: datetime, to_representative: bool = False) -> DossierEvent:
    """Hand the result over at the desk, or note that it was fetched online."""
    event = record(dossier, Action.DELIVER, actor=actor, at=at, details={"to_representative": to_representative})
    item = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.DELIVER).first()
    if item is not None:
        work.finish(item, actor=actor, at=at)
    return event
