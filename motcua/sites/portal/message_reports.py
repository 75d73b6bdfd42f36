"""Where gateways report what became of a message. No person comes here; the address itself is the secret."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation import legal_time
from motcua.foundation.messaging import reports
from motcua.foundation.messaging.gateways.esms import inbound


@login_not_required
@require_safe
@never_cache
def esms(request: HttpRequest, key: str) -> HttpResponse:
    """It reports by GET, up to five times until we answer. What is not ours is not there."""
    if not inbound.is_door_key(key):
        raise Http404
    try:
        inbound.take(request.GET.dict(), at=legal_time.now())
    except reports.NotOurs:
        raise Http404 from None
    return HttpResponse("OK", content_type="text/plain")
