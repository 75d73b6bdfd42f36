"""Originals at the counter: seen, compared or kept; and what is kept goes back, to somebody who is named."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier, GivenTo, Original, Shown
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import OtherAgency, Role
from motcua.foundation.refusals import Refusal


class CountMissing(Refusal):
    """What is kept is counted, so that as much can be given back."""


class AlreadyReturned(Refusal):
    """That original has gone back already, or was never kept."""


@transaction.atomic
def note(dossier: Dossier, *, item: str, shown: Shown, actor: Actor, at: datetime, count: int = 0) -> Original:
    """How the original of one paper was presented; saying it again corrects it. Raises CountMissing, OtherAgency."""
    post_id = _require_receiving(dossier, actor)
    if shown is Shown.KEPT and count < 1:
        raise CountMissing
    told = {"shown": shown, "count": count if shown is Shown.KEPT else 0, "noted_at": at, "noted_by_id": post_id}
    original, _is_new = Original.objects.update_or_create(dossier=dossier, item=item, returned_at=None, defaults=told)
    return original


@transaction.atomic
def give_back(dossier: Dossier, *, ids: Collection[int], to: GivenTo, actor: Actor, at: datetime) -> list[Original]:
    """Raises AlreadyReturned for one that we do not hold, OtherAgency."""
    post_id = _require_receiving(dossier, actor)
    held = Original.objects.select_for_update(of=("self",)).filter(
        dossier=dossier, pk__in=ids, shown=Shown.KEPT, returned_at=None
    )
    found = list(held.order_by("pk"))
    if not found or len(found) < len(set(ids)):
        raise AlreadyReturned
    for original in found:
        original.returned_at, original.returned_by_id, original.returned_to = at, post_id, to
        original.save(update_fields=["returned_at", "returned_by", "returned_to"])
    return found


def _require_receiving(dossier: Dossier, actor: Actor) -> int:
    """Only where the paper was handed in can it lie, and can it be given back."""
    if actor.role is not Role.RECEPTIONIST or actor.agency_id != dossier.receiving_unit_id or actor.post_id is None:
        raise OtherAgency
    return actor.post_id
