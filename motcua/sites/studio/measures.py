"""Filling, measured: how long it takes, how many finish, and the field after which people leave."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.dossiers.queries import measures as figures
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.studio import door
from motcua.sites.ui.acting import ActingRequest

PERIODS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Line:
    procedure: Procedure
    #: Empty where no draft has ended yet and some lie untouched.
    filling: figures.Filling | None
    #: Where most of those who left were last, in the form's words.
    left_after: str
    left: int


@dataclass(frozen=True, slots=True)
class FieldLine:
    word: str
    key: str
    ended: int
    idle: int
    share: int


@require_safe
def measures(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    days, filling, leaving = _figures(request)
    by_procedure = {each.procedure_id: each for each in filling}
    most: dict[int, figures.Leaving] = {}
    for each in leaving:
        most.setdefault(each.procedure_id, each)
    lines = [
        _line(procedure, by_procedure.get(procedure.pk), most.get(procedure.pk))
        for procedure in published()
        if procedure.pk in by_procedure or procedure.pk in most
    ]
    context = {
        "days": days,
        "periods": PERIODS,
        "lines": lines,
        "ended": sum(each.ended for each in filling),
        "filed": sum(each.filed for each in filling),
        "idle": sum(each.idle for each in leaving),
        "longest": max((each.p90_seconds or 0 for each in filling), default=0),
    }
    return door.page(request, "studio/measures.html", context)


@require_safe
def measure(request: ActingRequest, code: str) -> HttpResponse:
    """One procedure, field by field."""
    door.require_studio(request)
    procedure = get_object_or_404(published(), code=code)
    days, filling, leaving = _figures(request)
    here = [each for each in leaving if each.procedure_id == procedure.pk]
    most = max((each.people for each in here), default=1)
    context = {
        "days": days,
        "periods": PERIODS,
        "procedure": procedure,
        "filling": next((each for each in filling if each.procedure_id == procedure.pk), None),
        "fields": [
            FieldLine(_word(procedure, each), each.field, each.ended, each.idle, round(100 * each.people / most))
            for each in here
        ],
    }
    return door.page(request, "studio/measure.html", context)


def _figures(request: ActingRequest) -> tuple[int, list[figures.Filling], list[figures.Leaving]]:
    at = legal_time.now()
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(period) for period in PERIODS} else PERIODS[0]
    last = legal_day(at)
    first = last - timedelta(days=days)
    return days, figures.filling(first=first, last=last), figures.leaving(first=first, last=last, at=at)


def _line(procedure: Procedure, filling: figures.Filling | None, leaving: figures.Leaving | None) -> Line:
    return Line(procedure, filling, _word(procedure, leaving), leaving.people if leaving else 0)


def _word(procedure: Procedure, leaving: figures.Leaving | None) -> str:
    """A field that a newer version has no more keeps its key."""
    if leaving is None:
        return ""
    if not leaving.field:
        return _("Chưa điền ô nào")
    assert procedure.current_version_id is not None, "published procedures have a version"
    field = definition_of(procedure.current_version_id).form.fields.get(leaving.field)
    return field.label if field else leaving.field
