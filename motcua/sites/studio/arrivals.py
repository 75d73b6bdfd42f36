"""What the national portal brought, and what of it waits for a person. What a message says is nobody's to read here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.effects.national_portal import sorting
from motcua.effects.national_portal.arrival_models import Arrival, Became
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import arrival_words, door
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 50
_WORDS = {"faults": arrival_words.FAULTS, "became": arrival_words.BECAME, "services": arrival_words.SERVICES}


@require_safe
def arrivals(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    waiting = sorting.waiting()
    context = {"waiting": waiting[:PAGE], "count": waiting.count(), "lately": sorting.lately()[:PAGE], **_WORDS}
    return door.page(request, "studio/arrivals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: ActingRequest, number: int) -> HttpResponse:
    door.require_studio(request)
    found = get_object_or_404(sorting.lately(), pk=number)
    return _sorted(request, found) if request.method == "POST" else _show(request, found)


def _sorted(request: ActingRequest, found: Arrival) -> HttpResponse:
    note, at = request.POST.get("note", ""), legal_time.now()
    try:
        if "again" in request.POST:
            sorting.try_again(found.pk, by=request.user.pk, at=at)
            messages.success(request, _("Đang nhận lại bản tin. Hồ sơ sẽ về quầy trong ít phút."))
        else:
            sorting.dismiss(found.pk, by=request.user.pk, note=note, at=at)
            messages.success(request, _("Đã bỏ qua bản tin và ghi lại lý do."))
    except (sorting.StillWrong, sorting.NoteMissing, sorting.NotToSort) as refusal:
        return _show(request, found, refusal=refusal, note=note)
    return redirect("studio:arrivals")


def _show(request: ActingRequest, found: Arrival, *, refusal: Refusal | None = None, note: str = "") -> HttpResponse:
    of_note = isinstance(refusal, sorting.NoteMissing)
    context = {
        "arrival": found,
        "is_open": found.became in (Became.REFUSED, Became.SET_ASIDE),
        "problems": {"note" if of_note else "again": refusals.sentence(refusal)} if refusal else {},
        "note": note,
        **_WORDS,
    }
    response = door.page(request, "studio/arrival.html", context)
    response.status_code = 422 if refusal else 200
    return response
