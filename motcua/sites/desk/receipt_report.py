"""BC26/BLĐT on a page and as a table: what an agency had, used, cancelled and has left."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.effects.fee_receipts import report
from motcua.effects.fee_receipts.report import Row, Span
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering
from motcua.sites.desk.cashier_receipts import agencies_of, require_keeper
from motcua.sites.ui import periods
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.spreadsheets import csv_file


@require_safe
def receipt_report(request: ActingRequest) -> HttpResponse:
    agency, span = _asked(request)
    at = legal_time.now()
    context = {
        "at": at,
        "agency": agency,
        "agencies": list(_with_receipts(request)),
        "span": span,
        "period": request.GET.get("period", ""),
        "periods": periods.choices(at),
        "rows": report.rows([agency.pk], span=span),
        "name": "fee-receipts",
    }
    return answering.page(request, "desk/receipt_report.html", context)


@require_safe
def receipt_report_file(request: ActingRequest) -> HttpResponse:
    agency, span = _asked(request)
    name = f"bc26-{agency.code}-{span.first.isoformat()}-{span.last.isoformat()}"
    return csv_file(name, _table(agency, span))


def _asked(request: ActingRequest) -> tuple[Agency, Span]:
    require_keeper(request)
    code = request.GET.get("agency", "")
    ours = _with_receipts(request)
    agency = next((each for each in ours if each.code == code), ours[0] if not code else None)
    if agency is None:
        raise Http404
    return agency, periods.span_of(request.GET.get("period", ""), at=legal_time.now())


def _with_receipts(request: ActingRequest) -> list[Agency]:
    """Those with a series, the one that her unit belongs to first; all of hers where there is none."""
    ours = list(agencies_of(request).prefetch_related("receipt_symbols"))
    assert request.post is not None, "keepers hold a post"
    nearest = {request.post.agency_id, request.post.agency.managed_by_id}
    ours.sort(key=lambda each: each.pk not in nearest)
    return [each for each in ours if each.receipt_symbols.all()] or ours


def _table(agency: Agency, span: Span) -> Iterator[tuple[object, ...]]:
    yield (
        _("STT"),
        _("Cơ quan thu"),
        _("Mẫu số"),
        _("Ký hiệu"),
        _("Tồn đầu kỳ"),
        _("Đăng ký trong kỳ"),
        _("Sử dụng từ số"),
        _("Đến số"),
        _("Số lượng sử dụng"),
        _("Trong đó đã hủy"),
        _("Các số đã hủy trong kỳ"),
        _("Tồn cuối kỳ"),
        _("Số tiền"),
    )
    for number, row in enumerate(report.rows([agency.pk], span=span), start=1):
        yield (number, agency.name, *_cells(row))


def _cells(row: Row) -> tuple[object, ...]:
    return (
        row.form,
        row.symbol,
        row.opening,
        row.registered,
        row.used_from or "",
        row.used_to or "",
        row.used,
        row.cancelled,
        "; ".join(map(str, row.cancelled_numbers)),
        row.closing,
        row.amount,
    )
