"""A dossier as it was after one of its events, read from rows: what every message to the portal is made from.

What is told late is told as it was: the same message made again a day later says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, DossierEvent, Representation, Way
from motcua.dossiers.models.history import history
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import Happened, Projection, project
from motcua.effects.national_portal import paid_there
from motcua.effects.national_portal import picture_lists as lists
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.models import Standing
from motcua.foundation.accounts.models import SignInIdentity
from motcua.foundation.accounts.verified import verified_at_filing
from motcua.foundation.calendar import versions


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose dossier it is. `kind` is "person" or "organisation"; `number` of a card or of an enterprise."""

    kind: str
    name: str
    number: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Picture:
    dossier: Dossier
    definition: Definition
    event: DossierEvent
    projection: Projection
    holder: Holder
    way: Way
    refused_at: datetime | None
    delivered_at: datetime | None
    #: Their number and account, of a dossier that was filed there.
    filed_there: str
    tech_id: str
    #: Whoever filed it online was vouched for by the state's identity.
    is_vouched: bool
    #: "there", "here" or "not_online".
    paid: str
    #: Answers were taken from these registers.
    registers: Sequence[str]
    papers: Sequence[lists.PaperGiven]
    originals: Sequence[lists.OriginalShown]
    fees: Sequence[lists.FeeLine]
    rounds: Sequence[lists.Round]
    results: Sequence[lists.ResultOut]


def picture(event: DossierEvent, *, as_of: datetime) -> Picture:
    """The dossier after `event`, with what was so at `as_of`."""
    dossier = event.dossier
    told = [each for each in history(dossier) if each.number <= event.number]
    definition = definition_of(dossier.procedure_version_id)
    filed_there = FiledThere.objects.filter(dossier=dossier).first()
    fees = lists.fees(dossier, as_of=as_of)
    return Picture(
        dossier=dossier,
        definition=definition,
        event=event,
        projection=project(told, calendar_of=versions.calendar_of),
        holder=_holder(dossier),
        way=_way(dossier, definition, as_of=as_of),
        refused_at=_last(told, Action.REFUSE),
        delivered_at=_last(told, Action.DELIVER),
        filed_there=filed_there.number if filed_there else "",
        tech_id=filed_there.subject if filed_there else _tech_id(dossier),
        is_vouched=verified_at_filing(dossier) or told[0].details.get("vouched", False),
        paid=_paid(dossier, fees, as_of=as_of),
        registers=lists.registers(dossier, until=event.happened_at),
        papers=lists.papers(dossier, as_of=as_of),
        originals=lists.originals(dossier, definition, as_of=as_of),
        fees=fees,
        rounds=lists.rounds(dossier, definition, told),
        results=lists.results(dossier, definition, as_of=as_of),
    )


def _holder(dossier: Dossier) -> Holder:
    """The organisation, the person for whom somebody files, or whoever files for herself."""
    applicant = dossier.applicant
    if organisation := dossier.holder_organisation:
        number = organisation.registration_code or ""
        return Holder("organisation", organisation.name, number, applicant.email, applicant.phone)
    ground = Representation.objects.filter(dossier=dossier).first()
    facts = ground.holder_facts if ground else None
    if facts is not None:
        return Holder("person", facts.full_name, facts.personal_id, applicant.email, facts.phone or applicant.phone)
    return Holder("person", applicant.full_name, applicant.personal_id, applicant.email, applicant.phone)


def _way(dossier: Dossier, definition: Definition, *, as_of: datetime) -> Way:
    filing = dossier.filings.filter(filed_at__lte=as_of).order_by("-number").first()
    return delivery_of(dossier, definition, answers=filing.answers if filing else {}).way


def _tech_id(dossier: Dossier) -> str:
    """The national account's own number, where she has signed in with it."""
    hers = SignInIdentity.objects.filter(account=dossier.applicant_account_id or 0, provider="vnconnect")
    return hers.values_list("subject", flat=True).first() or ""


def _paid(dossier: Dossier, fees: Sequence[lists.FeeLine], *, as_of: datetime) -> str:
    """What the portal itself says to have taken is not denied to it while we look for the money."""
    if paid_there.was_told(dossier, as_of=as_of):
        return "there"
    if not any(line.is_online for line in fees):
        return "not_online"
    return "there" if Standing.objects.filter(dossier=dossier, paid_there=True).exists() else "here"


def _last(told: Sequence[Happened], action: Action) -> datetime | None:
    return next((each.at for each in reversed(told) if each.action is action), None)
