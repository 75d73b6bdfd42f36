"""Silence is no answer: gateways are asked about each try of which they have said nothing, ever more seldom."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.effects.payments import crediting
from motcua.effects.payments.gateways.table import GATEWAYS
from motcua.effects.payments.models import Attempt, AttemptState
from motcua.effects.payments.models.attempt import UNANSWERED
from motcua.effects.payments.port import Answered, Standing

#: After each question without an answer; then once a day.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 480))
_DAILY = timedelta(days=1)
#: After so many questions only a message or a statement can still bring the money.
_ENOUGH = len(_PAUSES) + 30
_AT_ONCE = 200


def ask_due(*, at: datetime) -> int:
    """Ask about everything whose time has come. How many were asked."""
    due = Attempt.objects.filter(ask_at__lte=at, gateway__in=GATEWAYS).order_by("ask_at")
    return sum(ask(attempt_id, at=at) is not None for attempt_id in due.values_list("pk", flat=True)[:_AT_ONCE])


def ask(attempt_id: int, *, at: datetime) -> AttemptState | None:
    """Ask about one, outside of any transaction: a gateway that hangs holds no row. None when there is no need to."""
    attempt = _take(attempt_id, at=at)
    if attempt is None:
        return None
    standing = GATEWAYS[attempt.gateway].ask(attempt, at=at)
    return hear(attempt, standing, at=at)


def hear(attempt: Attempt, standing: Standing, *, at: datetime) -> AttemptState:
    """What the gateway said when it was asked counts as what it says by itself."""
    if standing.answered is Answered.PAID and standing.money is not None:
        crediting.credit(standing.money, at=at)
    elif standing.answered is Answered.FAILED:
        crediting.fail(attempt, at=at, facts=dict(standing.facts))
    else:
        _wait(attempt, standing, at=at)
    return AttemptState(Attempt.objects.values_list("state", flat=True).get(pk=attempt.pk))


@transaction.atomic
def _take(attempt_id: int, *, at: datetime) -> Attempt | None:
    """Note that it is asked now, and when it would be asked next; another worker that comes by leaves it alone."""
    found = Attempt.objects.select_for_update(of=("self",), skip_locked=True)
    attempt = found.filter(pk=attempt_id, ask_at__lte=at, state__in=UNANSWERED).first()
    if attempt is None:
        return None
    pause = _PAUSES[attempt.asked_times] if attempt.asked_times < len(_PAUSES) else _DAILY
    attempt.asked_times, attempt.last_asked_at = attempt.asked_times + 1, at
    attempt.ask_at = at + pause if attempt.asked_times < _ENOUGH else None
    attempt.save(update_fields=["asked_times", "last_asked_at", "ask_at"])
    return attempt


@transaction.atomic
def _wait(attempt: Attempt, standing: Standing, *, at: datetime) -> None:
    """Nobody knows yet. A try whose page is closed and that the gateway has never seen is over."""
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if held.state not in UNANSWERED:
        return
    is_over = standing.answered is Answered.NOT_FOUND and held.expires_at <= at
    held.state = AttemptState.EXPIRED if is_over else AttemptState.UNKNOWN
    held.ask_at = None if is_over else held.ask_at
    held.facts = {**held.facts, **standing.facts}
    held.save(update_fields=["state", "ask_at", "facts"])
