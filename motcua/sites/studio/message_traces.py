"""Dò tin: whoever runs the system follows a message from its cause to its delivery. Her look is written down."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications import trace
from motcua.foundation import legal_time
from motcua.foundation.audit.exports import note_export
from motcua.foundation.audit.looks import note_look
from motcua.sites.studio import door
from motcua.sites.ui import message_words
from motcua.sites.ui.acting import ActingRequest

LONGEST = 60


@require_safe
def message_trace(request: ActingRequest) -> HttpResponse:
    """By the code of a dossier or of an appointment; what is in the dossier she does not see."""
    if request.actor.role is not Role.TECHNICAL_ADMINISTRATOR:
        raise Http404
    code = request.GET.get("code", "")[:LONGEST].strip()
    found = trace.find(code) if code else None
    traced = trace.of(found) if found else []
    if found is not None:
        _note(request, found, rows=len(traced))
    context = {
        "code": code,
        "found": found,
        "traced": traced,
        "words": message_words,
    }
    page = door.page(request, "studio/message_trace.html", context)
    page.status_code = 404 if code and found is None else 200
    return page


def _note(request: ActingRequest, found: trace.Found, *, rows: int) -> None:
    """A dossier's people read who looked; of an appointment it is written down as what was taken out."""
    actor = request.actor
    assert actor.account_id is not None, "administrators have accounts"
    assert actor.post_id is not None, "and posts"
    account, post, at = actor.account_id, actor.post_id, legal_time.now()
    if found.dossier_id is not None:
        note_look(account_id=account, post_id=post, dossier_id=found.dossier_id, at=at, part="messages")
    else:
        what = f"messages of appointment {found.appointment_id}"
        note_export(account_id=account, post_id=post, what=what, rows=rows, at=at)
