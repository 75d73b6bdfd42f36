"""Find what a page is about, through the one place that says who may see it. What is not visible is not there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import handed_out_at, visible_to
from motcua.dossiers.models import Dossier, Result, WorkItem
from motcua.dossiers.queries import team
from motcua.dossiers.rules.codes import normalised
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, State
from motcua.foundation import legal_time
from motcua.foundation.audit import looks
from motcua.sites.desk import acts
from motcua.sites.desk.queues import OF
from motcua.sites.ui.acting import ActingRequest

_WITH = ("procedure_version__procedure", "applicant", "holder", "holder_organisation", "deciding_agency")
_UNITS = ("receiving_unit", "helper_account__person", "representative", "answers")


def require_desk(request: ActingRequest) -> None:
    """For those whose work is not dossiers, the desk is not there."""
    if request.actor.role not in OF:
        raise Http404


def require_head(request: ActingRequest) -> None:
    """For those who give out no work, the team's pages are not there."""
    if not team.assigns(request.actor):
        raise Http404


def dossier_of(request: ActingRequest, code: str) -> Dossier:
    require_desk(request)
    found = visible_to(request.actor).select_related(*_WITH, *_UNITS)
    return get_object_or_404(found, code=normalised(code))


def at_the_desk(request: ActingRequest, code: str) -> Dossier:
    """Also one of which only the result is handed out here, for the pages that hand it out."""
    require_desk(request)
    found = (visible_to(request.actor) | handed_out_at(request.actor)).select_related(*_WITH, *_UNITS)
    return get_object_or_404(found, code=normalised(code))


def is_only_handed_out(request: ActingRequest, dossier: Dossier) -> bool:
    return not visible_to(request.actor).filter(pk=dossier.pk).exists()


def dossier_for(request: ActingRequest, code: str, action: Action) -> Dossier:
    """The dossier, if this officer may do that to it now. Raises NotAllowed, so that nobody fills a form in vain."""
    find = at_the_desk if action is Action.DELIVER else dossier_of
    dossier = find(request, code)
    if not acts.is_open(dossier, action, actor=request.actor):
        raise NotAllowed(action=action, state=State(dossier.state), role=request.actor.role)
    return dossier


def item_of(dossier: Dossier, item_id: int) -> WorkItem:
    """A step of the dossier; whether it is still open and this officer's is for the command to say."""
    return get_object_or_404(WorkItem.objects.select_related("dossier"), pk=item_id, dossier=dossier)


def results_of(dossier: Dossier) -> QuerySet[Result]:
    """The last one before the decision counts, so it stands last."""
    return dossier.results.select_related("file").order_by("pk")


def paper_key(dossier: Dossier, given: str) -> str:
    """The key of a paper that the procedure asks for; another is not there."""
    if paper_named(definition_of(dossier.procedure_version_id), key=given) is None:
        raise Http404
    return given


def note(request: ActingRequest, dossier: Dossier, *, file_id: UUID | None = None, part: str = "") -> None:
    """The citizen can read who looked, from which post, and when."""
    account_id, post_id = _who(request)
    at = legal_time.now()
    looks.note_look(account_id=account_id, post_id=post_id, dossier_id=dossier.pk, at=at, file_id=file_id, part=part)


def note_listed(request: ActingRequest, dossier_ids: Iterable[int], *, part: str) -> None:
    """The same for each dossier of a list that was opened by somebody's number, or that says where people live."""
    account_id, post_id = _who(request)
    at = legal_time.now()
    looks.note_listed(account_id=account_id, post_id=post_id, dossier_ids=dossier_ids, at=at, part=part)


def _who(request: ActingRequest) -> tuple[int, int]:
    actor = request.actor
    assert actor.account_id is not None, "officers have accounts"
    assert actor.post_id is not None, "only officers reach the desk"
    return actor.account_id, actor.post_id
