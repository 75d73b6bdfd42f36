"""The applicant agrees with the draft of the result; the clock goes on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import processing
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest


@require_POST
def draft_confirmation(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    processing.confirm_draft(dossier, actor=request.actor, at=legal_time.now())
    messages.success(request, _("Đã xác nhận. Cơ quan tiếp tục giải quyết hồ sơ."))
    return redirect("portal:dossier", code=dossier.code)
