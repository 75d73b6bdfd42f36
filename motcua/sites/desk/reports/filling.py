"""How long people take to fill in a form, and how many finish: of all, because drafts belong to no agency yet."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.queries import measures
from motcua.dossiers.queries.measures import Filling
from motcua.sites.desk import answering
from motcua.sites.desk.reports.whole import around, whole
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Line:
    procedure: Procedure
    filling: Filling


@require_safe
def filling(request: ActingRequest) -> HttpResponse:
    told = whole(request)
    found = measures.filling(first=told.span.first, last=told.span.last)
    procedures = Procedure.objects.in_bulk([each.procedure_id for each in found])
    lines = sorted(
        (Line(procedures[each.procedure_id], each) for each in found),
        key=lambda line: -(line.filling.p90_seconds or 0),
    )
    return answering.page(request, "desk/report_filling.html", {**around(request, told), "lines": lines})
