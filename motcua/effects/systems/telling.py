"""What happens to a dossier becomes one delivery for each system that wants to hear of it."""

from collections.abc import Iterator

from django.db import transaction

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.systems import waking
from motcua.effects.systems.access import hears_of
from motcua.effects.systems.models import Delivery, Subscription
from motcua.foundation.jobs.queue import job

#: Under which name an act is told.
KINDS: dict[Action, str] = {
    Action.SUBMIT: "dossier.submitted",
    Action.ASK_TO_COMPLETE: "dossier.completion_requested",
    Action.RESUBMIT: "dossier.resubmitted",
    Action.REFUSE: "dossier.refused",
    Action.ACCEPT: "dossier.accepted",
    Action.REDIRECT: "dossier.redirected",
    Action.REQUEST_SUPPLEMENT: "dossier.supplement_requested",
    Action.SUPPLEMENT: "dossier.supplemented",
    Action.REQUEST_PAYMENT: "dossier.payment_requested",
    Action.CONFIRM_PAYMENT: "dossier.payment_confirmed",
    Action.SUSPEND: "dossier.suspended",
    Action.CONTINUE: "dossier.continued",
    Action.APOLOGISE: "dossier.reappointed",
    Action.CHANGE_CALENDAR: "dossier.due_date_changed",
    Action.PUBLISH: "dossier.result_issued",
    Action.DELIVER: "dossier.result_delivered",
    Action.WITHDRAW: "dossier.withdrawn",
    Action.STOP: "dossier.stopped",
}
#: What officers do among themselves, and a decision before it is out.
NOT_TOLD = frozenset(
    {
        Action.ASSIGN,
        Action.ALLOW_SECOND_REQUEST,
        Action.NOTE_UNANSWERED,
        Action.NOTE_DUE_SOON,
        Action.NOTE_OVERDUE,
        Action.DECIDE,
    }
)


@job("systems.note_event")
def note_event(*, event_id: int) -> None:
    """Running twice tells once: a subscription hears of one event by one delivery."""
    event = (
        DossierEvent.objects.select_related("dossier")
        .only("action", "happened_at", "recorded_at", "dossier__code")
        .get(pk=event_id)
    )
    if Action(event.action) in NOT_TOLD:
        return
    with transaction.atomic():
        Delivery.objects.bulk_create(_deliveries(event), ignore_conflicts=True)
        waking.wake(at=event.recorded_at, only=f"event {event.pk}")


def _deliveries(event: DossierEvent) -> Iterator[Delivery]:
    kind = KINDS[Action(event.action)]
    wanted = Subscription.objects.filter(ended_at=None, events__contains=[kind]).select_related("system")
    for subscription in wanted.order_by("made_at", "pk"):
        if hears_of(subscription.system, event.dossier_id):
            yield Delivery(
                subscription=subscription,
                cause=f"event {event.pk}",
                kind=kind,
                dossier_code=event.dossier.code or "",
                happened_at=event.happened_at,
                made_at=event.recorded_at,
                next_at=event.recorded_at,
            )
