"""What time does to a dossier: apology and new date, warnings, closing what nobody completed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act, step_named
from motcua.dossiers.commands import members, processing, work
from motcua.dossiers.commands.intake import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, add
from motcua.foundation.refusals import Refusal

#: R05: "soon due" is due within 24 hours (practice of systems in use).
SOON = timedelta(hours=24)


class NewDateNotLater(Refusal):
    """The new date of a letter of apology is a working moment after the old one."""


class ApologyTooLate(Refusal):
    """The letter of apology goes out at least one day before the due date (NĐ 61/2018 art. 19.9)."""


@transaction.atomic
def apologise(dossier: Dossier, *, actor: Actor, at: datetime, new_due_at: datetime, reason: str) -> DossierEvent:
    """Xin lỗi và hẹn lại (Mẫu 04): once, in time, with a reason. Raises AlreadyApologised and the refusals here."""
    if not reason.strip():
        raise ReasonMissing
    calendar = versions.calendar_of(versions.current_id())
    if dossier.due_at is None or new_due_at <= dossier.due_at or not calendar.is_open(_day(new_due_at)):
        raise NewDateNotLater
    last_day = legal_clock.last_day_to_apologise(dossier.due_at, calendar=calendar)
    event = record(
        dossier, Action.APOLOGISE, actor=actor, at=at, details={"new_due_at": new_due_at.isoformat()}, remark=reason
    )
    # After the table has had its say: a second letter is refused as a second one, not as a late one.
    if _day(at) > last_day:
        raise ApologyTooLate(last_day=last_day)
    return event


def note_due(*, at: datetime) -> int:
    """Each working morning: warn of what is due soon, note what is overdue; each once per due date."""
    running = Dossier.objects.filter(state__in=[State.IN_PROGRESS, State.DECIDED])
    overdue = running.filter(due_at__lt=at)
    soon = running.filter(due_at__gte=at, due_at__lt=at + SOON)
    return sum(
        _note_once(dossier, action, at=at)
        for action, dossiers in ((Action.NOTE_OVERDUE, overdue), (Action.NOTE_DUE_SOON, soon))
        for dossier in dossiers.iterator()
    )


def close_unanswered(*, at: datetime) -> int:
    """Stop dossiers that were not completed within the period after the notice (Mẫu 05)."""
    calendar = versions.calendar_of(versions.current_id())
    waiting = Dossier.objects.filter(state__in=[State.INCOMPLETE, State.SUPPLEMENT_REQUESTED])
    closed = 0
    for dossier in waiting.iterator():
        asked = dossier.events.latest("number").happened_at
        working_days = definition_of(dossier.procedure_version_id).rules_on(_day(asked)).supplement_unanswered_days
        if _day(at) >= legal_clock.closable_from(asked, working_days=working_days, calendar=calendar):
            stop(dossier, actor=SYSTEM, at=at, ground="not_completed")
            closed += 1
    return closed


def take_silence_as_agreement(*, at: datetime) -> int:
    """Go on with what an applicant was shown as a draft and did not answer within its days.

    Silence agrees here because the procedure says so (1.001193: one day at most); no dossier waits for ever.
    """
    calendar = versions.calendar_of(versions.current_id())
    agreed = 0
    for item in WorkItem.objects.filter(act=Act.CONFIRM_DRAFT, status=WorkStatus.OPEN).select_related("dossier"):
        step = step_named(definition_of(item.dossier.procedure_version_id).steps, key=item.step)
        if step.max_days and at > add(calendar, item.opened_at, Period(step.max_days, Unit.DAY)).due_at:
            processing.confirm_draft(item.dossier, actor=SYSTEM, at=at)
            agreed += 1
    return agreed


@transaction.atomic
def stop(dossier: Dossier, *, actor: Actor, at: datetime, ground: str, reason: str = "") -> DossierEvent:
    """Dừng giải quyết (Mẫu 05)."""
    members.lock_parent(dossier)
    event = record(dossier, Action.STOP, actor=actor, at=at, details={"ground": ground}, remark=reason)
    work.cancel_open(dossier, at=at)
    members.ended(dossier, at=at)
    return event


@transaction.atomic
def _note_once(dossier: Dossier, action: Action, *, at: datetime) -> int:
    assert dossier.due_at is not None, "only dossiers with a due date are read"
    due_at = dossier.due_at.isoformat()
    if dossier.events.filter(action=action, details__due_at=due_at).exists():
        return 0
    record(dossier, action, actor=SYSTEM, at=at, details={"due_at": due_at})
    return 1


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
