"""Take a kept paper instead of uploading it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import reusing
from motcua.foundation.archive import using
from motcua.sites.portal.attaching import back_to_paper, paper_or_404
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft


@require_POST
@on_draft
def reuse(request: ActingRequest, draft: Draft, paper_uuid: object) -> HttpResponse:
    """Somebody else's paper is not there; one of hers that does not serve is refused with the reason."""
    required = paper_or_404(draft, request.POST.get("item", ""))
    mine = using.papers_of(reusing.owners_for(draft.dossier, actor=request.actor, at=draft.at))
    archived = get_object_or_404(mine, uuid=paper_uuid)
    reusing.reuse(draft.dossier, item=required.key, archived=archived, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã dùng lại giấy tờ “%(name)s”.") % {"name": archived.name})
    return back_to_paper(draft, required.key)
