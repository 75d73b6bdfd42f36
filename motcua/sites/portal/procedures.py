"""Finding a procedure and reading what it asks."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.forms.answers import day_of
from motcua.blueprints.workflows.steps import steps_for
from motcua.foundation import legal_time
from motcua.sites.portal import national_procedures, words
from motcua.sites.portal import procedure_facts as facts
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.deciding_agencies import deciding

LONGEST_QUERY = 200
PAGE = 30
HOUR = 3600


@login_not_required
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    event, after = request.GET.get("event", ""), request.GET.get("after", "")
    groups = {group.key: group for group in queries.by_life_event()}
    found = list(_found(query, event, after)[: PAGE + 1])
    on = day_of(legal_time.now())
    context = {
        "query": query,
        "event": groups.get(event),
        "after": after,
        "cards": [_card(procedure, on=on) for procedure in found[:PAGE]],
        "count": _found(query, event, "").count(),
        "next_after": found[PAGE - 1].code if len(found) > PAGE else "",
        "groups": list(groups.values()),
    }
    return render(request, "portal/procedures.html", context)


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
    on = day_of(legal_time.now())
    context = {
        "d": definition,
        "facts": facts,
        "words": words,
        "on": on,
        "is_open_online": definition.channels.are_open("online"),
        "agencies": deciding(definition, on=on),
        "steps": [(step.name, "") for step in steps_for(definition.steps, channel="online")],
        "related": list(queries.published().filter(code__in=definition.related)),
        "time": facts.time_fact(definition),
        "fee": facts.fee_fact(definition, on=on),
        "place": facts.place_fact(definition),
        "result": facts.result_fact(definition),
    }
    return render(request, "portal/procedure.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=HOUR)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Every name, for the suggestions under the search box."""
    return JsonResponse(list(queries.published().values_list("short_name", flat=True)), safe=False)


@dataclass(frozen=True, slots=True)
class Card:
    code: str
    name: str
    description: str
    definition: Definition
    time: facts.Fact
    fee: facts.Fact
    level: tuple[words.Word, str, str]


def _card(procedure: Procedure, *, on: date) -> Card:
    assert procedure.current_version_id is not None, "published procedures have a version"
    definition = queries.definition_of(procedure.current_version_id)
    return Card(
        code=procedure.code,
        name=procedure.short_name,
        description=definition.description,
        definition=definition,
        time=facts.time_fact(definition),
        fee=facts.fee_fact(definition, on=on),
        level=words.SERVICE_LEVELS[definition.channels.online],
    )


def _found(query: str, event: str, after: str) -> QuerySet[Procedure]:
    """By words in order of fit, otherwise by name and paged by it."""
    if query:
        return queries.search(query)
    named = queries.published().filter(life_events__contains=[event]) if event else queries.published()
    last = Procedure.objects.filter(code=after).values("name_folded")[:1]
    return named.filter(name_folded__gt=last) if after else named
