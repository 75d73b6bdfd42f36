from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import intake
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: ActingRequest, code: str) -> HttpResponse:
    """Do not take the dossier in, and say why (Mẫu 03)."""
    dossier = finding.dossier_for(request, code, Action.REFUSE)
    reason = request.POST.get("reason", "")
    context = {"dossier": dossier, "reason": questions.reason(_("Lý do từ chối tiếp nhận")), "typed": reason}
    if request.method != "POST":
        return answering.page(request, "desk/refusal.html", context)

    def refuse() -> str:
        intake.refuse(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã từ chối tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/refusal.html", context, refuse)
