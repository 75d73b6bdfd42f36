"""Chốt sổ: each day of the drawer counted and closed, and printed as it was closed."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field
from motcua.effects.payments import cash
from motcua.effects.payments.models import DayClose
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.cashier import room
from motcua.sites.ui import formats
from motcua.sites.ui.acting import ActingRequest

KEPT_IN_SIGHT = 60


@require_safe
def days(request: ActingRequest) -> HttpResponse:
    unit_id, at = room.require_cashier(request), legal_time.now()
    closed = DayClose.objects.filter(unit_id=unit_id).select_related("closed_by__person").order_by("-day")
    waiting = [(day, cash.expected_on(unit_id, day=day)) for day in cash.open_days(unit_id, at=at)]
    return room.page(
        request, "desk/cashier_days.html", {"at": at, "waiting": waiting, "closed": closed[:KEPT_IN_SIGHT]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: ActingRequest, on: str) -> HttpResponse:
    """A closed day to read and print; an open one to count."""
    unit_id, at, when = room.require_cashier(request), legal_time.now(), _day(on)
    closed = DayClose.objects.filter(unit_id=unit_id, day=when).select_related("unit", "closed_by__person").first()
    if closed is not None and request.method != "POST":
        return room.page(request, "desk/cashier_day.html", {"at": at, "closed": closed, "day": when})
    context = {
        "at": at,
        "day": when,
        "lines": cash.lines_of(unit_id, day=when),
        "expected": cash.expected_on(unit_id, day=when),
        "counted": Field("counted", _("Tiền mặt đếm được trong két"), "money", required=True),
        "reason": Field(
            "reason", _("Lý do chênh lệch"), "textarea", max_length=500, help=_("Chỉ cần khi số đếm khác số sổ")
        ),
        "typed": {key: request.POST.get(key, "") for key in ("counted", "reason")},
    }
    if request.method != "POST":
        return room.page(request, "desk/cashier_close.html", context)
    return _close(request, when, context)


def _close(request: ActingRequest, when: date, context: dict[str, object]) -> HttpResponse:
    template, reason = "desk/cashier_close.html", request.POST.get("reason", "")[:500]
    counted = room.amount(request.POST.get("counted", ""))
    if counted is None:
        wrong = {"counted": _("Nhập số tiền đếm được; không có đồng nào thì nhập 0")}
        return room.page(request, template, {**context, "problems": wrong}, status=422)
    try:
        cash.close(day=when, counted=counted, reason=reason, actor=request.actor, at=legal_time.now())
    except cash.DifferenceWithoutReason as refusal:
        return room.again(request, template, context, refusal, at="reason")
    except Refusal as refusal:
        return room.again(request, template, context, refusal)
    messages.success(request, _("Đã chốt sổ ngày %(day)s.") % {"day": formats.day(when)})
    return redirect("desk:cashier-day", on=when.isoformat())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
