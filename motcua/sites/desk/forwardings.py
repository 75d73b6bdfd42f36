from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import handling, transferring
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest


@require_POST
def forwarding(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Finish a step and hand the dossier on: the way that was chosen, or past a step that the process leaves open."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)

    def forward() -> HttpResponse:
        chosen, passed = request.GET.get("choice", ""), request.GET.getlist("passing_over")
        handling.forward(item, actor=request.actor, at=legal_time.now(), choice=chosen, passing_over=passed)
        item.refresh_from_db()
        sentence = _("Đã chuyển hồ sơ %(code)s sang bước sau.") % {"code": dossier.code}
        undo = reverse("desk:taking-back", kwargs={"code": dossier.code, "item_id": item.pk})
        lawful = transferring.may_be_taken_back(item, transferring.opened_by(item))
        return answering.done(request, dossier, sentence, undo=undo if lawful else "")

    return answering.at_once(request, forward)
