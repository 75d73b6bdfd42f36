"""Whose dossier is it that the person at the counter hands in? Her own, or another's with the ground for it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.sites.desk import answering, finding
from motcua.sites.desk.counter import drafts
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import holder_pages
from motcua.sites.ui.filling.draft import Draft


@require_http_methods(["GET", "HEAD", "POST"])
def holder(request: ActingRequest, uuid: UUID) -> HttpResponse:
    return holder_pages.choice(request, _looked_at(request, uuid), _HERE)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def holder_details(request: ActingRequest, uuid: UUID, basis: str) -> HttpResponse:
    return holder_pages.details(request, _looked_at(request, uuid), _HERE, basis=basis)


def _looked_at(request: ActingRequest, uuid: UUID) -> Draft:
    draft = drafts.draft_of(request, uuid)
    if request.method != "POST":
        finding.note(request, draft.dossier, part="holder")
    return draft


def _onward(_request: ActingRequest, draft: Draft) -> str:
    return reverse("desk:counter-draft", args=[draft.dossier.uuid])


_HERE = holder_pages.Place(
    choice="desk:counter-holder",
    details="desk:counter-holder-details",
    choice_template="desk/counter_holder.html",
    details_template="desk/counter_holder_details.html",
    draw=answering.page,
    onward=_onward,
)
