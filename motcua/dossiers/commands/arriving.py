"""A dossier that was filed elsewhere comes to our desk: taken as it is, whole or not.

Whoever filed it there holds a number of theirs in her hand. What our form or our list of papers would still ask for
is for the desk to ask, once and for all of it, and no reason to turn the dossier away at the door.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.commands import fees, filing, holders, paid_elsewhere, processing, watching
from motcua.dossiers.commands.numbering import next_code
from motcua.dossiers.commands.secrets_of_receipts import new_secret
from motcua.dossiers.models import Answers, Channel, Dossier, Filing, HolderFacts, Paper
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold


class NothingWasAskedFor(Refusal):
    """Something more came for a dossier of which nobody has asked for more."""


@dataclass(frozen=True, slots=True)
class ArrivingPaper:
    """`item` is the required paper for which it stands, as far as that is known."""

    item: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Arriving:
    """Everything that was filed. `key` is the other side's number: the same twice is one dossier."""

    key: str
    version: ProcedureVersion
    agency: Agency
    applicant: Person
    account_id: int | None
    #: None where an organisation holds it.
    holder: Person | None
    #: The holder in the words of the message, where somebody else filed for her.
    told_holder: HolderFacts | None
    organisation: Organisation | None
    answers: Mapping[str, Any]
    papers: Sequence[ArrivingPaper]
    #: Which other system it came from, and whether it vouches for whoever filed; both stand in the event.
    source: str
    is_vouched: bool
    #: Under which number its fee was paid there, by their word; empty where it was not.
    paid_as: str = ""


@transaction.atomic
def arrive(told: Arriving, *, at: datetime) -> Filing:
    """File it, with a code of ours. Online dossiers wait for their reception from the moment they came to us."""
    dossier = Dossier.objects.create(
        procedure_version=told.version,
        channel=Channel.ONLINE,
        applicant=told.applicant,
        applicant_account_id=told.account_id,
        holder=told.holder,
        holder_organisation=told.organisation,
        receiving_unit=told.agency.one_stop_unit or told.agency,
        deciding_agency=told.agency,
        started_at=at,
    )
    if told.organisation or told.told_holder:
        holders.note_filed_elsewhere(dossier, holder=told.told_holder, is_vouched=told.is_vouched, at=at)
    Answers.objects.create(dossier=dossier, data=dict(told.answers), sources={}, saved_at=at)
    filed = _freeze(dossier, told, number=1, at=at)
    details = {"filing": 1, "source": told.source, "vouched": told.is_vouched}
    record(dossier, Action.SUBMIT, actor=_applicant(told), at=at, details=details, facts=_identity(told, at=at))
    fees.assess(dossier, at=at)
    watching.reception(dossier, at=at)
    _note_payment(dossier, told, at=at)
    return filed


#: What an answer to a request is, in the state in which it was asked.
_ANSWERS = {State.INCOMPLETE: Action.RESUBMIT, State.SUPPLEMENT_REQUESTED: Action.SUPPLEMENT}


@transaction.atomic
def arrive_again(dossier: Dossier, told: Arriving, *, at: datetime) -> Filing:
    """What an officer had asked for came the same way: a further filing. Raises NothingWasAskedFor."""
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
    action = _ANSWERS.get(State(dossier.state))
    if action is None:
        raise NothingWasAskedFor
    last = dossier.filings.latest("number")
    held = Answers.objects.select_for_update().get(dossier=dossier)
    held.data, held.saved_at, held.revision = {**held.data, **told.answers}, at, held.revision + 1
    held.save(update_fields=["data", "saved_at", "revision"])
    filed = _freeze(dossier, told, number=last.number + 1, at=at, before=last)
    details = {"filing": filed.number, "source": told.source}
    record(dossier, action, actor=_applicant(told), at=at, details=details)
    fees.reassess(dossier, at=at)
    if action is Action.RESUBMIT:
        watching.reception(dossier, at=at)
    else:
        processing.share_anew(dossier, at=at)
    _note_payment(dossier, told, at=at)
    return filed


def _note_payment(dossier: Dossier, told: Arriving, *, at: datetime) -> None:
    if told.paid_as:
        paid_elsewhere.believe(dossier, number=told.paid_as, at=at)


def add_later(dossier: Dossier, given: ArrivingPaper, *, at: datetime) -> None:
    """A paper that had been named, and was not to be had when it was filed: it belongs to the next filing."""
    Paper.objects.get_or_create(dossier=dossier, item=given.item, file=given.file, defaults={"added_at": at})


def _applicant(told: Arriving) -> Actor:
    return Actor(role=Role.APPLICANT, account_id=told.account_id, person_id=told.applicant.pk)


def _freeze(dossier: Dossier, told: Arriving, *, number: int, at: datetime, before: Filing | None = None) -> Filing:
    """What came now, and what had come before and was not sent once more."""
    rows = [
        Paper.objects.get_or_create(
            dossier=dossier, item=each.item, file=each.file, defaults={"added_at": at, "added_by_id": told.account_id}
        )[0]
        for each in told.papers
    ]
    came = [filing.proved(row) for row in rows]
    renewed = {paper["item"] for paper in came}
    kept = [paper for paper in (before.papers if before else []) if paper["item"] not in renewed]
    if before is not None:
        later = Paper.objects.filter(dossier=dossier, removed_at=None, added_at__gt=before.filed_at)
        kept += [filing.proved(row) for row in later.exclude(item__in=renewed).select_related("file").order_by("pk")]
    answers = {**(before.answers if before else {}), **told.answers}
    return Filing.objects.create(
        dossier=dossier,
        number=number,
        idempotency_key=told.key,
        fingerprint=filing.fingerprint(answers, [*kept, *came]),
        answers=answers,
        papers=[*kept, *came],
        filed_at=at,
    )


def _identity(told: Arriving, *, at: datetime) -> dict[str, Any]:
    """The name that lists show, the secret for tracking and the code; the code last, its lock is everybody's."""
    name = told.organisation.name if told.organisation else (told.holder or told.applicant).full_name
    return {
        "subject_name": name[:200],
        "subject_folded": fold(name)[:200],
        "tracking_secret_sealed": seal(new_secret()),
        "code": next_code(agency_code=told.agency.code, at=at),
    }
