"""Starting a draft, and seeing how far it has come."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms import answers as forms
from motcua.dossiers.commands import drafting, expiry, renewing
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.sites.portal import cases, finding
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import deciding_agencies
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.known_facts import from_profile, offered


@require_http_methods(["GET", "HEAD", "POST"])
def drafts_of(request: ActingRequest, code: str) -> HttpResponse:
    """POST starts a draft or goes on with the one that is open; GET is where people come from signing in."""
    if request.actor.role is not Role.APPLICANT:
        raise PermissionDenied
    try:
        found = queries.find(code)
    except queries.ProcedureUnknown as unknown:
        raise Http404 from unknown
    definition = queries.definition_of(found.version.pk)
    if not definition.channels.are_open("online"):
        messages.warning(request, _("Thủ tục này chưa nộp được trực tuyến. Các cách nộp khác ghi ở trang này."))
        return redirect("portal:procedure", code=found.procedure.code)
    if request.method == "POST":
        if cases.START in request.POST:
            cases.remember(request, definition, at=legal_time.now())
        started = _started(request, found, definition, at=legal_time.now())
        cases.carry_into(request, started.dossier, at=started.at)
        if request.POST.get("whose") == "other":
            return redirect("portal:holder", uuid=started.dossier.uuid)
        return redirect(_first_page(started))
    context = {"d": definition, "open_draft": _open_draft(request, found)}
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


def _started(request: ActingRequest, found: queries.Found, definition: Definition, *, at: datetime) -> Draft:
    """One open draft of a procedure at a time: a second press goes on with the first."""
    with transaction.atomic():
        account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.user.pk)
        earlier = _open_draft(request, found)
        if earlier is not None:
            messages.info(request, _("Ông/bà đang điền dở tờ khai này. Phần đã điền vẫn còn."))
            return Draft.of(earlier, at=at)
        known = offered(definition.form, account.person)
        started = drafting.start(
            found.version,
            actor=request.actor,
            deciding_agency=deciding_agencies.nearest(definition, account.person, on=forms.day_of(at)),
            at=at,
            prefilled={**forms.defaults(definition.form), **known},
            sources=from_profile(known),
        )
    return Draft.of(started, at=at)


def _open_draft(request: ActingRequest, found: queries.Found) -> Dossier | None:
    drafts = finding.own(request.actor).filter(
        state=State.DRAFT, is_practice=False, procedure_version__procedure=found.procedure
    )
    return drafts.select_related("answers").first()


def _first_page(draft: Draft) -> str:
    """Where to go on: the first page with something to mend or not seen yet, then papers, then the check."""
    uuid = draft.dossier.uuid
    for part in draft.parts:
        if any(problem.blocks for problem in draft.problems_in(part.key)):
            return reverse("portal:part", kwargs={"uuid": uuid, "key": part.key})
    return reverse("portal:papers" if draft.missing_papers else "portal:check", kwargs={"uuid": uuid})
