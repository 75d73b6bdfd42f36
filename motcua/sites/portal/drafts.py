"""Starting a draft, and seeing how far it has come."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue import queries
from motcua.dossiers.commands import expiry, renewing
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.portal import cases, filing_places
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.starting import open_draft, procedure_of, started
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft


@require_http_methods(["GET", "HEAD", "POST"])
def drafts_of(request: ActingRequest, code: str) -> HttpResponse:
    """POST starts a draft or goes on with the one that is open; GET is where people come from signing in."""
    if request.actor.role is not Role.APPLICANT:
        raise PermissionDenied
    found = procedure_of(code)
    definition = queries.definition_of(found.version.pk)
    if not definition.channels.are_open("online"):
        messages.warning(request, _("Thủ tục này chưa nộp được trực tuyến. Các cách nộp khác ghi ở trang này."))
        return redirect("portal:procedure", code=found.procedure.code)
    if elsewhere := filing_places.elsewhere(definition, at=legal_time.now()):
        messages.warning(request, str(elsewhere.sentence))
        return redirect("portal:procedure", code=found.procedure.code)
    if request.method == "POST":
        if cases.START in request.POST:
            cases.remember(request, definition, at=legal_time.now())
        at = legal_time.now()
        dossier, is_new = started(request, found, at=at)
        if not is_new:
            messages.info(request, _("Ông/bà đang điền dở tờ khai này. Phần đã điền vẫn còn."))
        cases.carry_into(request, dossier, at=at)
        if request.POST.get("whose") == "other":
            return redirect("portal:holder", uuid=dossier.uuid)
        return redirect(_first_page(Draft.of(dossier, at=at)))
    context = {"d": definition, "open_draft": open_draft(request, found)}
    return render(request, "portal/start.html", context)


@require_safe
@on_draft
def overview(request: ActingRequest, draft: Draft) -> HttpResponse:
    told = draft.is_new and draft.dossier.answers.expiry_told_at
    context = {
        "draft": draft,
        "first_page": _first_page(draft),
        "ends_at": expiry.ends_at(draft.dossier.answers, kept=timedelta(days=settings.DRAFT_DAYS)) if told else None,
        "newer_version": renewing.newer_version(draft.dossier),
    }
    return render(request, "portal/overview.html", context)


def _first_page(draft: Draft) -> str:
    """Where to go on: the first page with something to mend or not seen yet, then papers, then the check."""
    uuid = draft.dossier.uuid
    for part in draft.parts:
        if any(problem.blocks for problem in draft.problems_in(part.key)):
            return reverse("portal:part", kwargs={"uuid": uuid, "key": part.key})
    return reverse("portal:papers" if draft.missing_papers else "portal:check", kwargs={"uuid": uuid})
