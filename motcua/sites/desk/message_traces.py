"""Tin đã gửi cho người dân: which news of a dossier went out, and what became of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.effects.notifications import trace
from motcua.sites.desk import answering, finding
from motcua.sites.ui import message_words
from motcua.sites.ui.acting import ActingRequest


@require_safe
def message_trace(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    finding.note(request, dossier, part="messages")
    context = {"dossier": dossier, "traced": trace.of_dossier(dossier.pk), "words": message_words}
    return answering.page(request, "desk/message_trace.html", context)
