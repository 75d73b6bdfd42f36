"""Số liệu giải quyết hồ sơ: the province, one agency, one procedure. Anybody may look; nobody can be recognised."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.models import Procedure
from motcua.effects.reporting import figures, publishing
from motcua.effects.reporting.figures import EVERYWHERE, Where
from motcua.effects.reporting.publishing import FEWEST
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal.figures import drawing, lines, spans
from motcua.sites.ui import rates
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.doubt_words import DOUBT_WORDS

#: How many procedures the first page lists; the others are one tap away.
FIRST_PROCEDURES = 8


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def province(request: ActingRequest) -> HttpResponse:
    at = legal_time.now()
    context = _context(request, EVERYWHERE, at=at)
    of_procedures = lines.procedures(context["span"])
    context |= {
        "units": lines.units(context["span"]),
        "procedures": of_procedures[:FIRST_PROCEDURES],
        "more_procedures": len(of_procedures) - FIRST_PROCEDURES,
    }
    return render(request, "portal/figures/province.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def procedures(request: ActingRequest) -> HttpResponse:
    """All of them."""
    context = _context(request, EVERYWHERE, at=legal_time.now())
    return render(
        request, "portal/figures/procedures.html", {**context, "procedures": lines.procedures(context["span"])}
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def unit(request: ActingRequest, code: str) -> HttpResponse:
    agency = get_object_or_404(Agency, code=code[:35])
    where = Where(agencies=frozenset({agency.pk}))
    context = _context(request, where, at=legal_time.now())
    context |= {"agency": agency, "procedures": lines.procedures(context["span"], where=where)}
    return render(request, "portal/figures/unit.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def procedure(request: ActingRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Procedure, code=code[:40], current_version__isnull=False)
    where, at = Where(procedures=frozenset({found.pk})), legal_time.now()
    context = _context(request, where, at=at)
    context |= {
        "procedure": found,
        "limit": lines.limit_of(found),
        "filling": lines.filling(context["span"], at=at).get(found.pk),
        "units": lines.units(context["span"], where=where),
    }
    return render(request, "portal/figures/procedure.html", context)


def _context(request: ActingRequest, where: Where, *, at: datetime) -> dict[str, Any]:
    span = spans.span_of(request.GET.get("period", ""), at=at)
    whole = publishing.whole(span.first, span.last, where=where)
    of_months = lines.months(span, spans.months_before(span.last), where=where)
    return {
        "span": span,
        "choices": spans.choices(at),
        "whole": lines.Line("", "", whole),
        "months": of_months,
        "drawn": drawing.of_months(of_months),
        "doubts": _doubts(whole.doubts),
        "fresh": figures.as_of(at=at),
        "fewest": FEWEST,
        "count": lines.count,
        "days_word": lines.days,
        "width": rates.width,
        "query": f"?period={span.key}" if span.key else "",
    }


def _doubts(counts: Mapping[Any, int | None]) -> list[tuple[str, str]]:
    return [(str(words), lines.count(counts.get(each, 0))) for each, words in DOUBT_WORDS.items()]
