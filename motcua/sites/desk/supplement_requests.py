from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import processing
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, asking, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def supplement_request(request: ActingRequest, code: str) -> HttpResponse:
    """While it is being handled: ask for a supplement, once and completely; the clock stops."""
    dossier = finding.dossier_for(request, code, Action.REQUEST_SUPPLEMENT)
    groups = asking.groups(dossier)
    items, reason = asking.ticked(request, groups), request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "groups": groups,
        "items": items,
        "reason": questions.reason(_("Vì sao cần bổ sung")),
        "typed": reason,
    }
    if request.method != "POST":
        return answering.page(request, "desk/supplement_request.html", context)

    def ask() -> str:
        processing.request_supplement(dossier, actor=request.actor, at=legal_time.now(), items=items, reason=reason)
        return _("Đã gửi yêu cầu bổ sung hồ sơ %(code)s. Thời hạn tạm dừng.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/supplement_request.html", context, ask)
