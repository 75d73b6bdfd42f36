"""On a day without paper a form that was begun as paper is filed online instead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import paper_days
from motcua.dossiers.models import Dossier
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.counter import drafts
from motcua.sites.desk.counter.procedures import require_counter
from motcua.sites.ui import paperless_words, refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.paperless_words import Closed


@require_POST
def online(request: ActingRequest, uuid: UUID) -> HttpResponse:
    require_counter(request)
    draft = drafts.draft_of(request, uuid)
    try:
        paper_days.go_online(draft.dossier, at=legal_time.now())
        messages.success(request, _("Đã chuyển sang nộp trực tuyến. Xem lại giấy tờ và lệ phí rồi nộp."))
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    return redirect("desk:counter-check", uuid=uuid)


def closed_now(dossier: Dossier) -> Closed | None:
    """What keeps this form from being received on paper today; nothing once it goes online."""
    at = legal_time.now()
    if paper_days.closed_today(dossier, at=at) is None:
        return None
    procedure_id = dossier.procedure_version.procedure_id
    return paperless_words.today(procedure_id, at=at, unit_id=dossier.receiving_unit_id)
