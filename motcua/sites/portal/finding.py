"""Find what belongs to the person who asks. For officers' accounts nothing is here: their work is at the desk."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

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


def draft_to_save(request: ActingRequest, uuid: object) -> Dossier:
    """The same with its answers alone: saved at every pause in typing."""
    return get_object_or_404(own(request.actor).select_related(None).select_related("answers"), uuid=uuid)


def bare_draft_of(request: ActingRequest, uuid: object) -> Dossier:
    """The same without what its pages show: all that filing it needs."""
    return get_object_or_404(own(request.actor).select_related(None), uuid=uuid)
