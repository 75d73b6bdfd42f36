"""Fees of which the national portal says that they were paid there, and whose money nobody has seen yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.access import visible_to
from motcua.effects.national_portal import paid_there
from motcua.effects.national_portal.later_models import PaidThere
from motcua.effects.payments.models import Attempt, AttemptState
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import finding
from motcua.sites.desk.cashier import room
from motcua.sites.desk.paid_there import standing, sums
from motcua.sites.ui.acting import ActingRequest

SHOWN = 100
_TEMPLATE = "desk/cashier_paid_there.html"


@require_safe
def waiting(request: ActingRequest) -> HttpResponse:
    """The oldest first; what should have been on a statement by now is marked."""
    unit_id, at = room.require_cashier(request), legal_time.now()
    found = list(paid_there.waiting().filter(duty__dossier__receiving_unit_id=unit_id)[:SHOWN])
    finding.note_listed(request, [one.duty.dossier_id for one in found], part="paid-there")
    late, failed = paid_there.late_before(at), _failed(found)
    rows = [(one, sums(one), one.told_at < late, one.number in failed) for one in found]
    return room.page(request, "desk/cashier_paid_there_all.html", {"rows": rows, "at": at})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, duty_id: int) -> HttpResponse:
    """The last word of a person, where no statement brings it: a receipt was seen, or it is asked for after all."""
    unit_id = room.require_cashier(request)
    hers = PaidThere.objects.filter(duty__dossier__in=visible_to(request.actor), duty__dossier__receiving_unit=unit_id)
    told = get_object_or_404(hers.select_related("duty__dossier"), pk=duty_id)
    finding.note(request, told.duty.dossier, part="paid-there")
    typed = {key: request.POST.get(key, "") for key in ("what", "note")}
    tone, word = standing(told)
    context = {
        "told": told,
        "dossier": told.duty.dossier,
        "tone": tone,
        "word": word,
        "sums": sums(told),
        "failed": bool(_failed([told])),
        "typed": typed,
        "fields": _fields(),
    }
    if request.method != "POST":
        return room.page(request, _TEMPLATE, context)
    if typed["what"] not in {"shown", "ask"}:
        return room.page(request, _TEMPLATE, {**context, "problems": {"what": _("Chọn việc cần làm")}}, status=422)
    try:
        sentence = _end(request, told, what=typed["what"], note=typed["note"])
    except paid_there.ReceiptOrReasonMissing as refusal:
        return room.again(request, _TEMPLATE, context, refusal, at="note")
    except Refusal as refusal:
        return room.again(request, _TEMPLATE, context, refusal)
    messages.success(request, sentence)
    return redirect("desk:cashier-paid-there-all")


def _end(request: ActingRequest, told: PaidThere, *, what: str, note: str) -> str:
    at = legal_time.now()
    if what == "shown":
        paid_there.shown(told, receipt=note, actor=request.actor, at=at)
        return _("Đã ghi nhận biên lai. Khoản này nộp xong.")
    paid_there.ask_after_all(told, reason=note, actor=request.actor, at=at)
    return _("Đã yêu cầu nộp. Người nộp nhận được tin và thấy khoản phải nộp trong hồ sơ.")


def _fields() -> list[Field]:
    choices = (
        Option("shown", _("Đã xem biên lai của Cổng, ghi nhận đã nộp")),
        Option("ask", _("Không tìm thấy tiền, yêu cầu người nộp trả")),
    )
    help_text = _("Số biên lai đã xem, hoặc đã tìm tiền ở đâu mà không thấy")
    return [
        Field("what", _("Việc cần làm"), "radio", required=True, options=choices),
        Field("note", _("Số biên lai hoặc lý do"), "text", required=True, max_length=500, help=help_text),
    ]


def _failed(found: list[PaidThere]) -> set[str]:
    """Of which the platform itself says that they came to nothing."""
    tries = Attempt.objects.filter(reference__in=[one.number for one in found], state=AttemptState.FAILED)
    return set(tries.values_list("reference", flat=True))
