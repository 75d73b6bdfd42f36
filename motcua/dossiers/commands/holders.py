"""Whose dossier it is: chosen while it is a draft, settled at the moment of filing."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands.drafting import NotChangeableNow
from motcua.dossiers.models import Basis, Dossier, HolderFacts, Kinship, Paper, Representation
from motcua.dossiers.models.people import sealed_columns
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Membership, Person
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold

#: The paper of authorisation, where the procedure has no paper of that kind among its own.
AUTHORISATION = "authorisation"


class NotAMemberToday(Refusal):
    """Only who belongs to the organisation on that day files for it."""


class AuthorisationMissing(Refusal):
    """Whoever files under authorisation shows the paper."""


@transaction.atomic
def file_for_self(dossier: Dossier) -> None:
    """Người nộp cũng là chủ hồ sơ."""
    _require_draft(dossier)
    Representation.objects.filter(dossier=dossier).delete()
    _set(dossier, holder_id=dossier.applicant_id)


@transaction.atomic
def file_for_relative(dossier: Dossier, *, holder: HolderFacts, kinship: Kinship, at: datetime) -> Representation:
    _require_draft(dossier)
    _set(dossier)
    return _write(dossier, Basis.RELATIVE, holder=holder, kinship=kinship, at=at)


@transaction.atomic
def file_under_authorisation(
    dossier: Dossier, *, holder: HolderFacts, number: str, on: date, at: datetime
) -> Representation:
    """The one who files is the representative; the scan of the paper is attached like other papers."""
    _require_draft(dossier)
    _set(dossier, representative_id=dossier.applicant_id)
    return _write(dossier, Basis.AUTHORISED, holder=holder, document_number=number, document_on=on, at=at)


@transaction.atomic
def file_for_organisation(dossier: Dossier, *, membership: Membership, at: datetime) -> Representation:
    """Raises NotAMemberToday."""
    _require_draft(dossier)
    _require_member(dossier, membership, at=at)
    _set(dossier, holder_organisation_id=membership.organisation_id)
    return _write(dossier, Basis.MEMBER, membership=membership, at=at)


def note_filed_elsewhere(dossier: Dossier, *, holder: HolderFacts | None, is_vouched: bool, at: datetime) -> None:
    """Who filed there for another: a member where she is known to be one; otherwise her ground is shown at the desk.

    `holder` is None where an organisation is.
    """
    known = Membership.objects.held_on(legal_day(at)).filter(person_id=dossier.applicant_id) if is_vouched else None
    membership = known.filter(organisation=dossier.holder_organisation).first() if known is not None else None
    if membership is not None:
        _write(dossier, Basis.MEMBER, membership=membership, at=at)
    else:
        _write(dossier, Basis.ELSEWHERE, holder=holder, at=at)


def representation_of(dossier: Dossier) -> Representation | None:
    """None: she files for herself."""
    return Representation.objects.select_related("membership__organisation").filter(dossier=dossier).first()


def settle(dossier: Dossier, *, at: datetime) -> dict[str, Any]:
    """At filing: the columns that say whose it is from now on, and the name that lists show.

    Raises NotAMemberToday, AuthorisationMissing.
    """
    ground = representation_of(dossier)
    if ground is None:
        return _named(str(Person.objects.values_list("full_name", flat=True).get(pk=dossier.applicant_id)))
    if ground.membership is not None:
        _require_member(dossier, ground.membership, at=at)
        return _named(ground.membership.organisation.name)
    facts = ground.holder_facts
    assert facts is not None, "a person stands for each other basis"
    if ground.basis == Basis.AUTHORISED and not has_proof(dossier):
        raise AuthorisationMissing
    return {"holder_id": _holder(facts).pk, **_named(facts.full_name)}


def claim(person: Person) -> int:
    """What others filed for her before we knew her is hers now. Gives how many dossiers that were.

    To be called where somebody has seen her card: until then a number that a stranger typed proves nothing.
    """
    filed = Representation.objects.filter(holder_hash=person.personal_id_hash).exclude(holder_hash="")
    waiting = filed.exclude(dossier__state=State.DRAFT).filter(dossier__holder__personal_id_hash="")
    found = [each.dossier_id for each in waiting if _is_same(person, each.holder_facts)]
    return Dossier.objects.filter(pk__in=found).update(holder=person)


def proof_item(definition: Definition, *, answers: dict[str, Any], channel: str) -> str:
    """Under which paper the scan of the authorisation is attached."""
    groups = papers_for(definition, answers=answers, channel=channel)
    own = [paper.key for group in groups for paper in group.papers if paper.kind == AUTHORISATION]
    return own[0] if own else AUTHORISATION


def has_proof(dossier: Dossier) -> bool:
    definition = definition_of(dossier.procedure_version_id)
    own = [paper.key for group in definition.paper_groups for paper in group.papers if paper.kind == AUTHORISATION]
    return Paper.objects.filter(dossier=dossier, removed_at=None, item__in=[AUTHORISATION, *own]).exists()


def _holder(facts: HolderFacts) -> Person:
    """The person whom we know by that number and name; otherwise somebody new without a number.

    Whether a number is known is not for the one who typed it to learn, so nothing is refused here: where number and
    name do not belong together the desk compares the papers. Nobody takes a number into possession by typing it.
    """
    known = people.by_number(facts.personal_id)
    if known is not None and _is_same(known, facts):
        return known
    born = date.fromisoformat(facts.birth_date) if facts.birth_date else None
    new = Person.named(facts.full_name, birth_date=born)
    new.save()
    return new


def _is_same(person: Person, facts: HolderFacts | None) -> bool:
    if facts is None or fold(person.full_name) != fold(facts.full_name):
        return False
    known = person.birth_date.isoformat() if person.birth_date else ""
    return not (known and facts.birth_date) or known == facts.birth_date


def _named(name: str) -> dict[str, str]:
    return {"subject_name": name[:200], "subject_folded": fold(name)[:200]}


def _require_member(dossier: Dossier, membership: Membership, *, at: datetime) -> None:
    held = Membership.objects.held_on(legal_day(at))
    if not held.filter(pk=membership.pk, person_id=dossier.applicant_id).exists():
        raise NotAMemberToday


def _set(
    dossier: Dossier,
    *,
    holder_id: int | None = None,
    holder_organisation_id: int | None = None,
    representative_id: int | None = None,
) -> None:
    dossier.holder_id = holder_id
    dossier.holder_organisation_id = holder_organisation_id
    dossier.representative_id = representative_id
    dossier.save(update_fields=["holder", "holder_organisation", "representative"])


def _write(
    dossier: Dossier, basis: Basis, *, at: datetime, holder: HolderFacts | None = None, **ground: Any
) -> Representation:
    Representation.objects.filter(dossier=dossier).delete()
    typed = sealed_columns(holder) if holder else {}
    return Representation.objects.create(dossier=dossier, basis=basis, noted_at=at, **typed, **ground)


def _require_draft(dossier: Dossier) -> None:
    """Under lock, so that a change and a filing at the same moment come one after the other."""
    state = Dossier.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=dossier.pk)
    if state != State.DRAFT:
        raise NotChangeableNow
