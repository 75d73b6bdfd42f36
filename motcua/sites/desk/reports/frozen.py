"""Freezing a report, approving it, and looking at what was given out."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.effects.reporting import freezing
from motcua.effects.reporting.exports import as_csv, as_xlsx
from motcua.effects.reporting.report_models import FrozenReport
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.reports import pages, tables, words
from motcua.sites.desk.reports.asking import asked, seen
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

_MOST = 200


@require_safe
def all_frozen(request: ActingRequest) -> HttpResponse:
    found = _ours(request).select_related("agency", "approval__by__account__person", "prepared_by__account__person")
    context = {"frozen": found.order_by("-last", "code", "-version")[:_MOST], "name": "reports"}
    return answering.page(request, "desk/reports_frozen.html", context)


@require_POST
def freeze(request: ActingRequest, code: str) -> HttpResponse:
    told = asked(request, code)
    try:
        kept = freezing.freeze(
            pages.make(told),
            agency_id=_whose(request, told.agency.pk if told.agency else None),
            actor=request.actor,
            at=told.at,
            today=legal_day(told.at),
            because=request.POST.get("because", "")[:500],
        )
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
        return redirect(f"{request.path.removesuffix('/freezing')}?{told.query}")
    messages.success(request, _("Đã chốt số liệu. Một người khác duyệt thì số liệu này mới được đưa ra ngoài."))
    return redirect("desk:report-frozen", frozen_id=kept.pk)


@require_safe
def one_frozen(request: ActingRequest, frozen_id: int) -> HttpResponse:
    kept = _one(request, frozen_id)
    report = freezing.thawed(kept)
    context = {
        "kept": kept,
        "report": report,
        "definition": report.definition,
        "approval": getattr(kept, "approval", None),
        "is_second_person": freezing.is_second_person(kept, actor=request.actor),
        "versions": freezing.versions(kept.code, kept.first, kept.last, kept.agency_id),
        "is_whole": freezing.is_whole(kept),
        "shown": pages.shown,
        "row_name": tables.row_name,
        "formula": words.formula_words,
        "name": "reports",
    }
    return answering.page(request, "desk/report_frozen.html", context)


@require_safe
def frozen_file(request: ActingRequest, frozen_id: int, kind: str) -> HttpResponse:
    kept = _one(request, frozen_id)
    name = f"{kept.code}-{kept.first}-{kept.last}-v{kept.version}"
    if kind == "json":
        told = {"content": kept.content, "sha256": kept.content_hash, "version": kept.version, **_approval(kept)}
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    table = tables.table(freezing.thawed(kept), of=kept.agency.name if kept.agency else _("Toàn tỉnh"))
    content = as_csv(table) if kind == "csv" else as_xlsx(table, at=kept.prepared_at)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=pages.TYPES[kind], headers=headers)


@require_POST
def approve(request: ActingRequest, frozen_id: int) -> HttpResponse:
    kept = _one(request, frozen_id)
    try:
        freezing.approve(kept, actor=request.actor, at=legal_time.now())
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("Đã duyệt số liệu. Muốn sửa về sau, hãy chốt một phiên bản mới và ghi lý do."))
    return redirect("desk:report-frozen", frozen_id=kept.pk)


def _ours(request: ActingRequest) -> QuerySet[FrozenReport]:
    """Of her agency and below; at the province all."""
    agencies = seen(request).agencies
    return FrozenReport.objects.all() if agencies is None else FrozenReport.objects.filter(Q(agency__in=agencies))


def _one(request: ActingRequest, frozen_id: int) -> FrozenReport:
    known = _ours(request).select_related("agency", "prepared_by__account__person")
    return get_object_or_404(known, pk=frozen_id)


def _whose(request: ActingRequest, chosen: int | None) -> int | None:
    """Without a choice: of the whole province for those who see it, and of her own agency for the others."""
    return chosen if chosen is not None or seen(request).agencies is None else request.actor.agency_id


def _approval(kept: FrozenReport) -> dict[str, object]:
    found = getattr(kept, "approval", None)
    if found is None:
        return {"approved_by": None, "approved_at": None}
    return {"approved_by": found.by.account.person.full_name, "approved_at": found.at.isoformat()}
