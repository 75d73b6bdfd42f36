from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import handling
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest


@require_POST
def taking(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Become the one person responsible for a step."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)

    def take() -> HttpResponse:
        handling.assign(item, actor=request.actor, at=legal_time.now())
        sentence = _("Ông/bà đã nhận việc của hồ sơ %(code)s.") % {"code": dossier.code}
        undo = reverse("desk:giving-up", kwargs={"code": dossier.code, "item_id": item.pk})
        return answering.done(request, dossier, sentence, undo=undo, stays=True)

    return answering.at_once(request, take)


@require_POST
def giving_up(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Let a step go again: whoever took it by mistake gives it back to the role."""
    dossier = finding.dossier_of(request, code)
    handling.release(finding.item_of(dossier, item_id), actor=request.actor, at=legal_time.now())
    sentence = _("Đã trả lại việc của hồ sơ %(code)s.") % {"code": dossier.code}
    return answering.done(request, dossier, sentence, stays=True)
