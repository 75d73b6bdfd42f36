from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.commands import stopping
from motcua.dossiers.rules.grounds import OF_OFFICERS, StopGround
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.ground_words import STOPS


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: ActingRequest, code: str) -> HttpResponse:
    """End a dossier that cannot be decided, on a ground and in words (Mẫu 05)."""
    dossier = finding.dossier_for(request, code, Action.STOP)
    asked, chosen = _ground(request), request.POST.get("ground", "")
    reason = request.POST.get("reason", "").strip()
    context = {
        "dossier": dossier,
        "ground": asked,
        "chosen": chosen,
        "reason": questions.reason(_("Lý do dừng giải quyết")),
        "said": reason,
    }
    if request.method != "POST":
        return answering.page(request, "desk/stop.html", context)
    if problems := _problems(asked, chosen, reason):
        return answering.mend(request, "desk/stop.html", context, problems)

    def end() -> str:
        ground = StopGround(chosen)
        stopping.stop(dossier, actor=request.actor, at=legal_time.now(), ground=ground, reason=reason)
        return _("Đã dừng giải quyết hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/stop.html", context, end)


def _ground(request: ActingRequest) -> Field:
    """At the front desk only what nobody completed is ended; the rest is for who decides."""
    at_desk = request.actor.role is Role.RECEPTIONIST
    grounds = (StopGround.NOT_COMPLETED,) if at_desk else OF_OFFICERS
    options = tuple(Option(ground.value, str(STOPS[ground])) for ground in grounds)
    return Field("ground", _("Căn cứ dừng"), "radio", required=True, options=options)


def _problems(asked: Field, chosen: str, reason: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if chosen not in asked.choices:
        found["ground"] = _("Chọn căn cứ dừng giải quyết")
    if not reason:
        found["reason"] = _("Nhập lý do dừng giải quyết")
    return found
