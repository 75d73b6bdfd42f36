from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import intake
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, asking, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def completion_request(request: ActingRequest, code: str) -> HttpResponse:
    """Before the dossier is taken in: ask for everything that is missing, at once (Mẫu 02)."""
    dossier = finding.dossier_for(request, code, Action.ASK_TO_COMPLETE)
    groups = asking.groups(dossier)
    items, reason = asking.ticked(request, groups), request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "groups": groups,
        "items": items,
        "reason": questions.reason(_("Hướng dẫn ông/bà hoàn thiện")),
        "typed": reason,
    }
    if request.method != "POST":
        return answering.page(request, "desk/completion_request.html", context)

    def ask() -> str:
        intake.ask_to_complete(dossier, actor=request.actor, at=legal_time.now(), items=items, reason=reason)
        return _("Đã gửi đề nghị hoàn thiện hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/completion_request.html", context, ask)
