"""Entries of the national catalogue: those that can be read, and those that ask something of a person."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.blueprints.catalogue.models import FormerCode, NationalEntry, Procedure
from motcua.foundation.refusals import Refusal


class ContentMovedOn(Refusal):
    """The entry was imported anew since the page was opened: what was looked at is no longer what is here."""


class NoteMissing(Refusal):
    """Settling an entry says why, and after which source."""


def readable() -> QuerySet[NationalEntry]:
    """Procedures that people can find and read here but not file: ours have pages of their own."""
    return described().filter(ended_at=None)


def described() -> QuerySet[NationalEntry]:
    """Those as well that the national catalogue lists no more: an address that was written down still leads there."""
    ours = Procedure.objects.filter(current_version__isnull=False)
    former = FormerCode.objects.filter(code=OuterRef("code"), procedure__current_version__isnull=False)
    return NationalEntry.objects.exclude(Exists(ours.filter(code=OuterRef("code")))).exclude(Exists(former))


def proposals() -> QuerySet[NationalEntry]:
    """Entries about procedures of ours, by code, settled or not."""
    ours = Procedure.objects.filter(current_version__isnull=False, code=OuterRef("code"))
    return NationalEntry.objects.filter(Exists(ours)).order_by("code")


def unsettled(entries: QuerySet[NationalEntry]) -> QuerySet[NationalEntry]:
    """Those whose present content nobody has settled."""
    return entries.exclude(Q(settled_hash=F("content_hash")))


def settle(entry: NationalEntry, *, by: int, note: str, seen_hash: str, at: datetime) -> None:
    """A person has looked at this very content and says what is to be done about it. Our procedure stays as it is.

    Raises NoteMissing, ContentMovedOn.
    """
    if not note.strip():
        raise NoteMissing
    settled = NationalEntry.objects.filter(pk=entry.pk, content_hash=seen_hash).update(
        settled_hash=seen_hash, settled_at=at, settled_by_id=by, settled_note=note.strip()
    )
    if not settled:
        raise ContentMovedOn(code=entry.code)
