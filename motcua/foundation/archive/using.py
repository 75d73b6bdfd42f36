"""Whose papers are whose, and whether one of them may serve: owner, purpose, validity, and a trace of each use."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.foundation.accounts.models import Membership
from motcua.foundation.archive.models import ArchivedPaper, ArchiveUse
from motcua.foundation.refusals import Refusal


class ArchivedPaperRetired(Refusal):
    """The paper was withdrawn from use by its owner or by who issued it."""


class ArchivedPaperExpired(Refusal):
    """The paper's time is over: it proves nothing any more."""


class ArchivedPaperOfAnotherKind(Refusal):
    """The paper proves something else than what is asked for."""


class ArchivedPaperOfAnotherOwner(Refusal):
    """The paper belongs to nobody whom this dossier is about."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose papers somebody may use."""

    people: frozenset[int]
    organisations: frozenset[int] = frozenset()

    def own(self, archived: ArchivedPaper) -> bool:
        return archived.person_id in self.people or archived.organisation_id in self.organisations

    def both(self, other: "Owners") -> "Owners":
        return Owners(self.people & other.people, self.organisations & other.organisations)


def owners_of(person_id: int, *, on: date) -> Owners:
    """The person, and the organisations to which she belongs on that day."""
    memberships = Membership.objects.held_on(on).filter(person_id=person_id)
    return Owners(frozenset({person_id}), frozenset(memberships.values_list("organisation_id", flat=True)))


def papers_of(owners: Owners) -> QuerySet[ArchivedPaper]:
    """All that is kept for them, the newest first; what is out of use, too."""
    theirs = Q(person_id__in=owners.people) | Q(organisation_id__in=owners.organisations)
    return ArchivedPaper.objects.filter(theirs).select_related("file", "organisation").order_by("-kept_at", "-pk")


def usable(owners: Owners, *, kinds: Collection[str], on: date) -> QuerySet[ArchivedPaper]:
    """Those that would serve today for papers of these kinds."""
    holding = Q(valid_to=None) | Q(valid_to__gte=on)
    return papers_of(owners).filter(holding, kind__in=kinds, retired_at=None)


def require_usable(archived: ArchivedPaper, *, owners: Owners, kind: str, on: date) -> None:
    """Raises ArchivedPaperOfAnotherOwner, -OfAnotherKind, -Retired, -Expired."""
    if not owners.own(archived):
        raise ArchivedPaperOfAnotherOwner
    if not kind or archived.kind != kind:
        raise ArchivedPaperOfAnotherKind(name=archived.name)
    if archived.retired_at is not None:
        raise ArchivedPaperRetired(name=archived.name)
    if archived.valid_to is not None and archived.valid_to < on:
        raise ArchivedPaperExpired(name=archived.name, valid_to=archived.valid_to)


def note_use(
    archived: ArchivedPaper, *, dossier_id: int, item: str, account_id: int, at: datetime, post_id: int | None = None
) -> ArchiveUse:
    return ArchiveUse.objects.create(
        archived=archived, dossier_id=dossier_id, item=item, account_id=account_id, post_id=post_id, at=at
    )
