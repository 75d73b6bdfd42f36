"""What happens to a dossier becomes messages to the national portal, in the transaction of the job that notes it."""

from django.db import transaction

from motcua.dossiers.models import DossierEvent, FeeDuty, Result, ResultState
from motcua.effects.national_portal import client, ledger
from motcua.effects.national_portal.ledger import Cause
from motcua.effects.national_portal.models import Operation, Standing
from motcua.foundation.jobs.queue import enqueue, job

#: Sends what waits for one dossier; the worker knows the time and does it.
SEND, QUEUE = "national_portal.send", "national_portal"


@job("national_portal.report_status")
def report_status(*, event_id: int) -> None:
    """An event: the whole dossier as it is after it, and a line of progress.

    Jobs may overtake each other; what happened before this event and is not told yet goes before it.
    """
    dossier_id = DossierEvent.objects.values_list("dossier_id", flat=True).get(pk=event_id)
    with transaction.atomic():
        for event in ledger.untold(dossier_id, up_to=event_id):
            cause = Cause(f"event {event.number}", event.happened_at)
            ledger.queue(event, ledger.operations_for(dossier_id), cause=cause)
    wake(dossier_id)


@job("national_portal.duty_ended")
def duty_ended(*, duty_id: int) -> None:
    """Money has come, or is no longer asked for: no event of the dossier, and yet the portal counts it."""
    duty = FeeDuty.objects.get(pk=duty_id)
    moment = duty.settled_at or duty.cancelled_at
    if moment is not None:
        _tell_anew(duty.dossier_id, Cause(f"duty {duty.number}", moment))


@job("national_portal.result_changed")
def result_changed(*, result_id: int) -> None:
    """A result was recalled, or another took its place: links and titles change."""
    result = Result.objects.select_related("recall").get(pk=result_id)
    moment = result.recall.at if result.state == ResultState.RECALLED else result.published_at
    if moment is not None:
        _tell_anew(result.dossier_id, Cause(f"result {result.pk} {result.state}", moment))


def note_paid_there(duty_id: int) -> None:
    """A sum came through the portal's own payment platform."""
    dossier_id = FeeDuty.objects.values_list("dossier_id", flat=True).get(pk=duty_id)
    Standing.objects.update_or_create(dossier_id=dossier_id, defaults={"paid_there": True})


def wake(dossier_id: int) -> None:
    if client.is_connected():
        enqueue(SEND, lock=f"{SEND}:{dossier_id}", queue=QUEUE, dossier_id=dossier_id)


def _tell_anew(dossier_id: int, cause: Cause) -> None:
    """After what is in the line already: what happened later and is not told yet says it as well."""
    last = ledger.last_message(dossier_id)
    if last is not None:
        told = Cause(cause.key, max(cause.as_of, last.as_of))
        ledger.queue(last.event, (Operation.DOSSIER,), cause=told)
        wake(dossier_id)
