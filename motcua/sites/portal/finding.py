"""Find what belongs to the person who asks. For officers' accounts nothing is here: their work is at the desk."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from motcua.dossiers.access import begun_by
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.codes import normalised
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.sites.ui.acting import ActingRequest


def own(actor: Actor) -> QuerySet[Dossier]:
    """Drafts and dossiers of this citizen, the newest first."""
    return tracking.own(actor) if actor.role is Role.APPLICANT else Dossier.objects.none()


def dossier_of(request: ActingRequest, code: str) -> Dossier:
    """The filed dossier with that code, if it is theirs."""
    filed = own(request.actor).exclude(state=State.DRAFT).select_related("receiving_unit", "applicant", "holder")
    return get_object_or_404(filed, code=normalised(code))


def draft_of(request: ActingRequest, uuid: object) -> Dossier:
    """The dossier that began as this draft, whatever has become of it."""
    return get_object_or_404(own(request.actor).select_related("receiving_unit", "applicant", "answers"), uuid=uuid)


def draft_to_fill(request: ActingRequest, uuid: UUID) -> Dossier:
    """The same with its answers alone: a page of questions. Nearly always hers, whose row came with her account."""
    dossier = _lean(request, uuid, "answers")
    if dossier.applicant_id == request.user.person_id:
        dossier.applicant = request.user.person
    return dossier


def draft_to_save(request: ActingRequest, uuid: UUID) -> Dossier:
    """The same by itself, saved at every pause in typing: its answers are read under lock."""
    return _lean(request, uuid)


def bare_draft_of(request: ActingRequest, uuid: object) -> Dossier:
    """The same without what its pages show: all that filing it needs."""
    return get_object_or_404(own(request.actor).select_related(None), uuid=uuid)


def _lean(request: ActingRequest, uuid: UUID, *related: str) -> Dossier:
    """Nearly every draft is found where she began it; only then is it asked what else she may see."""
    columns = related or (None,)
    begun = begun_by(request.actor).select_related(*columns).filter(uuid=uuid)
    if found := next(iter(begun), None):
        return found
    return get_object_or_404(own(request.actor).select_related(None).select_related(*columns), uuid=uuid)
