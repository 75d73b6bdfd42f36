"""Today's money of the unit, and cash for one dossier."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import fees
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import normalised
from motcua.effects.payments import cash, order_codes, orders
from motcua.effects.payments.models import MoneyEntry, PaymentOrder
from motcua.foundation import legal_time
from motcua.foundation.money import dong
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import finding
from motcua.sites.desk.cashier import room
from motcua.sites.ui import fee_words, numbers
from motcua.sites.ui.acting import ActingRequest

SHOWN = 100


@require_safe
def today(request: ActingRequest) -> HttpResponse:
    """What the drawer took and gave on its open day, and the way to take more."""
    unit_id, at = room.require_cashier(request), legal_time.now()
    if sought := request.GET.get("code", "").strip():
        return _sought(request, sought)
    day = cash.book_day(unit_id, at=at)
    entries = MoneyEntry.objects.filter(unit_id=unit_id, day=day).select_related(*room.entries_with_dossiers())
    shown = list(entries.defer("order__duty__dossier__procedure_version").order_by("-pk")[:SHOWN])
    finding.note_listed(request, [row.order.duty.dossier_id for row in shown if row.order], part="takings")
    return room.page(
        request,
        "desk/cashier_today.html",
        {
            "at": at,
            "day": day,
            "entries": shown,
            "lines": cash.lines_of(unit_id, day=day),
            "expected": cash.expected_on(unit_id, day=day),
            "days_open": [one for one in cash.open_days(unit_id, at=at) if one < day],
            "missed": request.GET.get("missed", ""),
        },
    )


def _sought(request: ActingRequest, sought: str) -> HttpResponse:
    """By the dossier's code, or by the code of the order that stands on her telephone."""
    dossiers = visible_to(request.actor)
    order = PaymentOrder.objects.filter(code__in=list(order_codes.codes_in(sought))).select_related("duty").first()
    found = dossiers.filter(pk=order.duty.dossier_id) if order else dossiers.filter(code=normalised(sought))
    dossier = found.first()
    if dossier is None:
        messages.error(request, _("Không có hồ sơ nào mang mã này ở cơ quan của ông/bà. Kiểm tra lại từng ký tự."))
        return redirect("desk:cashier")
    return redirect("desk:cash", code=dossier.code)


@require_http_methods(["GET", "HEAD", "POST"])
def taking(request: ActingRequest, code: str) -> HttpResponse:
    """One sum at a time: how much was handed over, how much goes back into her hand."""
    room.require_cashier(request)
    dossier = finding.dossier_of(request, code)
    finding.note(request, dossier, part="cash")
    context = _asked(request, dossier)
    if request.method != "POST":
        return room.page(request, "desk/cash.html", context)
    duty = get_object_or_404(dossier.duties, pk=numbers.row(request.POST.get("duty", "")))
    given = room.amount(request.POST.get("given", ""))
    if given is None:
        wrong = {"given": _("Nhập số tiền người nộp đưa, ví dụ 150.000")}
        return room.page(request, "desk/cash.html", {**context, "problems": wrong}, status=422)
    try:
        entry = cash.take(duty, given=given, key=context["key"], actor=request.actor, at=legal_time.now())
    except cash.TooLittleGiven as refusal:
        return room.again(request, "desk/cash.html", context, refusal, at="given")
    except Refusal as refusal:
        return room.again(request, "desk/cash.html", _asked(request, dossier), refusal)
    taken = {"amount": dong(entry.amount), "change": dong(entry.change)}
    messages.success(request, _("Đã thu %(amount)s. Trả lại người nộp: %(change)s.") % taken)
    return redirect("desk:cash", code=dossier.code)


def _asked(request: ActingRequest, dossier: Dossier) -> dict[str, Any]:
    due = fees.unsettled(dossier)
    owed = orders.outstanding_of(due[0]) if due else 0
    return {
        "dossier": dossier,
        "duties": fee_words.duties_of(dossier),
        "duty": due[0] if due else None,
        "owed": owed,
        "more": len(due) - 1,
        "given": Field("given", _("Người nộp đưa"), "money", required=True),
        "typed": request.POST.get("given", ""),
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "entries": money_of(dossier),
    }


def money_of(dossier: Dossier) -> list[MoneyEntry]:
    """What came in and went out for this dossier, the newest first."""
    entries = MoneyEntry.objects.filter(order__duty__dossier=dossier).select_related("order")
    return list(entries.order_by("-pk"))
