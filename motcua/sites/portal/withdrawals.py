"""Taking a dossier back, after a page that says what it means."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import withdrawal as withdrawing
from motcua.dossiers.rules.lifecycle import Action, State, move_for
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        withdrawing.withdraw(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
        messages.success(request, _("Đã rút hồ sơ %(code)s.") % {"code": dossier.code})
        return redirect("portal:dossier", code=dossier.code)
    # Nobody is asked to confirm what will be refused.
    move_for(action=Action.WITHDRAW, state=State(dossier.state), role=request.actor.role)
    return render(request, "portal/withdrawal.html", {"dossier": dossier})
