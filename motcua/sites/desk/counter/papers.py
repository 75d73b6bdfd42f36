from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands import drafting, reusing
from motcua.dossiers.models import Paper
from motcua.foundation.archive import using
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.counter import drafts
from motcua.sites.desk.counter.benches import open_at_counter
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest


@require_POST
def papers(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """Attach one scan to the paper that it stands for."""
    draft = drafts.draft_of(request, uuid)
    item, chosen = request.POST.get("item", ""), request.FILES.get("file")
    if paper_named(draft.definition, key=item) is None:
        raise Http404
    if not isinstance(chosen, UploadedFile):
        return drafts.page(request, draft, problems={item: _("Chọn tệp rồi bấm “Tải lên”")}, status=422)
    try:
        stored = storage.store(chosen, name=chosen.name or "", by=request.user, at=draft.at)
    except Refusal as refusal:
        return drafts.page(request, draft, problems={item: refusals.sentence(refusal)}, status=422)
    drafting.attach(draft.dossier, item=item, file=stored, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã nhận tệp %(name)s.") % {"name": stored.name})
    return _back(uuid, item)


@require_POST
def paper_removal(request: ActingRequest, uuid: UUID, paper_id: int) -> HttpResponse:
    draft = open_at_counter(request, uuid)
    paper = get_object_or_404(Paper.objects.select_related("dossier"), pk=paper_id, dossier=draft.dossier)
    drafting.remove_paper(paper, at=draft.at)
    return _back(uuid, paper.item) if draft.is_new else redirect("desk:mending", code=draft.dossier.code)


@require_POST
def reuse(request: ActingRequest, uuid: UUID, paper_uuid: UUID) -> HttpResponse:
    """A paper that the applicant keeps already. Anybody else's is not there."""
    draft = drafts.draft_of(request, uuid)
    item = request.POST.get("item", "")
    if paper_named(draft.definition, key=item) is None:
        raise Http404
    theirs = using.papers_of(reusing.owners_for(draft.dossier, actor=request.actor, at=draft.at))
    archived = get_object_or_404(theirs, uuid=paper_uuid)
    reusing.reuse(draft.dossier, item=item, archived=archived, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã dùng lại giấy tờ “%(name)s”.") % {"name": archived.name})
    return _back(uuid, item)


def _back(uuid: UUID, item: str) -> HttpResponse:
    return redirect(f"{reverse('desk:counter-draft', kwargs={'uuid': uuid})}#{item}")
