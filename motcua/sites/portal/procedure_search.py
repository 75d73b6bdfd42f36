"""Finding a procedure: by words, by what happens in life, by who decides, or in the national catalogue."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import procedure_facts as facts
from motcua.sites.portal import ways_in, words

LONGEST_QUERY = 200
PAGE = 30
#: Of what cannot be filed here, so many are shown below what can; the rest on request.
NATIONAL_SHOWN = 5
SUGGESTED = 8
MINUTES = 5 * 60


@login_not_required
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    return _found(request, query) if query else _listed(request)


@login_not_required
@require_safe
@cache_control(public=True, max_age=MINUTES)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Names under the search box, for what has been typed so far."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    return JsonResponse(queries.suggestions(typed, at_most=SUGGESTED) if typed else [], safe=False)


@dataclass(frozen=True, slots=True)
class Card:
    code: str
    name: str
    description: str
    definition: Definition
    time: facts.Fact
    fee: facts.Fact
    level: tuple[words.Word, str, str]


def _found(request: HttpRequest, query: str) -> HttpResponse:
    """By words, in order of fit. A code that was typed leads straight to its procedure."""
    outcome = queries.search(query)
    if outcome.is_code:
        return redirect("portal:procedure", code=outcome.hits[0].code)
    shown = outcome.national if "all" in request.GET else outcome.national[:NATIONAL_SHOWN]
    context = {
        **_frame(),
        "query": query,
        "agencies_meant": ways_in.agencies_meant(query),
        "is_sure": outcome.confident,
        "cards": _cards(queries.named_by(outcome.hits)),
        "count": len(outcome.fileable),
        "national": [ways_in.Readable(hit.code, hit.name, hit.description) for hit in shown],
        "national_more": len(outcome.national) - len(shown),
    }
    return render(request, "portal/procedures.html", context)


def _listed(request: HttpRequest) -> HttpResponse:
    """All of them, or those of one way in, by name and page by page."""
    chosen = ways_in.chosen(request.GET)
    after = request.GET.get("after", "")
    if chosen is not None and chosen.is_national:
        entries = ways_in.national_page(chosen.key, after=after, size=PAGE + 1)
        shown: dict[str, object] = {"national": entries[:PAGE], "count": chosen.count}
        last = entries[PAGE - 1].code if len(entries) > PAGE else ""
    else:
        found = list(ways_in.page(chosen, after=after)[: PAGE + 1])
        shown = {"cards": _cards(found[:PAGE]), "count": chosen.count if chosen else queries.published().count()}
        last = found[PAGE - 1].code if len(found) > PAGE else ""
    context = {**_frame(), **shown, "chosen": chosen, "after": after, "next_after": last}
    return render(request, "portal/procedures.html", context)


def _frame() -> dict[str, object]:
    return {"events": ways_in.events(), "agencies": ways_in.agencies(), "levels": ways_in.levels()}


def _cards(procedures: list[Procedure]) -> list[Card]:
    on = legal_day(legal_time.now())
    return [_card(procedure, on=on) for procedure in procedures]


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
