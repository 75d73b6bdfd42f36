"""Step 2, attach: one file at once, each to the paper it stands for."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue.definition import GroupRule, RequiredPaper
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Paper
from motcua.foundation.files import storage
from motcua.foundation.files.kinds import KINDS
from motcua.foundation.files.response import download
from motcua.foundation.refusals import Refusal
from motcua.sites.portal.asked import asked_of
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: What a file dialogue offers: the kinds by name and by ending, since telephones know one or the other.
ACCEPTED = ",".join([kind.media_type for kind in KINDS] + [suffix for kind in KINDS for suffix in kind.suffixes[:2]])
_RULES = {
    GroupRule.ONE_OF: gettext_lazy("Chỉ cần một trong các giấy tờ này."),
    GroupRule.ALL: "",
    GroupRule.CONDITIONAL: "",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file that lies in the dossier. `is_gone`: its row is there and its bytes are not."""

    paper: Paper
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that this case needs, with the files given for it."""

    paper: RequiredPaper
    given: tuple[Given, ...]
    is_missing: bool
    is_asked_for: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    rule: str
    papers: tuple[Wanted, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def papers(request: ActingRequest, draft: Draft) -> HttpResponse:
    return _attach(request, draft) if request.method == "POST" else _page(request, draft)


@require_POST
@on_draft
def removal(request: ActingRequest, draft: Draft, paper_id: int) -> HttpResponse:
    paper = get_object_or_404(Paper.objects.select_related("dossier", "file"), pk=paper_id, dossier=draft.dossier)
    drafting.remove_paper(paper, at=draft.at)
    messages.success(request, _("Đã bỏ tệp %(name)s.") % {"name": paper.file.name})
    return redirect(f"{reverse('portal:papers', kwargs={'uuid': draft.dossier.uuid})}#{paper.item}")


@require_safe
@on_draft
def file(request: ActingRequest, draft: Draft, file_id: object) -> HttpResponseBase:
    """Look at what was attached."""
    paper = get_object_or_404(
        Paper.objects.select_related("file"), dossier=draft.dossier, file_id=file_id, removed_at=None
    )
    return download(paper.file)


def _attach(request: ActingRequest, draft: Draft) -> HttpResponse:
    item, chosen = request.POST.get("item", ""), request.FILES.get("file")
    if paper_named(draft.definition, key=item) is None:
        raise Http404
    if not isinstance(chosen, UploadedFile):
        return _page(request, draft, problems={item: _("Chọn tệp trên máy rồi bấm “Tải lên”.")}, status=422)
    try:
        stored = storage.store(chosen, name=chosen.name or "", by=request.user, at=draft.at)
    except Refusal as refusal:
        return _page(request, draft, problems={item: refusals.sentence(refusal)}, status=422)
    if any(given.file.sha256 == stored.sha256 for given in draft.papers.get(item, [])):
        # A double click sent it twice: the sweep takes the second copy, once no row names it.
        stored.delete()
    else:
        drafting.attach(draft.dossier, item=item, file=stored, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã nhận tệp %(name)s.") % {"name": stored.name})
    return redirect(f"{reverse('portal:papers', kwargs={'uuid': draft.dossier.uuid})}#{item}")


def _page(
    request: ActingRequest, draft: Draft, *, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "draft": draft,
        "groups": _groups(draft),
        "problems": problems or {},
        "accepted": ACCEPTED,
        "kinds": ", ".join(kind.suffixes[0].removeprefix(".").upper() for kind in KINDS),
    }
    return render(request, "portal/papers.html", context, status=status)


def _groups(draft: Draft) -> list[Group]:
    """What the case needs; then what an officer asked for besides, and files whose paper is no longer needed."""
    asked = set(asked_of(draft.dossier).items)
    missing = {paper.key for paper in draft.missing_papers}
    groups = [
        Group(group.label, str(_RULES[group.rule]), tuple(_wanted(draft, p, asked, missing) for p in group.papers))
        for group in draft.paper_groups
    ]
    listed = {paper.key for group in draft.paper_groups for paper in group.papers}
    others = [paper_named(draft.definition, key=key) for key in sorted((asked | set(draft.papers)) - listed)]
    rest = tuple(_wanted(draft, paper, asked, missing) for paper in others if paper is not None)
    return [*groups, Group(_("Giấy tờ khác"), "", rest)] if rest else groups


def _wanted(draft: Draft, paper: RequiredPaper, asked: set[str], missing: set[str]) -> Wanted:
    given = tuple(
        Given(each, is_gone=not storage.path_of(each.file_id).exists()) for each in draft.papers.get(paper.key, [])
    )
    return Wanted(paper, given, is_missing=paper.key in missing, is_asked_for=paper.key in asked)
