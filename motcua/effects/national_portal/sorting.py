"""What a person does with messages that were refused or set aside: try once more, or put away with a reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from motcua.effects.national_portal import inbound
from motcua.effects.national_portal.arrival_models import Arrival, Became, Fault, Service
from motcua.effects.national_portal.arrival_wire import Item
from motcua.foundation.refusals import Refusal

_FOR_A_PERSON = (Became.REFUSED, Became.SET_ASIDE)


class NotToSort(Refusal):
    """Somebody has dealt with this message, or it came through meanwhile."""


class StillWrong(Refusal):
    """Nothing has changed: the message would be refused once more."""


class NoteMissing(Refusal):
    """Whoever puts a message away says why."""


def waiting() -> QuerySet[Arrival]:
    """The newest first."""
    return _all().filter(became__in=_FOR_A_PERSON).order_by("-changed_at", "-message_id")


def lately() -> QuerySet[Arrival]:
    return _all().order_by("-message_id")


@transaction.atomic
def try_again(message_id: int, *, by: int, at: datetime) -> None:
    """After the catalogue, an agency or a person was put right. Raises NotToSort, StillWrong."""
    arrival = _held(message_id)
    message = arrival.message
    if message.service == Service.NONE:
        raise StillWrong
    bad = inbound.problem_of(Item(Service(message.service), message.content), at=at)
    if bad is not None:
        raise StillWrong
    _settle(arrival, Became.WAITING, by=by, note="", at=at)
    inbound.begin(message)


@transaction.atomic
def dismiss(message_id: int, *, by: int, note: str, at: datetime) -> None:
    """Nothing is needed of it: told twice in other words, a test of theirs. Raises NotToSort, NoteMissing."""
    arrival = _held(message_id)
    if not note.strip():
        raise NoteMissing
    _settle(arrival, Became.DISMISSED, by=by, note=note.strip()[:500], at=at)


def _all() -> QuerySet[Arrival]:
    """Each with `our_code`, empty where no dossier came of it; the message itself stays sealed where it lies."""
    found = Arrival.objects.select_related("message", "settled_by__person").defer("message__body_sealed")
    return found.annotate(our_code=F("message__filed_there__dossier__code"))


def _held(message_id: int) -> Arrival:
    held = Arrival.objects.select_for_update(of=("self",)).select_related("message")
    arrival = held.filter(pk=message_id, became__in=_FOR_A_PERSON).first()
    if arrival is None:
        raise NotToSort
    return arrival


def _settle(arrival: Arrival, became: Became, *, by: int, note: str, at: datetime) -> None:
    arrival.became, arrival.settled_by_id, arrival.note, arrival.changed_at = became, by, note, at
    if became is Became.WAITING:
        arrival.fault, arrival.where = Fault.NONE, ""
        arrival.acknowledged_at = arrival.acknowledged_at or at
    arrival.save(update_fields=["became", "settled_by", "note", "changed_at", "fault", "where", "acknowledged_at"])
