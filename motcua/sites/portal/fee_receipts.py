"""Biên lai of one's own dossiers: to read, to keep, and to hand to whoever wants the original."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptRequest
from motcua.foundation.files.response import download
from motcua.sites.portal import finding
from motcua.sites.ui import receipt_words
from motcua.sites.ui.acting import ActingRequest


@require_safe
def fee_receipt(request: ActingRequest, code: str, receipt_id: UUID) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    shown = receipt_words.shown(_of(dossier, receipt_id))
    return render(request, "portal/fee_receipt.html", {"dossier": dossier, "shown": shown})


@require_safe
def paper(request: ActingRequest, code: str, receipt_id: UUID) -> FileResponse:
    """As it was issued; of a cancelled one the paper with the line across."""
    found = _of(finding.dossier_of(request, code), receipt_id)
    return download(found.crossed_pdf or found.pdf)


@require_safe
def original(request: ActingRequest, code: str, receipt_id: UUID) -> HttpResponse:
    return receipt_words.original(_of(finding.dossier_of(request, code), receipt_id))


def of_dossier(dossier: Dossier) -> QuerySet[FeeReceipt]:
    found = FeeReceipt.objects.filter(duty__dossier=dossier).select_related("symbol", "replaced_by")
    return found.order_by("issued_at", "number")


def awaited(dossier: Dossier) -> list[str]:
    """The parts for which a provider has been asked and has not answered."""
    open_ones = ReceiptRequest.objects.filter(duty__dossier=dossier, receipt=None)
    return list(open_ones.order_by("pk").values_list("part", flat=True))


def _of(dossier: Dossier, receipt_id: UUID) -> FeeReceipt:
    with_all = receipt_words.with_all(FeeReceipt.objects.filter(duty__dossier=dossier))
    return get_object_or_404(with_all, pk=receipt_id)
