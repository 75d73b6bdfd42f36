"""A file that was kept becomes one of the draft's papers, whichever way it came."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands import drafting
from motcua.foundation.files.models import StoredFile
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft


def paper_or_404(draft: Draft, item: str) -> RequiredPaper:
    paper = paper_named(draft.definition, key=item)
    if paper is None:
        raise Http404
    return paper


def attach(request: ActingRequest, draft: Draft, *, item: str, file: StoredFile) -> None:
    if any(given.file.sha256 == file.sha256 for given in draft.papers.get(item, [])):
        # A double click sent it twice: the sweep takes the second copy, once no row names it.
        file.delete()
    else:
        drafting.attach(draft.dossier, item=item, file=file, actor=request.actor, at=draft.at)
    messages.success(request, _("Đã nhận tệp %(name)s.") % {"name": file.name})


def back_to_paper(draft: Draft, item: str) -> HttpResponse:
    return redirect(f"{reverse('portal:papers', kwargs={'uuid': draft.dossier.uuid})}#{item}")
