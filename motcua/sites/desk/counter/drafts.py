from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers as forms
from motcua.dossiers.access import typed_by
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Assistance
from motcua.dossiers.queries import visits
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.desk.counter import kept_papers, register_answers
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import typed
from motcua.sites.ui.filling.archive_offers import kept_note
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.images import keep_images
from motcua.sites.ui.filling.posted import posted

TEMPLATE = "desk/counter_draft.html"


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """The whole form on one page: an officer reads down the paper and types."""
    found = draft_of(request, uuid)
    if request.method == "POST":
        return _save(request, found)
    finding.note(request, found.dossier, part="answers")
    return page(request, found)


def draft_of(request: ActingRequest, uuid: UUID) -> Draft:
    at = legal_time.now()
    drafts = typed_by(request.actor, at=at).select_related("answers", "applicant", "deciding_agency")
    return Draft.of(get_object_or_404(drafts, uuid=uuid), at=at)


def consent_of(request: ActingRequest, draft: Draft) -> Assistance:
    """The consent by which this page is open."""
    alive = Assistance.objects.alive(draft.at).filter(dossier=draft.dossier, helper_account=request.user)
    return alive.latest("pk")


def page(
    request: ActingRequest,
    draft: Draft,
    *,
    values: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = typed.with_row(values or draft.known, table=request.GET.get("add", ""))
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "consent": consent_of(request, draft),
        "parts": [(part, [typed.drawn(field, draft) for field in part.fields]) for part in draft.parts],
        "values": shown,
        "problems": dict(problems or {}),
        "groups": draft.paper_groups,
        "offers": kept_papers.offered(request, draft),
        "kept_note": kept_note,
        "shared": visits.shared_with(draft.dossier, post_id=request.actor.post_id),
        "asks_register": register_answers.offers(draft),
        "missing": {paper.key for paper in draft.missing_papers},
    }
    return answering.page(request, TEMPLATE, context, status=status)


def _save(request: ActingRequest, draft: Draft) -> HttpResponse:
    """Keep first, judge afterwards."""
    asked = typed.asked_fields(draft.definition.form, request.POST.getlist("asked"))
    changed = forms.read(asked, posted(request.POST, asked))
    refused = keep_images(request, asked, changed, at=draft.at)
    try:
        revision = typed.revision(request.POST.get("revision", ""))
        drafting.save_answers(draft.dossier, changed=changed, revision=revision, at=draft.at)
    except drafting.ChangedElsewhere as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return page(request, draft, values={**draft.known, **changed}, status=409)
    return _onward(request, draft_of(request, draft.dossier.uuid), refused)


def _onward(request: ActingRequest, draft: Draft, refused: Mapping[str, str]) -> HttpResponse:
    """To the table whose row was added or left out, back to the form, or on to the check."""
    here = reverse("desk:counter-draft", kwargs={"uuid": draft.dossier.uuid})
    if register_answers.BUTTON in request.POST:
        register_answers.fill(request, draft)
        return redirect(here)
    if table := request.POST.get("add_row"):
        return redirect(f"{here}?add={table}#{table}" if table in draft.definition.form.fields else here)
    if row := request.POST.get("remove_row"):
        return redirect(f"{here}#{row.rpartition('-')[0]}")
    if "stop" in request.POST:
        messages.success(request, _("Đã lưu. Tờ khai nằm ở mục Nhận tại quầy."))
        return redirect("desk:counter")
    problems = {**typed.first_sentences(draft.problems), **refused}
    if problems:
        return page(request, draft, problems=problems, status=422)
    return redirect("desk:counter-check", uuid=draft.dossier.uuid)
