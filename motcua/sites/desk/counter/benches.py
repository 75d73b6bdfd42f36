"""The dossier that lies open at the counter: a form being typed for somebody, or one that she has come to mend."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from motcua.dossiers.access import typed_by, visible_to
from motcua.dossiers.commands.mending import MENDING
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

_WITH = ("answers", "applicant", "deciding_agency", "receiving_unit")


def open_at_counter(request: ActingRequest, uuid: UUID) -> Draft:
    at = legal_time.now()
    typed = typed_by(request.actor, at=at).select_related(*_WITH).filter(uuid=uuid).first()
    return Draft.of(typed or _mended(request, uuid), at=at)


def _mended(request: ActingRequest, uuid: UUID) -> Dossier:
    """She stands here with her papers: that is her consent, and only what was asked for is open."""
    here = visible_to(request.actor).filter(receiving_unit_id=request.actor.agency_id, state__in=MENDING)
    found = here if request.actor.role is Role.RECEPTIONIST else here.none()
    return get_object_or_404(found.select_related(*_WITH), uuid=uuid)
