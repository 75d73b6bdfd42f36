"""One message for each status of a dossier: noted from the event, sent in order, tried again until it arrives."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.effects.measuring import client, codes, wire
from motcua.effects.measuring.models import Measurement
from motcua.effects.measuring.wire import MeasuringRefused
from motcua.foundation.jobs.queue import enqueue, job

SEND = "measuring.send"
_MOST_AGAIN = 500
#: So long the queue tries by itself.
PATIENCE = timedelta(days=4)


@job("measuring.note_event")
def note_event(*, event_id: int) -> None:
    """Where nobody is to be told, nothing is written down. A status is told once, and again only after another."""
    if not client.is_connected():
        return
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    status = codes.status(
        action=Action(event.action), from_state=State(event.from_state), to_state=State(event.to_state)
    )
    if status is None or _is_known(event, status):
        return
    with transaction.atomic():
        made, is_new = Measurement.objects.get_or_create(
            event=event, defaults={"dossier": event.dossier, "status": status}
        )
        if is_new:
            _queue(made)


def deliver(measured: Measurement, *, at: datetime) -> None:
    """Told before and not heard of is told again: the service counts a status of a dossier once.

    Raises MeasuringDown, for the queue to try again.
    """
    if measured.sent_at is not None:
        return
    own = Measurement.objects.filter(pk=measured.pk)
    own.update(tries=F("tries") + 1)
    try:
        client.tell(wire.message(measured))
    except MeasuringRefused:
        own.update(refused_at=at)
        return
    own.update(sent_at=at, refused_at=None)


def send_again(*, noted_before: datetime) -> int:
    """Queue what never arrived and which no job tries any more, the oldest first."""
    return _queue_all(Measurement.objects.filter(sent_at=None, refused_at=None, noted_at__lt=noted_before))


def send_refused() -> int:
    """Once what the service refused has been mended."""
    return _queue_all(Measurement.objects.filter(sent_at=None).exclude(refused_at=None))


def _queue_all(found: QuerySet[Measurement]) -> int:
    waiting = list(found.order_by("pk")[:_MOST_AGAIN])
    for measured in waiting:
        _queue(measured)
    return len(waiting)


def _queue(measured: Measurement) -> None:
    enqueue(SEND, lock=f"{SEND}:{measured.dossier_id}", measurement_id=measured.pk)


def _is_known(event: DossierEvent, status: codes.Status) -> bool:
    """Its last event before this one that said anything said the same."""
    earlier = Measurement.objects.filter(dossier=event.dossier, event__number__lt=event.number)
    last = earlier.order_by("-event__number").values_list("status", flat=True).first()
    return last == status
