"""What a procedure asks and gives."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import filing_places, national_procedures, process_steps, words
from motcua.sites.portal import procedure_facts as facts
from motcua.sites.portal.desks import desks_for
from motcua.sites.ui import paperless_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.deciding_agencies import deciding


@login_not_required
@require_safe
def procedure(request: ActingRequest, code: str) -> HttpResponse:
    try:
        found = queries.find(code)
    except queries.ProcedureUnknown:
        return national_procedures.page(request, code)
    if found.redirected_from is not None or code != found.procedure.code:
        return redirect("portal:procedure", code=found.procedure.code, permanent=True)
    definition = queries.definition_of(found.version.pk)
    at = legal_time.now()
    on = legal_day(at)
    context = {
        "d": definition,
        "facts": facts,
        "words": words,
        "on": on,
        "is_open_online": definition.channels.are_open("online"),
        "elsewhere": filing_places.elsewhere(definition, at=at),
        "agencies": deciding(definition, on=on),
        "desks": desks_for(definition, at=at, commune=_commune_of(request)),
        "steps": process_steps.with_notes(definition, channel="online"),
        "paperless": paperless_words.ahead(found.procedure.pk, at=at),
        "related": list(queries.published().filter(code__in=definition.related)),
        "time": facts.time_fact(definition),
        "fee": facts.fee_fact(definition, on=on),
        "place": facts.place_fact(definition),
        "result": facts.result_fact(definition),
    }
    return render(request, "portal/procedure.html", context)


def _commune_of(request: ActingRequest) -> str:
    """Where the person who looks lives, once she has signed in."""
    return str(request.user.person.residence.get("commune", "")) if request.user.is_authenticated else ""
