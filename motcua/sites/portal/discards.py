"""Throwing a draft away, after a page that says what it means."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import drafting
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def discard(request: ActingRequest, draft: Draft) -> HttpResponse:
    if request.method == "POST":
        drafting.discard(draft.dossier, at=draft.at)
        messages.success(request, _("Đã bỏ tờ khai đang điền."))
        return redirect("portal:dossiers")
    return render(request, "portal/discard.html", {"draft": draft})
