"""Step 2, attach: each file to the paper it stands for, as it is or with others as one document."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Paper
from motcua.foundation.files import assembling, storage
from motcua.foundation.files.kinds import KINDS
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download
from motcua.foundation.refusals import Refusal
from motcua.sites.portal.attaching import attach, back_to_paper, paper_or_404
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.wanted_papers import groups_of
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.archive_offers import kept_note, offers
from motcua.sites.ui.filling.draft import Draft

#: What a file dialogue offers: the kinds by name and by ending, since telephones know one or the other.
ACCEPTED = ",".join([kind.media_type for kind in KINDS] + [suffix for kind in KINDS for suffix in kind.suffixes[:2]])
#: Of a paper's name, which can be a sentence, in the name of a file.
_LONGEST = 80


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def papers(request: ActingRequest, draft: Draft) -> HttpResponse:
    return _take(request, draft) if request.method == "POST" else _page(request, draft)


@require_POST
@on_draft
def removal(request: ActingRequest, draft: Draft, paper_id: int) -> HttpResponse:
    paper = get_object_or_404(Paper.objects.select_related("dossier", "file"), pk=paper_id, dossier=draft.dossier)
    drafting.remove_paper(paper, at=draft.at)
    messages.success(request, _("Đã bỏ tệp %(name)s.") % {"name": paper.file.name})
    return back_to_paper(draft, paper.item)


@require_safe
@on_draft
def file(request: ActingRequest, draft: Draft, file_id: object) -> HttpResponseBase:
    """Look at what was attached."""
    paper = get_object_or_404(
        Paper.objects.select_related("file"), dossier=draft.dossier, file_id=file_id, removed_at=None
    )
    return download(paper.file)


def _take(request: ActingRequest, draft: Draft) -> HttpResponse:
    """Files that are good are kept although another of the same choice is refused."""
    paper = paper_or_404(draft, request.POST.get("item", ""))
    chosen = [each for each in request.FILES.getlist("file") if isinstance(each, UploadedFile)]
    if not chosen:
        return _page(request, draft, problems={paper.key: _("Chọn tệp trên máy rồi bấm “Tải lên”.")}, status=422)
    bundles = [chosen] if "together" in request.POST and len(chosen) > 1 else [[each] for each in chosen]
    refused = ""
    for bundle in bundles:
        try:
            stored = _stored(request, draft, paper, bundle)
        except Refusal as refusal:
            refused = refused or refusals.sentence(refusal)
        else:
            attach(request, draft, item=paper.key, file=stored)
    if refused:
        return _page(request, Draft.of(draft.dossier, at=draft.at), problems={paper.key: refused}, status=422)
    return back_to_paper(draft, paper.key)


def _stored(request: ActingRequest, draft: Draft, paper: RequiredPaper, bundle: list[UploadedFile]) -> StoredFile:
    if len(bundle) > 1:
        return assembling.store_together(bundle, name=f"{paper.name[:_LONGEST]}.pdf", by=request.user, at=draft.at)
    return storage.store(bundle[0], name=bundle[0].name or "", by=request.user, at=draft.at)


def _page(
    request: ActingRequest, draft: Draft, *, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "draft": draft,
        "groups": groups_of(draft),
        "offers": offers(draft, actor=request.actor),
        "kept_note": kept_note,
        "problems": problems or {},
        "accepted": ACCEPTED,
        "kinds": ", ".join(kind.suffixes[0].removeprefix(".").upper() for kind in KINDS),
        "most_pictures": assembling.MOST_PICTURES,
    }
    return render(request, "portal/papers.html", context, status=status)
