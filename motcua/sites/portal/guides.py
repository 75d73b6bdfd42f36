"""Hướng dẫn từng bước: one procedure on paper, for those who take it along or give it to somebody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import filing_places, words
from motcua.sites.portal import procedure_facts as facts
from motcua.sites.portal.desks import desks_for
from motcua.sites.portal.receipts import qr_of
from motcua.sites.portal.starting import procedure_of
from motcua.sites.ui import paperless_words
from motcua.sites.ui.acting import ActingRequest


@login_not_required
@require_safe
def guide(request: ActingRequest, code: str) -> HttpResponse:
    found = procedure_of(code)
    if code != found.procedure.code:
        return redirect("portal:guide", code=found.procedure.code, permanent=True)
    definition, at = queries.definition_of(found.version.pk), legal_time.now()
    elsewhere = filing_places.elsewhere(definition, at=at)
    address = settings.PUBLIC_URL + reverse("portal:guide", kwargs={"code": code})
    context = {
        "d": definition,
        "facts": facts,
        "words": words,
        "on": legal_day(at),
        "at": at,
        "is_open_online": definition.channels.are_open("online") and elsewhere is None,
        "elsewhere": elsewhere,
        "steps": [step.name for step in definition.process.for_channel("online").steps],
        "time": facts.time_fact(definition),
        "fee": facts.fee_fact(definition, on=legal_day(at)),
        "place": facts.place_fact(definition),
        "result": facts.result_fact(definition),
        "desks": desks_for(definition, at=at),
        "paperless": paperless_words.ahead(found.procedure.pk, at=at),
        "address": address.split("://", 1)[-1],
        "qr": qr_of(address),
    }
    return render(request, "portal/guide.html", context)
