"""Cancel a receipt, or put another in its place; always with a reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field
from motcua.effects.fee_receipts import cancelling
from motcua.effects.fee_receipts.cancelling import LONGEST_REASON, Correction, PayerMissing, WhyCancelled
from motcua.effects.fee_receipts.facts import numbered
from motcua.effects.fee_receipts.models import FeeReceipt
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.cashier_receipts import receipt_of
from motcua.sites.ui import receipt_words, refusals
from motcua.sites.ui.acting import ActingRequest

_ASKED = gettext_lazy("Đã gửi yêu cầu hủy biên lai số %(number)s. Đơn vị cung cấp trả lời thì biên lai được hủy.")
_ASKED_TO_REPLACE = gettext_lazy(
    "Đã gửi yêu cầu thay biên lai số %(number)s. Biên lai mới hiện ra khi đơn vị cung cấp trả lời."
)
_PLACES: dict[type[Refusal], str] = {WhyCancelled: "why", PayerMissing: "payer_name"}


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: ActingRequest, receipt_id: UUID) -> HttpResponse:
    found = receipt_of(request, receipt_id)
    context = _context(found, [_why()], request)
    if request.method != "POST":
        return answering.page(request, "desk/fee_receipt_cancellation.html", context)
    try:
        cancelling.cancel(found, why=_said(request, "why"), actor=request.actor, at=legal_time.now())
    except Refusal as refusal:
        return _again(request, "desk/fee_receipt_cancellation.html", context, refusal)
    said = _("Đã hủy biên lai số %(number)s.") if not found.is_valid else _ASKED
    messages.success(request, said % {"number": numbered(found)})
    return redirect("desk:fee-receipt", receipt_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: ActingRequest, receipt_id: UUID) -> HttpResponse:
    found = receipt_of(request, receipt_id)
    asked = [*_payer(), _why()] if found.is_valid else _payer()
    context = _context(found, asked, request)
    if request.method != "POST":
        return answering.page(request, "desk/fee_receipt_replacement.html", context)
    correction = Correction(
        _said(request, "payer_name"), _said(request, "payer_address"), _said(request, "payer_tax_code")
    )
    try:
        new = cancelling.replace(
            found, correction=correction, why=_said(request, "why"), actor=request.actor, at=legal_time.now()
        )
    except Refusal as refusal:
        return _again(request, "desk/fee_receipt_replacement.html", context, refusal)
    if not isinstance(new, FeeReceipt):
        messages.success(request, _ASKED_TO_REPLACE % {"number": numbered(found)})
        return redirect("desk:fee-receipt", receipt_id=found.pk)
    facts = {"new": numbered(new), "old": numbered(found)}
    messages.success(request, _("Đã lập biên lai số %(new)s thay cho số %(old)s.") % facts)
    return redirect("desk:fee-receipt", receipt_id=new.pk)


def _why() -> Field:
    hint = _("Ví dụ: ghi sai tên người nộp. Người nộp đọc được lý do này.")
    return Field("why", _("Lý do hủy"), "textarea", required=True, max_length=LONGEST_REASON, help=hint)


def _payer() -> list[Field]:
    return [
        Field("payer_name", _("Họ tên người nộp, hoặc tên tổ chức"), "text", required=True, max_length=300),
        Field("payer_address", _("Địa chỉ"), "text", max_length=500),
        Field("payer_tax_code", _("Mã số thuế (nếu là tổ chức)"), "tax_code"),
    ]


def _context(found: FeeReceipt, asked: list[Field], request: ActingRequest) -> dict[str, Any]:
    stored = {name: getattr(found, name) for name in ("payer_name", "payer_address", "payer_tax_code")}
    return {
        "shown": receipt_words.shown(found),
        "asked": asked,
        "typed": {field.key: request.POST.get(field.key, stored.get(field.key, "")) for field in asked},
        "name": "fee-receipts",
    }


def _again(request: ActingRequest, template: str, context: dict[str, Any], refusal: Refusal) -> HttpResponse:
    sentence, place = refusals.sentence(refusal), _PLACES.get(type(refusal))
    if place is not None:
        return answering.mend(request, template, context, {place: sentence})
    return answering.page(request, template, {**context, "refused": sentence}, status=409)


def _said(request: ActingRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:LONGEST_REASON]
