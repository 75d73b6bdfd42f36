"""What people think of the agencies of the province: all together, or one of them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.sites.studio import door
from motcua.sites.ui import periods, rating_results
from motcua.sites.ui.acting import ActingRequest


@require_safe
def ratings(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    at, period, chosen = legal_time.now(), request.GET.get("period", ""), request.GET.get("agency", "")
    span = periods.span_of(period, at=at)
    agencies = list(Agency.objects.order_by("code"))
    asked = [each.pk for each in agencies if each.code == chosen] or [each.pk for each in agencies]
    context = {
        "span": span,
        "period": period,
        "periods": periods.choices(at),
        "agencies": agencies,
        "chosen": chosen,
        "shown": rating_results.shown(asked, span=span),
    }
    return door.page(request, "studio/ratings.html", context)
