from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import search as queries
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 100


@require_safe
def search(request: ActingRequest) -> HttpResponse:
    """By code or by the beginning of a name, in whatever the officer may see."""
    finding.require_desk(request)
    text = request.GET.get("q", "").strip()[:_LONGEST]
    found = queries.by_code_or_name(request.actor, text) if text else ()
    return answering.page(request, "desk/search.html", {"q": text, "found": found, "most": queries.MOST})
