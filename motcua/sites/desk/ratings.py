"""What people think of this agency, for its head: counts, and never who."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.desk import answering
from motcua.sites.ui import periods, rating_results
from motcua.sites.ui.acting import ActingRequest


@require_safe
def ratings(request: ActingRequest) -> HttpResponse:
    agency_id = request.actor.agency_id
    if request.actor.role is not Role.HEAD or agency_id is None:
        raise Http404
    at, period = legal_time.now(), request.GET.get("period", "")
    span = periods.span_of(period, at=at)
    context = {
        "at": at,
        "span": span,
        "period": period,
        "periods": periods.choices(at),
        "shown": rating_results.shown([agency_id], span=span),
        "name": "ratings",
    }
    return answering.page(request, "desk/ratings.html", context)
