from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import withdrawal as commands
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: ActingRequest, code: str) -> HttpResponse:
    """The applicant stands at the desk with her wish in writing (Mẫu 05)."""
    dossier = finding.dossier_for(request, code, Action.WITHDRAW)
    reason = request.POST.get("reason", "")
    asked = questions.reason(
        _("Người nộp đề nghị rút, vì"), hint=_("Ghi như trong đơn: ngày, ai ký, vì sao rút; giữ đơn cùng hồ sơ giấy")
    )
    context = {"dossier": dossier, "reason": asked, "said": reason}
    if request.method != "POST":
        return answering.page(request, "desk/withdrawal.html", context)

    def withdraw() -> str:
        commands.withdraw(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã rút hồ sơ %(code)s theo đề nghị của người nộp.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/withdrawal.html", context, withdraw)
