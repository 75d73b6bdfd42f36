"""The telephone of the demonstration. In production it is not there."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.effects.codes import stand_in


@login_not_required
@require_safe
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "ui/stand_in_phone.html", {"received": stand_in.newest()})
