from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import handling
from motcua.foundation import legal_time
from motcua.sites.desk import finding
from motcua.sites.ui.acting import ActingRequest


@require_POST
def forwarding(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Finish a step and hand the dossier on."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)
    handling.forward(item, actor=request.actor, at=legal_time.now())
    messages.success(request, _("Đã chuyển hồ sơ %(code)s sang bước sau.") % {"code": dossier.code})
    return redirect("desk:dossier", code=dossier.code)
