from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import stopping
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: ActingRequest, code: str) -> HttpResponse:
    """End a dossier that its applicant has not completed (Mẫu 05)."""
    dossier = finding.dossier_for(request, code, Action.STOP)
    reason = request.POST.get("reason", "").strip()
    context = {"dossier": dossier, "reason": questions.reason(_("Lý do dừng giải quyết")), "typed": reason}
    if request.method != "POST":
        return answering.page(request, "desk/stop.html", context)
    if not reason:
        return answering.mend(request, "desk/stop.html", context, {"reason": _("Nhập lý do dừng giải quyết")})

    def end() -> str:
        stopping.stop(
            dossier, actor=request.actor, at=legal_time.now(), ground=StopGround.NOT_COMPLETED, reason=reason
        )
        return _("Đã dừng giải quyết hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/stop.html", context, end)
