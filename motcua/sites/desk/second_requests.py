"""Once is the rule. A second request wants a head's leave, and the leave a reason that the applicant reads."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import requests
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import requests as asked
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, questions
from motcua.sites.ui import fault_words
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: ActingRequest, code: str) -> HttpResponse:
    """An officer asks the head."""
    dossier = finding.dossier_of(request, code)
    reason = request.POST.get("reason", "")
    asked_for = questions.reason(
        _("Vì sao phải yêu cầu thêm một lần"),
        hint=_("Lãnh đạo đọc lý do này. Ghi rõ căn cứ mới, lần trước vì sao thiếu"),
    )
    context = {"dossier": dossier, "reason": asked_for, "said": reason, **_earlier(dossier)}
    if request.method != "POST":
        requests.require_wish(dossier, actor=request.actor)
        return answering.page(request, "desk/second_request_wish.html", context)

    def send() -> str:
        requests.wish_second(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã gửi đề nghị đến lãnh đạo. Hồ sơ %(code)s vẫn tính thời hạn trong lúc chờ.") % {
            "code": dossier.code
        }

    return answering.act(request, dossier, "desk/second_request_wish.html", context, send)


@require_http_methods(["GET", "HEAD", "POST"])
def second_request(request: ActingRequest, code: str) -> HttpResponse:
    """The head allows one more, or says no to what was asked for."""
    dossier = finding.dossier_for(request, code, Action.ALLOW_SECOND_REQUEST)
    reason = request.POST.get("reason", "")
    asked_for = questions.reason(
        _("Lý do cho phép"), hint=_("Người nộp hồ sơ đọc lý do này cùng với yêu cầu lần thứ hai")
    )
    context = {
        "dossier": dossier,
        "reason": asked_for,
        "said": reason,
        "wish": asked.wish_waiting(dossier),
        **_earlier(dossier),
    }
    if request.method != "POST":
        return answering.page(request, "desk/second_request.html", context)

    def answer() -> str:
        if request.POST.get("answer") == "disallow":
            requests.disallow_second(dossier, actor=request.actor, at=legal_time.now())
            return _("Đã trả lời không cho phép yêu cầu thêm.")
        requests.allow_second(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã cho phép yêu cầu thêm một lần.")

    return answering.act(request, dossier, "desk/second_request.html", context, answer)


def _earlier(dossier: Dossier) -> dict[str, object]:
    """What was asked for the first time: whoever allows a second one reads it."""
    if not dossier.events.filter(action__in=asked.REQUESTS).exists():
        return {"earlier": None, "earlier_items": []}
    earlier, definition = asked.last_request(dossier), definition_of(dossier.procedure_version_id)
    names = filed.item_names(definition, [item.key for item in earlier.items])
    items = [(name, fault_words.of_item(item)) for name, item in zip(names, earlier.items, strict=True)]
    return {"earlier": earlier, "earlier_items": items}
