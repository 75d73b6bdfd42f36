"""Answering an officer's request: exactly what was asked for, each with where to mend it, then filed once more."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.commands import filing, intake, processing
from motcua.dossiers.models import Dossier, Filing
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.portal.asked import asked_of, asked_path, items_to_mend
from motcua.sites.portal.check import to_mend
from motcua.sites.portal.headlines import headline
from motcua.sites.portal.submissions import key_of
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

_File = Callable[..., Filing]


@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: ActingRequest, code: str) -> HttpResponse:
    """Before acceptance: hoàn thiện."""
    return _answer(request, code, intake.resubmit)


@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: ActingRequest, code: str) -> HttpResponse:
    """While it is handled: bổ sung; the legal period begins again."""
    return _answer(request, code, processing.supplement)


def _answer(request: ActingRequest, code: str, file: _File) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    at = legal_time.now()
    return _file(request, dossier, file, at=at) if request.method == "POST" else _page(request, dossier, at=at)


def _file(request: ActingRequest, dossier: Dossier, file: _File, *, at: datetime) -> HttpResponse:
    try:
        file(dossier, actor=request.actor, at=at, key=key_of(request))
    except (filing.AnswersIncomplete, filing.PapersMissing, filing.PaperGone) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect(asked_path(dossier))
    messages.success(request, _("Đã nộp phần hoàn thiện. Mã hồ sơ vẫn như cũ."))
    return redirect("portal:dossier", code=dossier.code)


def _page(request: ActingRequest, dossier: Dossier, *, at: datetime) -> HttpResponse:
    asked = asked_of(dossier)
    if not asked.items:
        messages.info(request, _("Hồ sơ này hiện không cần hoàn thiện gì thêm."))
        return redirect("portal:dossier", code=dossier.code)
    draft = Draft.of(finding.draft_of(request, dossier.uuid), at=at)
    context = {
        "dossier": dossier,
        "draft": draft,
        "asked": asked,
        "items": items_to_mend(draft, asked),
        "to_mend": to_mend(draft),
        "headline": headline(dossier, at=at),
        "path": asked_path(dossier),
        "key": uuid4().hex,
    }
    return render(request, "portal/completion.html", context)
