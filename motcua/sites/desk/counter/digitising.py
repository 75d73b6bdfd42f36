"""The station where a paper becomes a document: photograph or scan its pages, count them, put them in order, sign."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands import digitising
from motcua.dossiers.models import DigitalCopy
from motcua.foundation.files import assembling
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import key_file as signing
from motcua.sites.desk import answering, finding
from motcua.sites.desk.counter.benches import open_at_counter
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

TEMPLATE = "desk/digitising.html"
_MOST_DIGITS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def station(request: ActingRequest, uuid: UUID, item: str) -> HttpResponse:
    draft = open_at_counter(request, uuid)
    paper = paper_named(draft.definition, key=item)
    if paper is None:
        raise Http404
    if request.method != "POST":
        finding.note(request, draft.dossier, part="papers")
        return _page(request, draft, paper)
    return _taken(request, draft, paper)


def _taken(request: ActingRequest, draft: Draft, paper: RequiredPaper) -> HttpResponse:
    pictures = [each for each in request.FILES.getlist("file") if isinstance(each, UploadedFile)]
    pages = request.POST.get("pages", "").strip()
    if not (pages.isascii() and pages.isdecimal() and 0 < len(pages) <= _MOST_DIGITS and int(pages)):
        return _page(request, draft, paper, problem=_("Đếm số trang của giấy rồi nhập vào ô “Số trang”."))
    if not pictures:
        return _page(request, draft, paper, problem=_("Chụp hoặc chọn ảnh các trang rồi bấm “Ghép và lưu”."))
    try:
        copy = digitising.digitise(
            draft.dossier,
            paper=paper,
            pictures=pictures,
            pages=int(pages),
            by=request.user,
            actor=request.actor,
            at=draft.at,
        )
    except Refusal as refusal:
        return _page(request, draft, paper, problem=refusals.sentence(refusal))
    messages.success(request, _saved(copy))
    return redirect(f"{reverse('desk:digitising', args=[draft.dossier.uuid, paper.key])}#copies")


def _saved(copy: DigitalCopy) -> str:
    facts = {"pages": copy.pages, "by": copy.signed_by}
    if copy.signed_by:
        return _("Đã lưu bản điện tử %(pages)s trang, ký bởi %(by)s.") % facts
    return _("Đã lưu bản điện tử %(pages)s trang. Bản này chưa ký số.") % facts


def _page(request: ActingRequest, draft: Draft, paper: RequiredPaper, *, problem: str = "") -> HttpResponse:
    copies = DigitalCopy.objects.filter(
        paper__dossier=draft.dossier, paper__item=paper.key, paper__removed_at=None
    ).select_related("paper__file")
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "paper": paper,
        "copies": list(copies.order_by("made_at")),
        "is_signed": signing.is_set_up(),
        "most_pictures": assembling.MOST_PICTURES,
        "problem": problem,
        "pages": request.POST.get("pages", ""),
        "back": _back(draft),
    }
    return answering.page(request, TEMPLATE, context, status=422 if problem else 200)


def _back(draft: Draft) -> str:
    if draft.is_new:
        return reverse("desk:counter-draft", args=[draft.dossier.uuid])
    return reverse("desk:mending", args=[draft.dossier.code])
