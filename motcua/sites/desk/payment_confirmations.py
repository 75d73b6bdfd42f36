from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import processing
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def payment_confirmation(request: ActingRequest, code: str) -> HttpResponse:
    """The cashier says that the financial duty is settled; the clock goes on."""
    dossier = finding.dossier_for(request, code, Action.CONFIRM_PAYMENT)
    context = {"dossier": dossier}
    if request.method != "POST":
        return answering.page(request, "desk/payment_confirmation.html", context)

    def confirm() -> str:
        processing.confirm_payment(dossier, actor=request.actor, at=legal_time.now())
        return _("Đã xác nhận nghĩa vụ tài chính của hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/payment_confirmation.html", context, confirm)
