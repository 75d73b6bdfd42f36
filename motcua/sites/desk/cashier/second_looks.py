"""What was asked for and waits for a second person, or for the transfer to be sent."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.effects.payments import access, corrections, reconciling, refunds
from motcua.effects.payments.models import Correction, CorrectionState, Reconciliation, RefundWay
from motcua.foundation import legal_time
from motcua.foundation.accounts.sealed import unseal
from motcua.sites.desk import finding
from motcua.sites.desk.cashier import room
from motcua.sites.ui.acting import ActingRequest

SHOWN = 100
_OPEN = (CorrectionState.ASKED, CorrectionState.AGREED)


@require_safe
def second_looks(request: ActingRequest) -> HttpResponse:
    room.require_second(request)
    found = (
        access.corrections_for(request.actor)
        .filter(state__in=_OPEN)
        .select_related(
            "entry", "order__duty__dossier", "entry__order__duty__dossier", "asked_by__person", "second_by__person"
        )
    )
    shown = list(found.order_by("asked_at")[:SHOWN])
    about = [order.duty.dossier_id for one in shown for order in (one.order, one.entry.order) if order]
    finding.note_listed(request, about, part="corrections")
    to_send = [one for one in shown if one.state == CorrectionState.AGREED and one.way == RefundWay.TRANSFER]
    return room.page(
        request,
        "desk/cashier_second_looks.html",
        {
            "files": list(_files(request).select_related("made_by__person").order_by("pk")[:SHOWN]),
            "asked": [(one, unseal(one.to_sealed)) for one in shown if one.state == CorrectionState.ASKED],
            "to_send": [(one, unseal(one.to_sealed)) for one in to_send],
            "on_their_way": [one for one in shown if one.state == CorrectionState.AGREED and one not in to_send],
        },
    )


@require_POST
def agreement(request: ActingRequest, correction_id: int) -> HttpResponse:
    found = _correction(request, correction_id)

    def agree() -> str:
        corrections.agree(found, actor=request.actor, at=legal_time.now())
        return _("Đã đồng ý.")

    return room.at_once(request, agree, back="desk:cashier-second-looks")


@require_POST
def statement_agreement(request: ActingRequest, reconciliation_id: int) -> HttpResponse:
    room.require_second(request)
    found = get_object_or_404(access.statements_for(request.actor), pk=reconciliation_id)

    def agree() -> str:
        reconciling.agree(found, actor=request.actor, at=legal_time.now())
        return _("Đã đồng ý. Các khoản còn thiếu đã được ghi vào sổ.")

    return room.at_once(request, agree, back="desk:cashier-second-looks")


@require_POST
def turning_down(request: ActingRequest, correction_id: int) -> HttpResponse:
    found = _correction(request, correction_id)

    def turn_down() -> str:
        corrections.turn_down(found, actor=request.actor, at=legal_time.now())
        return _("Đã ghi không đồng ý. Tiền giữ nguyên, chờ cách xử lý khác.")

    return room.at_once(request, turn_down, back="desk:cashier-second-looks")


@require_POST
def sending(request: ActingRequest, correction_id: int) -> HttpResponse:
    """The transfer went at the bank: its number is noted here."""
    room.require_cashier(request)
    found, name = _correction(request, correction_id), request.POST.get("transaction", "")

    def note() -> str:
        refunds.sent(found, transaction_name=name, actor=request.actor, at=legal_time.now())
        return _("Đã ghi số bút toán hoàn tiền.")

    return room.at_once(request, note, back="desk:cashier-second-looks")


def _files(request: ActingRequest) -> QuerySet[Reconciliation]:
    return access.statements_that_wait(access.statements_for(request.actor))


def _correction(request: ActingRequest, correction_id: int) -> Correction:
    room.require_second(request)
    return get_object_or_404(access.corrections_for(request.actor), pk=correction_id)
