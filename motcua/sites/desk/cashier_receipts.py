"""Biên lai at the desk: the month's receipts, one of them, and what paid without getting one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.access import visible_to
from motcua.dossiers.models import FeeDuty
from motcua.effects.fee_receipts import asking, issuing, withdrawing
from motcua.effects.fee_receipts.cancelling import KEEPERS
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptCancellation, ReceiptRequest
from motcua.foundation import legal_time
from motcua.foundation.files.response import download
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding
from motcua.sites.ui import numbers, periods, receipt_words, refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 50
MOST_WAITING = 20


@require_safe
def fee_receipts(request: ActingRequest) -> HttpResponse:
    """Of one month, the newest first; or those with a number."""
    require_keeper(request)
    at = legal_time.now()
    span, wanted = periods.month_of(request, at=at), numbers.whole(request.GET.get("number", "").strip())
    found = of_keeper(request).select_related("symbol", "duty__dossier").defer("duty__dossier__procedure_version")
    in_month = Q(issued_at__gte=span.begins, issued_at__lt=span.ends)
    found = found.filter(Q(number=wanted) if wanted else in_month)
    after = request.GET.get("after", "")
    page = list(_after(found.order_by("-issued_at", "-number"), after)[: PAGE + 1])
    finding.note_listed(request, [each.duty.dossier_id for each in page[:PAGE]], part="fee_receipts")
    context = {
        "at": at,
        "receipts": page[:PAGE],
        "next": page[PAGE - 1].pk if len(page) > PAGE else None,
        "month": span.first,
        "number": wanted or "",
        "titles": receipt_words.TITLES,
        "waiting": [] if after or wanted else list(_waiting(request)),
        "asked": [] if after or wanted else list(_asked(request)),
        "obstacles": receipt_words.OBSTACLES,
        "name": "fee-receipts",
    }
    return answering.page(request, "desk/fee_receipts.html", context)


@require_safe
def fee_receipt(request: ActingRequest, receipt_id: UUID) -> HttpResponse:
    found = receipt_of(request, receipt_id)
    finding.note(request, found.duty.dossier, part="fee_receipts")
    context = {"shown": receipt_words.shown(found), "dossier": found.duty.dossier, "name": "fee-receipts"}
    return answering.page(request, "desk/fee_receipt.html", context)


@require_safe
def paper(request: ActingRequest, receipt_id: UUID) -> FileResponse:
    found = receipt_of(request, receipt_id)
    finding.note(request, found.duty.dossier, part="fee_receipts")
    return download(found.crossed_pdf or found.pdf)


@require_safe
def original(request: ActingRequest, receipt_id: UUID) -> HttpResponse:
    found = receipt_of(request, receipt_id)
    finding.note(request, found.duty.dossier, part="fee_receipts")
    return receipt_words.original(found)


@require_POST
def issue(request: ActingRequest, duty_id: int) -> HttpResponse:
    """Of what was paid before the series was registered, or while its numbers were used up."""
    require_keeper(request)
    duty = get_object_or_404(FeeDuty, pk=duty_id, dossier__in=visible_to(request.actor))
    try:
        issuing.issue(duty.pk)
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
        return redirect("desk:fee-receipts")
    open_ones = list(ReceiptRequest.objects.filter(duty=duty, receipt=None))
    for each in open_ones:
        asking.again(each)
    messages.success(request, _("Đã hỏi đơn vị cung cấp biên lai.") if open_ones else _("Đã lập biên lai."))
    return redirect("desk:fee-receipts")


@require_POST
def cancellation_again(request: ActingRequest, receipt_id: UUID) -> HttpResponse:
    """Ask the provider once more, when what was in the way is mended."""
    found = receipt_of(request, receipt_id)
    withdrawing.again(get_object_or_404(ReceiptCancellation, receipt=found, receipt__cancelled_at=None))
    messages.success(request, _("Đã hỏi đơn vị cung cấp biên lai."))
    return redirect("desk:fee-receipt", receipt_id=found.pk)


def require_keeper(request: ActingRequest) -> None:
    if request.actor.role not in KEEPERS or request.actor.agency_id is None:
        raise Http404


def agencies_of(request: ActingRequest) -> QuerySet[Agency]:
    """Her own agency, and those whose dossiers her one-stop unit receives."""
    agency_id = request.actor.agency_id
    return Agency.objects.filter(Q(pk=agency_id) | Q(one_stop_unit_id=agency_id)).order_by("code")


def of_keeper(request: ActingRequest) -> QuerySet[FeeReceipt]:
    """What she may see of her agencies' receipts."""
    return FeeReceipt.objects.filter(
        symbol__agency__in=agencies_of(request), duty__dossier__in=visible_to(request.actor)
    )


def receipt_of(request: ActingRequest, receipt_id: UUID) -> FeeReceipt:
    require_keeper(request)
    return get_object_or_404(receipt_words.with_all(of_keeper(request)), pk=receipt_id)


def _waiting(request: ActingRequest) -> QuerySet[FeeDuty]:
    """Paid to us and without any receipt, the oldest first."""
    paid = FeeDuty.objects.filter(dossier__in=visible_to(request.actor), settled_how__in=issuing.RECEIPTED)
    lacking = paid.filter(fee_receipts=None, receipt_requests=None).filter(
        Q(lines__contains=[{"kind": "phi"}]) | Q(lines__contains=[{"kind": "le_phi"}])
    )
    return lacking.select_related("dossier").order_by("settled_at")[:MOST_WAITING]


def _asked(request: ActingRequest) -> QuerySet[ReceiptRequest]:
    """Asked of a provider and not answered, the oldest first."""
    seen = ReceiptRequest.objects.filter(
        receipt=None, symbol__agency__in=agencies_of(request), duty__dossier__in=visible_to(request.actor)
    )
    return seen.select_related("duty__dossier", "symbol").order_by("pk")[:MOST_WAITING]


def _after(found: QuerySet[FeeReceipt], after: str) -> QuerySet[FeeReceipt]:
    try:
        last = FeeReceipt.objects.get(pk=UUID(after))
    except (ValueError, FeeReceipt.DoesNotExist):
        return found
    earlier = Q(issued_at__lt=last.issued_at) | Q(issued_at=last.issued_at, number__lt=last.number)
    return found.filter(earlier)
