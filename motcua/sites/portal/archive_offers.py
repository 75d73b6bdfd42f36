"""Papers of the person's own archive beside the papers that a draft still asks for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.blueprints.forms.answers import day_of
from motcua.dossiers.commands import reusing
from motcua.foundation.archive import using
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.files.models import ScanState
from motcua.sites.portal.attaching import back_to_paper
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: Of one kind: the newest are the ones that people mean.
MOST_OFFERED = 3


def offers(request: ActingRequest, draft: Draft) -> dict[str, list[ArchivedPaper]]:
    """By required paper: what would serve for it and does not lie in the dossier yet. One query."""
    wanted = {
        paper.key: paper.archive_kind for group in draft.paper_groups for paper in group.papers if paper.archive_kind
    }
    if not wanted or draft.dossier.is_practice:
        return {}
    owners = reusing.owners_for(draft.dossier, actor=request.actor, at=draft.at)
    found = using.usable(owners, kinds=set(wanted.values()), on=day_of(draft.at))
    kept = list(found.exclude(file__scan_state__in=[ScanState.PENDING, ScanState.INFECTED]))
    return {key: _fitting(draft, key, kind, kept) for key, kind in wanted.items()}


@require_POST
@on_draft
def reuse(request: ActingRequest, draft: Draft, paper_uuid: object) -> HttpResponse:
    """Somebody else's paper is not there; one of hers that does not serve is refused with the reason."""
    item = request.POST.get("item", "")
    if item not in {paper.key for group in draft.definition.paper_groups for paper in group.papers}:
        raise Http404
    mine = using.papers_of(reusing.owners_for(draft.dossier, actor=request.actor, at=draft.at))
    archived = get_object_or_404(mine, uuid=paper_uuid)
    reusing.reuse(draft.dossier, item=item, archived=archived, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã dùng lại giấy tờ “%(name)s”.") % {"name": archived.name})
    return back_to_paper(draft, item)


def _fitting(draft: Draft, key: str, kind: str, kept: list[ArchivedPaper]) -> list[ArchivedPaper]:
    given = {paper.file_id for paper in draft.papers.get(key, [])}
    return [each for each in kept if each.kind == kind and each.file_id not in given][:MOST_OFFERED]
