"""Dữ liệu mở: the public figures as files with addresses that stay, described by a Data Package (Frictionless Data)."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from motcua.effects.reporting.publishing import FEWEST
from motcua.foundation import legal_time
from motcua.foundation.text.cells import plain
from motcua.sites.portal.figures import spans
from motcua.sites.portal.figures.datasets import DATASETS, Dataset, Record
from motcua.sites.ui.acting import ActingRequest

#: So many periods stand open on the page; the others are a tap away.
_RECENT = 6
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def open_data(request: ActingRequest) -> HttpResponse:
    listed = [
        (each.name, each.title, [(column.name, column.meaning) for column in each.columns])
        for each in DATASETS.values()
    ]
    context = {
        "datasets": listed,
        "periods": _periods(legal_time.now()),
        "licence": settings.OPEN_DATA_LICENCE,
        "recent": _RECENT,
        "fewest": FEWEST,
    }
    return render(request, "portal/figures/open_data.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def open_data_file(request: ActingRequest, dataset: str, period: str, kind: str) -> HttpResponse:
    """One table of one period. The same in every language, so that it can be compared."""
    of, at = DATASETS.get(dataset), legal_time.now()
    span = spans.exact(period, at=at)
    if of is None or span is None or kind not in _TYPES:
        raise Http404
    with override("vi"):
        records = list(of.records(span, at))
    content = _as_csv(of, records) if kind == "csv" else _as_json(of, records, span)
    answer = HttpResponse(content, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'inline; filename="{of.name}-{span.key}.{kind}"'
    # Anybody's page may read what anybody may know.
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Link"] = f'<{request.build_absolute_uri(reverse("portal:open-data-package"))}>; rel="describedby"'
    return answer


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def open_data_package(request: ActingRequest) -> HttpResponse:
    resources = [
        _resource(request, each, key, kind)
        for each in DATASETS.values()
        for key, _words in _periods(legal_time.now())
        for kind in _TYPES
    ]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "figures",
        "title": _("Số liệu giải quyết hồ sơ"),
        "sources": [{"title": settings.PROVINCE_NAME, "path": request.build_absolute_uri("/")}],
        "licenses": [{"name": settings.OPEN_DATA_LICENCE}],
        "resources": resources,
    }
    answer = JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _resource(request: ActingRequest, of: Dataset, period: str, kind: str) -> dict[str, Any]:
    address = reverse("portal:open-data-file", kwargs={"dataset": of.name, "period": period, "kind": kind})
    described: dict[str, Any] = {
        "name": f"{of.name}-{period}-{kind}",
        "title": f"{of.title}, {period}",
        "path": request.build_absolute_uri(address),
        "format": kind,
        "mediatype": _TYPES[kind].partition(";")[0],
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": each.name, "type": each.kind, "description": str(each.meaning)} for each in of.columns],
            "missingValues": [""],
        },
    }
    return described | ({"type": "table"} if kind == "csv" else {})


def _periods(at: datetime) -> list[tuple[str, str]]:
    """The two years, then their quarters and months that have begun."""
    return [(key, words) for key, words in spans.choices(at) if key and spans.exact(key, at=at) is not None]


def _as_csv(of: Dataset, records: Iterable[Record]) -> str:
    """In UTF-8 with its mark, as spreadsheets want it; a cell that looks like a formula stays text."""
    written = io.StringIO()
    writer = csv.writer(written)
    names = [each.name for each in of.columns]
    writer.writerow(names)
    for record in records:
        cells = (record.get(name) for name in names)
        writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in cells])
    return "\ufeff" + written.getvalue()


def _as_json(of: Dataset, records: Iterable[Record], span: spans.Span) -> str:
    names = [each.name for each in of.columns]
    whole = {
        "dataset": of.name,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "licence": settings.OPEN_DATA_LICENCE,
        "source": settings.PROVINCE_NAME,
        "fewer_than_withheld": FEWEST,
        "rows": [{name: record.get(name) for name in names} for record in records],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
