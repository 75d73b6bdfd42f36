"""Tin đã gửi cho tôi: which messages of a dossier went out to me, by which way, and whether they arrived."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.effects.notifications import trace
from motcua.sites.portal import finding
from motcua.sites.ui import message_words
from motcua.sites.ui.acting import ActingRequest


@require_safe
def message_trace(request: ActingRequest, code: str) -> HttpResponse:
    """Hers alone: what others of the dossier were sent is theirs."""
    dossier = finding.dossier_of(request, code)
    traced = trace.of_dossier(dossier.pk, person_id=request.user.person_id)
    context = {"dossier": dossier, "traced": traced, "words": message_words}
    return render(request, "portal/message_trace.html", context)
