"""The letters that wait for a head: those of her agency that are still needed."""

from django.db.models import F, QuerySet

from motcua.dossiers.access import HEAVY, visible_to
from motcua.dossiers.models import ApologyDraft
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State

SIGNS = frozenset({Role.HEAD, Role.SIGNATORY})


def waiting_for(actor: Actor) -> QuerySet[ApologyDraft]:
    """Drafts of the head's own agency that are still needed."""
    if actor.role not in SIGNS or actor.agency_id is None:
        return ApologyDraft.objects.none()
    needed = ApologyDraft.objects.waiting().filter(
        agency_id=actor.agency_id,
        dossier__deciding_agency_id=actor.agency_id,
        dossier__state=State.IN_PROGRESS,
        dossier__due_at=F("due_at"),
        dossier__in=visible_to(actor).values("pk"),
    )
    read_with = needed.select_related("dossier__procedure_version__procedure")
    return read_with.defer(f"dossier__{HEAVY}").order_by("last_day", "pk")
