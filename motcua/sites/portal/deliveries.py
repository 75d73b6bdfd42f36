"""Changing how the result comes, until it has come."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.dossiers.commands import delivery as delivering
from motcua.dossiers.models import Dossier, Way
from motcua.dossiers.queries.delivery import Delivery, delivery_of
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import finding
from motcua.sites.ui import delivery_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    if dossier.state in delivering.SETTLED:
        raise delivering.DeliverySettled
    definition = definition_of(dossier.procedure_version_id)
    now = delivery_of(dossier, definition, answers=dossier.filings.latest("number").answers)
    if request.method != "POST":
        return _page(request, dossier, definition, _typed_of(now, dossier))
    return _choose(request, dossier, definition)


def _choose(request: ActingRequest, dossier: Dossier, definition: Definition) -> HttpResponse:
    at = legal_time.now()
    address = forms.read([_address()], posted(request.POST, [_address()]))["address"] or {}
    typed = {"way": request.POST.get("way", ""), "unit": request.POST.get("unit", ""), "address": address}
    way = next((each for each in delivering.ways_offered(definition) if each == typed["way"]), None)
    if way is None:
        return _page(request, dossier, definition, typed, {"way": _("Chọn một cách nhận kết quả.")})
    unit = delivering.units_offered(on=legal_day(at)).filter(code=typed["unit"]).first() if way is Way.DESK else None
    if way is Way.DESK and unit is None:
        return _page(request, dossier, definition, typed, {"unit": _("Chọn nơi đến nhận.")})
    if way is Way.POST and (problems := _problems(address)):
        return _page(request, dossier, definition, typed, problems)
    delivering.choose(dossier, actor=request.actor, at=at, way=way, unit=unit, address=address)
    messages.success(request, _("Đã đổi cách nhận kết quả."))
    return redirect("portal:dossier", code=dossier.code)


def _page(
    request: ActingRequest,
    dossier: Dossier,
    definition: Definition,
    typed: Mapping[str, Any],
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    on = legal_day(legal_time.now())
    units = tuple(Option(unit.code, unit.name) for unit in delivering.units_offered(on=on))
    context = {
        "dossier": dossier,
        "d": definition,
        "ways": [(way, delivery_words.WAYS[way]) for way in delivering.ways_offered(definition)],
        "unit_field": Field("unit", _("Nơi đến nhận"), "select", required=True, options=units),
        "address_field": _address(),
        "typed": typed,
        "problems": problems or {},
    }
    return render(request, "portal/delivery.html", context, status=422 if problems else 200)


def _typed_of(now: Delivery, dossier: Dossier) -> dict[str, Any]:
    """What is chosen now; where there is no address yet, that of the person's home is offered."""
    unit = now.unit or dossier.receiving_unit
    return {"way": now.way, "unit": unit.code, "address": now.address or dossier.applicant.residence}


def _problems(address: Any) -> dict[str, str]:
    """What is wrong with where it is to be sent, at the box that mends it."""
    if not address:
        return {"address": _("Chọn tỉnh, xã và ghi số nhà, đường hoặc thôn nơi nhận.")}
    found = type_of(_address()).problems(_address(), address, Context(today=legal_day(legal_time.now())))
    return {problem.field: str(problem) for problem in found if problem.blocks}


def _address() -> Field:
    return Field("address", _("Địa chỉ nhận"), "address", required=True)
