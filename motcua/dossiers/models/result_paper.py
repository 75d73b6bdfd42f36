"""Where the paper of a result lies while it waits for its person, by what the desks have said."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.work_item import HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.organisations.models import Agency


def delivery_item(dossier: Dossier) -> WorkItem | None:
    """None where there is nothing to hand out yet, or any more."""
    if State(dossier.state) is not State.RESULT_READY:
        return None
    open_items = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.DELIVER)
    return open_items.select_related("agency", "given_by").first()


def paper_at(item: WorkItem) -> Agency:
    """The desk that said last that it has come; before any did, the one that sends it."""
    last = _arrivals().filter(work_item=item).values_list("by_post__agency_id", flat=True).first()
    return Agency.objects.get(pk=last) if last else item.given_by or item.agency


def not_arrived(items: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
    """Without the results of which the desk where they are fetched has said that they have come."""
    came_to = Subquery(_arrivals().filter(work_item=OuterRef("pk")).values("by_post__agency_id")[:1])
    is_away = ~Q(act=Act.DELIVER) | Q(came_to=None) | ~Q(came_to=F("agency_id"))
    return items.annotate(came_to=came_to).filter(is_away)


def _arrivals() -> QuerySet[HandOver]:
    """The last first."""
    return HandOver.objects.filter(kind=HandOverKind.RECEIVED).order_by("-pk")
