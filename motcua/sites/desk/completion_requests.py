"""Asking the applicant, once and completely (Mẫu 02): before the dossier is taken in, and while it is handled."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import intake, processing
from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, asking, finding, questions
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Ask:
    action: Action
    command: Callable[..., DossierEvent]
    template: str
    reason: str | Promise
    said: str | Promise


COMPLETION = Ask(
    Action.ASK_TO_COMPLETE,
    intake.ask_to_complete,
    "desk/completion_request.html",
    _("Hướng dẫn ông/bà hoàn thiện"),
    _("Đã gửi đề nghị hoàn thiện hồ sơ %(code)s."),
)
SUPPLEMENT = Ask(
    Action.REQUEST_SUPPLEMENT,
    processing.request_supplement,
    "desk/supplement_request.html",
    _("Vì sao cần bổ sung"),
    _("Đã gửi yêu cầu bổ sung hồ sơ %(code)s. Thời hạn tạm dừng."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def completion_request(request: ActingRequest, code: str) -> HttpResponse:
    """Before the dossier is taken in: no clock runs yet."""
    return _asked(request, code, COMPLETION)


@require_http_methods(["GET", "HEAD", "POST"])
def supplement_request(request: ActingRequest, code: str) -> HttpResponse:
    """While it is being handled: the clock stops."""
    return _asked(request, code, SUPPLEMENT)


def _asked(request: ActingRequest, code: str, ask: Ask) -> HttpResponse:
    dossier = finding.dossier_for(request, code, ask.action)
    groups = asking.groups(dossier)
    items, reason = asking.ticked(request, groups), request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "groups": groups,
        "items": items,
        "reason": questions.reason(str(ask.reason)),
        "typed": reason,
    }
    if request.method != "POST":
        return answering.page(request, ask.template, context)

    def send() -> str:
        ask.command(dossier, actor=request.actor, at=legal_time.now(), items=items, reason=reason)
        return str(ask.said) % {"code": dossier.code}

    return answering.act(request, dossier, ask.template, context, send)
