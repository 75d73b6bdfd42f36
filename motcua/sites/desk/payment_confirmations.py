from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import financial_duties
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui import fee_words
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def payment_confirmation(request: ActingRequest, code: str) -> HttpResponse:
    """The cashier has seen the receipt of whoever took the money; the clock goes on."""
    dossier = finding.dossier_for(request, code, Action.CONFIRM_PAYMENT)
    hint = _("Như ghi trên biên lai, giấy nộp tiền hoặc chứng từ ngân hàng")
    typed = request.POST.get("receipt", "")
    context = {
        "dossier": dossier,
        "duties": [duty for duty in fee_words.duties_of(dossier) if duty.document and duty.is_open],
        "receipt": Field("receipt", _("Số biên lai"), "text", required=True, max_length=60, help=hint),
        "typed": typed,
    }
    if request.method != "POST":
        return answering.page(request, "desk/payment_confirmation.html", context)
    if not typed.strip():
        return answering.mend(
            request, "desk/payment_confirmation.html", context, {"receipt": _("Nhập số biên lai đã xem")}
        )

    def confirm() -> str:
        financial_duties.shown_elsewhere(dossier, receipt=typed, actor=request.actor, at=legal_time.now())
        return _("Đã xác nhận nghĩa vụ tài chính của hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/payment_confirmation.html", context, confirm)
