"""What happens to a dossier becomes one delivery for each system that wants to hear of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import DossierEvent, Result
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
#: What becomes of a result that was out is no act on the dossier: its legal life is over and stays so.
RECALLED, REPLACED = "dossier.result_recalled", "dossier.result_replaced"
TOLD = frozenset(KINDS.values()) | {RECALLED, REPLACED}
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


@dataclass(frozen=True, slots=True)
class _News:
    """One thing that happened. `cause` names it: a subscription hears of it by one delivery."""

    kind: str
    cause: str
    dossier_id: int
    dossier_code: str
    happened_at: datetime
    known_at: datetime


@job("systems.note_event")
def note_event(*, event_id: int) -> None:
    event = (
        DossierEvent.objects.select_related("dossier")
        .only("action", "happened_at", "recorded_at", "dossier__code")
        .get(pk=event_id)
    )
    if Action(event.action) in NOT_TOLD:
        return
    _tell(
        _News(
            kind=KINDS[Action(event.action)],
            cause=f"event {event.pk}",
            dossier_id=event.dossier_id,
            dossier_code=event.dossier.code or "",
            happened_at=event.happened_at,
            known_at=event.recorded_at,
        )
    )


@job("systems.result_recalled")
def result_recalled(*, result_id: int) -> None:
    """Whoever has the document must hear that it is no longer good."""
    result = Result.objects.select_related("dossier", "recall").defer(f"dossier__{HEAVY}").get(pk=result_id)
    _tell_of_result(result, kind=RECALLED, at=result.recall.at)


@job("systems.result_replaced")
def result_replaced(*, result_id: int) -> None:
    """`result_id` is the one that is good now."""
    result = Result.objects.select_related("dossier").defer(f"dossier__{HEAVY}").get(pk=result_id)
    assert result.published_at is not None, "told when it is out"
    _tell_of_result(result, kind=REPLACED, at=result.published_at)


def _tell_of_result(result: Result, *, kind: str, at: datetime) -> None:
    _tell(
        _News(
            kind=kind,
            cause=f"result {result.pk} {kind.removeprefix('dossier.result_')}",
            dossier_id=result.dossier_id,
            dossier_code=result.dossier.code or "",
            happened_at=at,
            known_at=at,
        )
    )


@transaction.atomic
def _tell(news: _News) -> None:
    """Running twice tells once."""
    Delivery.objects.bulk_create(_deliveries(news), ignore_conflicts=True)
    waking.wake(at=news.known_at, only=news.cause)


def _deliveries(news: _News) -> Iterator[Delivery]:
    wanted = Subscription.objects.filter(ended_at=None, events__contains=[news.kind]).select_related("system")
    for subscription in wanted.order_by("made_at", "pk"):
        if hears_of(subscription.system, news.dossier_id):
            yield Delivery(
                subscription=subscription,
                cause=news.cause,
                kind=news.kind,
                dossier_code=news.dossier_code,
                happened_at=news.happened_at,
                made_at=news.known_at,
                next_at=news.known_at,
            )
