"""Buttons of the rules that protect people: a second request by the head's leave, a notice that hangs for its days."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import requests
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, Role, Seat, State, move_for

Link = tuple[str, str | Promise, str, str]

_REQUESTS = frozenset({Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT})
_ASKS = frozenset({Role.RECEPTIONIST, Role.PROCESSOR})


def is_in_time(dossier: Dossier, action: Action) -> bool:
    """Whether the law lets the act be done now: once without leave, and leave only where it is needed."""
    if action in _REQUESTS:
        return not requests.needs_allowance(dossier, action)
    if action is Action.ALLOW_SECOND_REQUEST:
        request = requests.request_of_stage(dossier)
        return request is not None and requests.needs_allowance(dossier, request)
    return True


def links(dossier: Dossier, items: Sequence[WorkItem], *, actor: Actor) -> list[Link]:
    """Address, word, drawing and key of what this officer can ask the head for, or note of a posting."""
    return [*_wish(dossier, actor), *(_posting(dossier, item) for item in items if item.act == Act.POST_PUBLICLY)]


def _wish(dossier: Dossier, actor: Actor) -> list[Link]:
    request = requests.request_of_stage(dossier)
    if request is None or actor.role not in _ASKS or not _would_be_ours(dossier, request, actor):
        return []
    if not requests.needs_allowance(dossier, request):
        return []
    href = reverse("desk:second-request-wish", kwargs={"code": dossier.code})
    return [(href, _("Đề nghị lãnh đạo cho phép"), "comment", "B")]


def _would_be_ours(dossier: Dossier, request: Action, actor: Actor) -> bool:
    by_role = {Action.ASK_TO_COMPLETE: Role.RECEPTIONIST, Action.REQUEST_SUPPLEMENT: Role.PROCESSOR}
    if by_role[request] is not actor.role:
        return False
    seat = move_for(action=request, state=State(dossier.state), role=actor.role).seat
    agencies = {Seat.RECEIVING_UNIT: dossier.receiving_unit_id, Seat.DECIDING_AGENCY: dossier.deciding_agency_id}
    return seat is not None and agencies[seat] == actor.agency_id


def _posting(dossier: Dossier, item: WorkItem) -> Link:
    href = reverse("desk:posting", kwargs={"code": dossier.code, "item_id": item.pk})
    return (href, _("Ghi niêm yết"), "file", "Y")
