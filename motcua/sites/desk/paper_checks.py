"""The officer's check of one paper: in order, or what is wrong with it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import checking
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.faults import Fault
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest

_GOOD = "good"


@require_POST
def paper_check(request: ActingRequest, code: str) -> HttpResponse:
    """Mark a paper of the last filing, or one that is missing. Raises WordsMissing."""
    dossier = finding.dossier_of(request, code)
    file_id = _file_of(dossier, request.POST.get("file", ""))
    item = _item_of(dossier, request.POST.get("item", ""), file_id)
    mark = request.POST.get("mark", "")
    if mark != _GOOD and mark not in set(Fault):
        raise Http404
    checking.mark(
        dossier,
        item=item,
        actor=request.actor,
        at=legal_time.now(),
        file_id=file_id,
        fault=None if mark == _GOOD else Fault(mark),
        words=request.POST.get("words", "")[:500],
    )
    if "HX-Request" in request.headers:
        return answering.done(request, dossier, _("Đã ghi kết quả đối chiếu."))
    return redirect(f"{redirect('desk:dossier', code=dossier.code).url}#papers")


def _file_of(dossier: Dossier, given: str) -> UUID | None:
    if not given:
        return None
    filed = {paper["file"] for paper in dossier.filings.latest("number").papers}
    if given not in filed:
        raise Http404
    return UUID(given)


def _item_of(dossier: Dossier, given: str, file_id: UUID | None) -> str:
    """The paper for which the file was given; without a file one that the procedure knows."""
    if file_id is None:
        return finding.paper_key(dossier, given)
    return next(str(p["item"]) for p in dossier.filings.latest("number").papers if p["file"] == str(file_id))
