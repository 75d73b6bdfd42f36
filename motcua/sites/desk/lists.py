"""The worklists, with a quick view of the chosen row beside the list."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.dossiers.access import visible_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.desk import acts, answering, finding
from motcua.sites.desk.queues import OF, WORDS
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
    if "HX-Request" in request.headers:
        return _quick_view(request)
    after = request.GET.get("after", "")
    page = worklists.LISTS[queue](request.actor, after=after)
    first = page.rows[0].code if page.rows else ""
    word, icon, nothing = WORDS[queue]
    context = {"name": queue, "word": word, "icon_name": icon, "nothing": nothing, "page": page, "after": after}
    chosen = request.GET.get("chosen") or first
    return answering.page(request, "desk/list.html", {**context, **_chosen(request, chosen), "decide_by": DecideBy()})


def _quick_view(request: ActingRequest) -> HttpResponse:
    chosen = _chosen(request, request.GET.get("chosen", ""))
    return render(request, "desk/_quick_view.html", {**chosen, "at": legal_time.now(), "decide_by": DecideBy()})


def _chosen(request: ActingRequest, code: str) -> dict[str, object]:
    """Nothing that the row does not say about the person: a quick view is no look into the dossier."""
    found = visible_to(request.actor).select_related("procedure_version__procedure", "deciding_agency")
    dossier = found.filter(code=code).first()
    return {} if dossier is None else {"chosen": dossier, **_facts(dossier, request)}


def _facts(dossier: Dossier, request: ActingRequest) -> dict[str, object]:
    filing = dossier.filings.latest("number")
    definition = definition_of(dossier.procedure_version_id)
    limits = applicable(definition, answers=filing.answers, channel=dossier.channel, manual=())
    return {"filing": filing, "limits": limits, "buttons": acts.buttons(dossier, actor=request.actor)}
