"""One box for all that an officer may have in hand: a code, a name, an identity number, a telephone number."""

from cryptography.fernet import InvalidToken
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from motcua.dossiers.queries import search as queries
from motcua.effects.national_portal import arrivals
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: ActingRequest) -> HttpResponse:
    """In whatever the officer may see. What was typed is somebody's name or number: in the address it stands sealed."""
    finding.require_desk(request)
    if request.method == "POST":
        return _sealed(request)
    text = _opened(request.GET.get("s", ""))
    answer = queries.find(request.actor, arrivals.our_code(text) or text) if text else None
    if answer is not None and answer.kind.is_of_one_person:
        # Each dossier that is shown was looked for as this person's: its people can read that.
        finding.note_listed(request, [row.dossier_id for row in answer.found], part="search")
    found = answer.found if answer else ()
    return answering.page(request, "desk/search.html", {"q": text, "found": found, "most": queries.MOST})


def _sealed(request: ActingRequest) -> HttpResponse:
    text = request.POST.get("q", "").strip()[:_LONGEST]
    if not text:
        return redirect("desk:search")
    address = redirect("desk:search").url
    return redirect(f"{address}?{urlencode({'s': seal(text).decode()})}")


def _opened(sealed: str) -> str:
    """Empty where somebody else's address, or none, was typed."""
    try:
        return unseal(sealed.encode())
    except InvalidToken:
        return ""
