"""Where the time goes: step by step, the one that took the most of it first."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.effects.reporting import steps as counted
from motcua.effects.reporting.steps import StepTime
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering
from motcua.sites.desk.reports.whole import around, whole
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Line:
    step: str
    procedure: Procedure
    agency: Agency
    time: StepTime
    #: Of the longest, for the drawing.
    share: int


@require_safe
def steps(request: ActingRequest) -> HttpResponse:
    told = whole(request)
    found = counted.step_times(told.span.first, told.span.last, agencies=told.agencies)
    procedures = Procedure.objects.in_bulk({each.procedure for each in found})
    agencies = Agency.objects.in_bulk({each.agency for each in found})
    most = max((each.total for each in found), default=1) or 1
    lines = [
        Line(
            _step_word(procedures[each.procedure], each.step),
            procedures[each.procedure],
            agencies[each.agency],
            each,
            round(100 * each.total / most),
        )
        for each in found
    ]
    return answering.page(request, "desk/report_steps.html", {**around(request, told), "lines": lines})


def _step_word(procedure: Procedure, key: str) -> str:
    """A step that a newer version has no more keeps its key."""
    if procedure.current_version_id is None:
        return key
    step = next((each for each in definition_of(procedure.current_version_id).steps if each.key == key), None)
    return step.name if step else key
