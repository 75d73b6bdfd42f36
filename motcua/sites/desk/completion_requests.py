"""Asking the applicant, once and completely (Mẫu 02): before the dossier is taken in, and while it is handled."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import checking, intake, processing
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries import requests as asked
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, asking, finding, questions
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Ask:
    action: Action
    command: Callable[..., DossierEvent]
    template: str
    said: str | Promise


COMPLETION = Ask(
    Action.ASK_TO_COMPLETE,
    intake.ask_to_complete,
    "desk/completion_request.html",
    _("Đã gửi đề nghị hoàn thiện hồ sơ %(code)s."),
)
SUPPLEMENT = Ask(
    Action.REQUEST_SUPPLEMENT,
    processing.request_supplement,
    "desk/supplement_request.html",
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
    posted = request.method == "POST"
    typed = asking.typed(request, groups) if posted else asking.begun(checking.reasons_of(dossier), groups)
    reason = request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "groups": groups,
        "typed": typed,
        "reason": questions.reason(str(_("Lời nhắn chung")), required=False),
        "said": reason,
        "unticked": asking.unticked(typed, groups) if posted else [],
        **_round(dossier, ask.action),
    }
    if not posted:
        return answering.page(request, ask.template, context)
    if problems := asking.problems(typed, groups):
        return answering.mend(request, ask.template, context, problems)

    def send() -> str:
        ask.command(
            dossier,
            actor=request.actor,
            at=legal_time.now(),
            items=typed.items,
            reason=reason,
            reasons=asking.reasons(typed),
        )
        return str(ask.said) % {"code": dossier.code}

    return answering.act(request, dossier, ask.template, context, send)


def _round(dossier: Dossier, action: Action) -> dict[str, object]:
    """Which request of its kind it would be, and why the head allowed it."""
    number = dossier.events.filter(action=action).count() + 1
    return {"number": number, "allowed_because": asked.allowed_because(dossier) if number > 1 else ""}
