"""What was asked of an applicant, item by item, as events and erasable words keep it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier, DossierEvent, Remark, SecondRequestWish
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import Action

REQUESTS = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A paper or a field by its key. Earlier requests had one reason for all of their items: then `fault` is empty."""

    key: str
    fault: Fault | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request for completion. `number` counts those of its kind; for a second one a head gave a reason."""

    event: DossierEvent
    at: datetime
    items: tuple[AskedItem, ...]
    reason: str
    number: int = 1
    allowed_because: str = ""


def items_of(event: DossierEvent) -> tuple[AskedItem, ...]:
    """The items of a request, in the order of its page. One query at most."""
    return items_of_all([event]).get(event.pk, ())


def items_of_all(events: Iterable[DossierEvent]) -> dict[int, tuple[AskedItem, ...]]:
    """The items of each event that asked for any, with one query for all words."""
    asked = {event.pk: event.details for event in events if event.details.get("items")}
    ids = [
        reason["remark"] for told in asked.values() for reason in told.get("reasons", {}).values() if "remark" in reason
    ]
    words = dict(Remark.objects.filter(pk__in=ids).values_list("pk", "text")) if ids else {}
    return {
        pk: tuple(_item(key, told.get("reasons", {}).get(key, {}), words) for key in told["items"])
        for pk, told in asked.items()
    }


def last_request(dossier: Dossier) -> Request:
    """The last request. Raises DossierEvent.DoesNotExist where nothing was ever asked for."""
    event = DossierEvent.objects.filter(dossier=dossier, action__in=REQUESTS).select_related("remark").latest("number")
    number = event.details.get("round", 1)
    return Request(
        event=event,
        at=event.happened_at,
        items=items_of(event),
        reason=event.remark.text if event.remark else "",
        number=number,
        allowed_because=allowed_because(dossier, before=event.number) if number > 1 else "",
    )


def wish_waiting(dossier: Dossier) -> SecondRequestWish | None:
    """What an officer has asked the head, while it waits for an answer."""
    waiting = SecondRequestWish.objects.filter(dossier=dossier, answered_at=None)
    return waiting.select_related("remark", "post__account__person", "post__agency").first()


def allowed_because(dossier: Dossier, *, before: int | None = None) -> str:
    """The reason of the head who last allowed one request more; `before` is the number of the request itself."""
    allowed = DossierEvent.objects.filter(dossier=dossier, action=Action.ALLOW_SECOND_REQUEST)
    if before is not None:
        allowed = allowed.filter(number__lt=before)
    last = allowed.select_related("remark").order_by("-number").first()
    return last.remark.text if last and last.remark else ""


def _item(key: str, reason: dict[str, object], words: dict[int, str]) -> AskedItem:
    fault = Fault(str(reason["code"])) if "code" in reason else None
    return AskedItem(key, fault, words.get(int(str(reason.get("remark", 0))), ""))
