"""Hồ sơ này của ai? For oneself, for a relative, under authorisation, or for one's organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.commands import assistance
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import holder_pages
from motcua.sites.ui.filling.draft import Draft


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def holder(request: ActingRequest, draft: Draft) -> HttpResponse:
    return holder_pages.choice(request, draft, _HERE)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def holder_details(request: ActingRequest, draft: Draft, basis: str) -> HttpResponse:
    return holder_pages.details(request, draft, _HERE, basis=basis)


@require_POST
@on_draft
def assistance_ending(request: ActingRequest, draft: Draft) -> HttpResponse:
    """She wants no more help: what a helper could open is closed at once."""
    assistance.end(draft.dossier, at=draft.at)
    messages.success(request, _("Đã kết thúc việc nộp giúp. Người giúp không mở được hồ sơ này nữa."))
    return redirect("portal:holder", uuid=draft.dossier.uuid)


def _draw(request: ActingRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, context, status=status)


def _onward(request: ActingRequest, draft: Draft) -> str:
    """Back to the check where one came from there; otherwise to the first questions."""
    if request.GET.get("back") == "check":
        return reverse("portal:check", args=[draft.dossier.uuid])
    return reverse("portal:part", args=[draft.dossier.uuid, draft.parts[0].key])


_HERE = holder_pages.Place(
    choice="portal:holder",
    details="portal:holder-details",
    choice_template="portal/holder.html",
    details_template="portal/holder_details.html",
    draw=_draw,
    onward=_onward,
)
