"""The same paper for another procedure of the same visit: the file that is here already is given once more."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import digitising, drafting
from motcua.dossiers.models import DigitalCopy
from motcua.dossiers.queries import visits
from motcua.sites.desk.counter import drafts
from motcua.sites.ui.acting import ActingRequest


@require_POST
def shared_paper(request: ActingRequest, uuid: UUID, paper_id: int) -> HttpResponse:
    draft = drafts.draft_of(request, uuid)
    item = request.POST.get("item", "")
    offered = visits.shared_with(draft.dossier, post_id=request.actor.post_id).get(item, [])
    given = next((paper for paper in offered if paper.pk == paper_id), None)
    if given is None:
        raise Http404
    again = drafting.attach(draft.dossier, item=item, file=given.file, actor=request.actor, at=draft.at)
    copy = DigitalCopy.objects.filter(paper=given).first()
    if copy is not None and not DigitalCopy.objects.filter(paper=again).exists():
        signed_by = copy.signed_by
        digitising.copy_of(again, pages=copy.pages, signed_by=signed_by, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã dùng chung giấy tờ “%(name)s”.") % {"name": given.file.name})
    return redirect(f"{reverse('desk:counter-draft', args=[uuid])}#{item}")
