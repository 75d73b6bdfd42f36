"""The worklists: filters above, a quick view of the chosen row beside, acts on many below."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import filters, worklists
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.desk import answering, batch_acts, finding, list_filters, quick_view
from motcua.sites.desk.queues import OF, WORDS, address, shown_count
from motcua.sites.desk.reception import DecideBy
from motcua.sites.ui.acting import ActingRequest

_STUDIO = frozenset({Role.CATALOGUE_OFFICER, Role.TECHNICAL_ADMINISTRATOR})


@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """Where the day begins: the first queue of the role; for those without queues the studio or the counter."""
    if request.actor.role in _STUDIO:
        return redirect("/studio/")
    if request.actor.role is Role.HELPER:
        return redirect("desk:counter")
    finding.require_desk(request)
    return redirect("desk:list", queue=OF[request.actor.role][0])


@require_safe
def worklist(request: ActingRequest, queue: str) -> HttpResponse:
    if queue not in OF.get(request.actor.role, ()):
        raise Http404
    at, only = legal_time.now(), filters.read(request.GET)
    then = request.GET.get("then", "")
    if "HX-Request" in request.headers:
        chosen = quick_view.of(request, request.GET.get("chosen", ""), queue=queue, only=only, then=then, at=at)
        return render(request, "desk/_quick_view.html", {**chosen, "at": at, "decide_by": DecideBy()})
    after = request.GET.get("after", "")
    page = worklists.page(queue, request.actor, at=at, only=only, after=after)
    codes = [row.code for row in page.rows]
    chosen_code = request.GET.get("chosen", "")
    place = codes.index(chosen_code) if chosen_code in codes else 0
    following = codes[place + 1] if place + 1 < len(codes) else ""
    context = {
        "name": queue,
        "words": WORDS[queue],
        "page": page,
        "after": after,
        "at": at,
        "here": address(queue, only.query),
        "query": only.query,
        "only": only,
        "chosen_code": codes[place] if codes else "",
        "filter_fields": list_filters.fields(queue, actor=request.actor),
        "found_count": shown_count(worklists.count(queue, request.actor, at=at, only=only)) if only else "",
        "batch_acts": batch_acts.of(queue, role=request.actor.role),
        "batch_key": uuid4(),
        "decide_by": DecideBy(),
        **quick_view.of(request, codes[place] if codes else "", queue=queue, only=only, then=following, at=at),
    }
    return answering.page(request, "desk/list.html", context)
