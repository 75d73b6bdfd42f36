"""Làm thử: the same pages with nothing at stake. What comes out says what would have happened, and is thrown away."""

import io
from functools import lru_cache

import pikepdf
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms import answers as forms
from motcua.dossiers.commands import drafting
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.sites.portal import cases, filing_places, process_steps
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.prospects import prospect
from motcua.sites.portal.starting import open_draft, procedure_of, started
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: One paper may bring up another; no case has more.
_MOST_PAPERS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: ActingRequest, code: str) -> HttpResponse:
    """What practice is, and its beginning; a practice that is open is gone on with."""
    if request.actor.role is not Role.APPLICANT:
        raise PermissionDenied
    found = procedure_of(code)
    definition = queries.definition_of(found.version.pk)
    if not definition.channels.are_open("online") or filing_places.elsewhere(definition, at=legal_time.now()):
        raise Http404
    if request.method != "POST":
        open_practice = open_draft(request, found, is_practice=True)
        return render(request, "portal/practice.html", {"d": definition, "open_practice": open_practice})
    begun, _is_new = started(request, found, at=legal_time.now(), is_practice=True)
    cases.carry_into(request, begun, at=legal_time.now())
    return redirect("portal:part", uuid=begun.uuid, key=forms.QUESTIONS)


@require_safe
@on_draft
def outcome(request: ActingRequest, draft: Draft) -> HttpResponse:
    """What filing would have led to."""
    _require_practice(draft)
    if not draft.is_complete:
        messages.info(request, _("Còn chỗ chưa điền xong. Sửa các mục nêu ở trang này rồi thử nộp lại."))
        return redirect("portal:check", uuid=draft.dossier.uuid)
    channel = draft.dossier.channel
    context = {
        "draft": draft,
        "d": draft.definition,
        "expected": prospect(draft.definition, draft.known, channel=channel, at=draft.at),
        "papers": [paper.file.name for given in draft.papers.values() for paper in given],
        "steps": process_steps.with_notes(draft.definition, channel=channel),
    }
    return render(request, "portal/practice_outcome.html", context)


@require_POST
@on_draft
def pretend(request: ActingRequest, draft: Draft) -> HttpResponse:
    """As if every paper had been photographed: a blank page stands for each."""
    _require_practice(draft)
    for _each in range(_MOST_PAPERS):
        lacking = draft.missing_papers
        if not lacking:
            break
        blank = storage.store(io.BytesIO(_blank_page()), name="giay-lam-thu.pdf", by=request.user, at=draft.at)
        drafting.attach(draft.dossier, item=lacking[0].key, file=blank, actor=request.actor, at=draft.at)
        draft = Draft.of(draft.dossier, at=draft.at)
    messages.success(request, _("Đã coi như có đủ giấy tờ. Mỗi giấy là một trang trắng để làm thử."))
    return redirect("portal:papers", uuid=draft.dossier.uuid)


def _require_practice(draft: Draft) -> None:
    if not draft.dossier.is_practice:
        raise Http404


@lru_cache(maxsize=1)
def _blank_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.save(out)
    return out.getvalue()
