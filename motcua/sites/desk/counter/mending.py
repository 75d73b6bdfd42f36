"""Bổ sung tại quầy: she has come back with what was asked for, and the officer types and scans exactly that."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.forms import answers as forms
from motcua.dossiers.commands import drafting, filing, intake, processing, visiting
from motcua.dossiers.models import Deed, Dossier, Filing
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding
from motcua.sites.desk.counter.benches import open_at_counter
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import typed
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.images import keep_images
from motcua.sites.ui.filling.posted import posted

TEMPLATE = "desk/mending.html"
#: In which state it was sent back, and how it is filed once more.
_ANSWERED: dict[State, tuple[Action, Callable[..., Filing]]] = {
    State.INCOMPLETE: (Action.RESUBMIT, intake.resubmit),
    State.SUPPLEMENT_REQUESTED: (Action.SUPPLEMENT, processing.supplement),
}


@require_http_methods(["GET", "HEAD", "POST"])
def mending(request: ActingRequest, code: str) -> HttpResponse:
    seen = finding.dossier_of(request, code)
    action, file = _ANSWERED.get(State(seen.state), (Action.SUPPLEMENT, processing.supplement))
    dossier = finding.dossier_for(request, code, action)
    draft = open_at_counter(request, dossier.uuid)
    if request.method != "POST":
        finding.note(request, dossier, part="answers")
        return _page(request, draft)
    return _filed(request, draft, file) if "file_again" in request.POST else _saved(request, draft)


def _saved(request: ActingRequest, draft: Draft) -> HttpResponse:
    """Keep first, judge afterwards."""
    asked = typed.asked_fields(draft.definition.form, request.POST.getlist("asked"))
    changed = forms.read(asked, posted(request.POST, asked))
    refused = keep_images(request, asked, changed, at=draft.at)
    revision = typed.revision(request.POST.get("revision", ""))
    try:
        drafting.save_answers(draft.dossier, changed=changed, revision=revision, at=draft.at)
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return _page(request, draft, values={**draft.known, **changed}, status=409)
    after = open_at_counter(request, draft.dossier.uuid)
    problems = {**typed.first_sentences(after.problems), **refused}
    if problems:
        return _page(request, after, problems=problems, status=422)
    messages.success(request, _("Đã lưu."))
    return redirect("desk:mending", code=draft.dossier.code)


def _filed(request: ActingRequest, draft: Draft, file: Callable[..., Filing]) -> HttpResponse:
    dossier, at = draft.dossier, legal_time.now()
    key = f"counter {dossier.uuid.hex} {request.POST.get('key', '')[:64]}"
    try:
        file(dossier, actor=request.actor, at=at, key=key)
    except (filing.AnswersIncomplete, filing.PapersMissing, filing.PaperGone) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("desk:mending", code=dossier.code)
    visiting.note(dossier, Deed.MENDED, actor=request.actor, at=at)
    messages.success(request, _("Đã nhận phần bổ sung của hồ sơ %(code)s.") % {"code": dossier.code})
    return redirect("desk:dossier", code=dossier.code)


def _page(
    request: ActingRequest,
    draft: Draft,
    *,
    values: dict[str, object] | None = None,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "parts": [(part, [typed.drawn(field, draft) for field in part.fields]) for part in draft.parts if part.fields],
        "values": values or draft.known,
        "problems": problems or {},
        "papers": _papers(draft),
        "reason": _reason(draft.dossier),
        "to_mend": list(typed.first_sentences(draft.problems).values()),
        "key": uuid4().hex,
    }
    return answering.page(request, TEMPLATE, context, status=status)


def _papers(draft: Draft) -> list[RequiredPaper]:
    """Those that are open to be mended, in the order of the procedure."""
    keys = draft.open.papers if draft.open else frozenset()
    found = (paper_named(draft.definition, key=key) for key in sorted(keys))
    return [paper for paper in found if paper is not None]


def _reason(dossier: Dossier) -> str:
    """In the words of the officer who asked."""
    asked = dossier.events.filter(action__in=(Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT))
    last = asked.select_related("remark").order_by("-number").first()
    return last.remark.text if last and last.remark else ""
