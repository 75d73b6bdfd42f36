"""Who may see which petitions: the author, the head of the agency, and the officer to whom it was given."""

from django.db.models import QuerySet

from motcua.dossiers.access import READERS
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.petitions.models import Petition
from motcua.effects.petitions.moves import NotNow, Party
from motcua.foundation.accounts.sealed import search_hash


def visible_to(actor: Actor) -> QuerySet[Petition]:
    if actor.role is Role.APPLICANT and actor.account_id is not None:
        return Petition.objects.filter(account_id=actor.account_id)
    if actor.role is Role.HEAD and actor.agency_id is not None:
        return Petition.objects.filter(agency_id=actor.agency_id)
    if actor.role in READERS and actor.post_id is not None:
        return Petition.objects.filter(handler_id=actor.post_id)
    return Petition.objects.none()


def with_code(typed: str) -> Petition | None:
    """By the code that the author was given; None is said like a code that does not exist."""
    code = "".join(typed.split()).replace("-", "").upper()
    return Petition.objects.filter(code_hash=search_hash(code)).select_related("agency").first() if code else None


def published() -> QuerySet[Petition]:
    return Petition.objects.filter(published_at__isnull=False).select_related("agency").order_by("-published_at", "pk")


def party_of(petition: Petition, actor: Actor) -> Party:
    """Raises NotNow: to others nothing is open."""
    if actor.role is Role.HEAD and actor.agency_id == petition.agency_id:
        return Party.HEAD
    if actor.post_id is not None and actor.post_id == petition.handler_id:
        return Party.HANDLER
    raise NotNow
