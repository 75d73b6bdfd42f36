"""When the system looks at a dossier again, and what it does then. It reads only what is due."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import duties, members, stopping
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.models import Channel, Dossier, DutyKind, Watch, WatchFor
from motcua.dossiers.record import record
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, add, legal_day

#: So many are looked at in one go; the next go comes in a quarter of an hour.
MOST_AT_ONCE = 5000
_ASKED = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)
_ASKED_STATES = (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED)


def reception(dossier: Dossier, *, at: datetime) -> None:
    """A filing waits for its answer: look again when its officers should have opened it.

    Where its fee comes first and is not paid, it waits for that: look again when it may be given up.
    """
    if duties.come_first(dossier, at=at) and duties.unsettled(dossier):
        Watch.objects.filter(dossier=dossier, watch_for__in=(WatchFor.ALERT, WatchFor.DECISION)).delete()
        _look_again(dossier, WatchFor.PAYMENT, at=_given_up_at(dossier, at))
    else:
        _look_again(dossier, WatchFor.ALERT, at=_alert_at(dossier, at))


def paid(dossier: Dossier, *, at: datetime) -> None:
    """Nobody is asked for a sum any more: where the reception waited for it, its hours begin now."""
    if dossier.state == State.SUBMITTED and duties.come_first(dossier, at=at):
        reception(dossier, at=at)


def completion(dossier: Dossier, *, asked_at: datetime) -> None:
    """The applicant was asked: look again on the first day on which the dossier may be closed."""
    _look_again(dossier, WatchFor.COMPLETION, at=_closable_at(dossier, asked_at))


def note_unanswered(*, at: datetime) -> int:
    """Filings whose answer is due by now; gives of how many it was noted."""
    return _look(WatchFor.ALERT, at=at) + _look(WatchFor.DECISION, at=at)


def close_uncompleted(*, at: datetime) -> int:
    """Stop what nobody completed within the days after the notice (Mẫu 05); gives how many there were."""
    _watch_what_waits_unwatched()
    return _look(WatchFor.COMPLETION, at=at)


def close_unpaid(*, at: datetime) -> int:
    """Stop what was filed and never paid, after the days that are usual; gives how many there were."""
    return _look(WatchFor.PAYMENT, at=at)


def _watch_what_waits_unwatched() -> None:
    """No dossier waits for ever because a row is missing: one that came by another way than the commands."""
    watched = Watch.objects.filter(dossier=OuterRef("pk"), watch_for=WatchFor.COMPLETION)
    waiting = Dossier.objects.filter(state__in=_ASKED_STATES).filter(~Exists(watched))
    for dossier in waiting.iterator():
        completion(dossier, asked_at=_asked_at(dossier))


def _look(watch_for: WatchFor, *, at: datetime) -> int:
    due = Watch.objects.filter(watch_for=watch_for, at__lte=at).order_by("at", "pk")
    return one_by_one(list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]), lambda pk: _look_at(pk, at=at))


@transaction.atomic
def _look_at(pk: int, *, at: datetime) -> bool:
    """Whoever asks an applicant holds the dossier and then its watch: so does the look, or both would wait for ever."""
    watches = Watch.objects.filter(pk=pk, at__lte=at)
    dossier = Dossier.objects.filter(watches=pk).first()
    if dossier is None:
        return False
    members.lock_parent(dossier)
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
    watch = watches.select_for_update(skip_locked=True).first()
    if watch is None:
        return False
    watch.delete()
    return _LOOKS[WatchFor(watch.watch_for)](dossier, at)


def _unopened(dossier: Dossier, at: datetime) -> bool:
    """Two working hours: the officers of the unit are told (LTK art. 6.4)."""
    if dossier.state != State.SUBMITTED:
        return False
    since = answerable_since(dossier)
    due_at = _alert_at(dossier, since)
    if at < due_at:
        _look_again(dossier, WatchFor.ALERT, at=due_at)
        return False
    _look_again(dossier, WatchFor.DECISION, at=answer_due(dossier, since=since))
    return _note(dossier, "alert", at=at)


def _undecided(dossier: Dossier, at: datetime) -> bool:
    """Eight working hours online, one working day otherwise: it is late, and stays visible (LTK art. 6.4)."""
    if dossier.state != State.SUBMITTED:
        return False
    due_at = answer_due(dossier, since=answerable_since(dossier))
    if at < due_at:
        _look_again(dossier, WatchFor.DECISION, at=due_at)
        return False
    return _note(dossier, "decision", at=at)


def _uncompleted(dossier: Dossier, at: datetime) -> bool:
    """Fifteen working days after the notice the dossier is closed (LTK art. 6.4.a)."""
    if dossier.state not in _ASKED_STATES:
        return False
    due_at = _closable_at(dossier, _asked_at(dossier))
    if at < due_at:
        _look_again(dossier, WatchFor.COMPLETION, at=due_at)
        return False
    stopping.stop(dossier, actor=SYSTEM, at=at, ground=StopGround.NOT_COMPLETED)
    return True


def _unpaid(dossier: Dossier, at: datetime) -> bool:
    """Who does not pay for so long has given it up; the officers have not been kept waiting by it."""
    open_duties = duties.unsettled(dossier)
    if dossier.state != State.SUBMITTED or not open_duties or not duties.come_first(dossier, at=at):
        return False
    due_at = _given_up_at(dossier, max(duty.opened_at for duty in open_duties))
    if at < due_at:
        _look_again(dossier, WatchFor.PAYMENT, at=due_at)
        return False
    stopping.stop(dossier, actor=SYSTEM, at=at, ground=StopGround.FEE_NOT_PAID)
    return True


_LOOKS: dict[WatchFor, Callable[[Dossier, datetime], bool]] = {
    WatchFor.ALERT: _unopened,
    WatchFor.DECISION: _undecided,
    WatchFor.COMPLETION: _uncompleted,
    WatchFor.PAYMENT: _unpaid,
}


def answerable_since(dossier: Dossier) -> datetime:
    """From when the hours of the office run: the last filing, or its fee where that comes first."""
    filed_at = dossier.filings.latest("number").filed_at
    if not duties.come_first(dossier, at=filed_at):
        return filed_at
    waited_for = dossier.duties.filter(kind=DutyKind.INTAKE, settled_at__gt=filed_at, proof="")
    settled = waited_for.order_by("-settled_at").first()
    return settled.settled_at or filed_at if settled else filed_at


def answer_due(dossier: Dossier, *, since: datetime) -> datetime:
    """By when a filing is taken in, refused, or its completion asked for."""
    rules = definition_of(dossier.procedure_version_id).rules_on(legal_day(since))
    online = Period(rules.reception_decision_hours_online, Unit.HOUR)
    otherwise = Period(rules.reception_decision_days_counter, Unit.WORKING_DAY)
    calendar = versions.calendar_of(versions.current_id())
    return add(calendar, since, online if dossier.channel == Channel.ONLINE else otherwise).due_at


def _alert_at(dossier: Dossier, since: datetime) -> datetime:
    hours = definition_of(dossier.procedure_version_id).rules_on(legal_day(since)).reception_alert_hours
    return add(versions.calendar_of(versions.current_id()), since, Period(hours, Unit.HOUR)).due_at


def _closable_at(dossier: Dossier, asked_at: datetime) -> datetime:
    days = definition_of(dossier.procedure_version_id).rules_on(legal_day(asked_at)).supplement_unanswered_days
    return _first_day_after(asked_at, working_days=days)


def _given_up_at(dossier: Dossier, asked_at: datetime) -> datetime:
    days = definition_of(dossier.procedure_version_id).rules_on(legal_day(asked_at)).fee_unpaid_days
    return _first_day_after(asked_at, working_days=days)


def _first_day_after(asked_at: datetime, *, working_days: int) -> datetime:
    calendar = versions.calendar_of(versions.current_id())
    first = legal_clock.closable_from(asked_at, working_days=working_days, calendar=calendar)
    return datetime.combine(first, datetime.min.time(), tzinfo=VIETNAM)


def _asked_at(dossier: Dossier) -> datetime:
    return dossier.events.filter(action__in=_ASKED).latest("number").happened_at


def _note(dossier: Dossier, passed: str, *, at: datetime) -> bool:
    """Once for each filing and limit, however often somebody looks."""
    filing = dossier.filings.latest("number").number
    told = {"passed": passed, "filing": filing}
    if dossier.events.filter(action=Action.NOTE_UNANSWERED, details__contains=told).exists():
        return False
    record(dossier, Action.NOTE_UNANSWERED, actor=SYSTEM, at=at, details=told)
    return True


def _look_again(dossier: Dossier, watch_for: WatchFor, *, at: datetime) -> None:
    Watch.objects.update_or_create(dossier=dossier, watch_for=watch_for, defaults={"at": at})
