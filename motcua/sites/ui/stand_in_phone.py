"""The telephones and mailboxes of the demonstration. In production they are not there."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.messaging import demonstration


@login_not_required
@require_safe
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    context: dict[str, object] = {"reachable": False, "received": []}
    with suppress(demonstration.MailboxUnreachable):
        context = {"reachable": True, "received": demonstration.newest()}
    return render(request, "ui/stand_in_phone.html", context)
