"""Letters of apology in time: the system drafts them each working morning, and a head signs or drops them."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import deadlines, seats
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import ApologyDraft, Dossier, DossierEvent, WorkItem, WorkStatus
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules import lateness, legal_clock
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lateness import Cause, OpenStep, Work
from motcua.dossiers.rules.lifecycle import Action, OtherAgency, State, move_for
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.refusals import Refusal

#: So many working mornings before its date a dossier is looked at: a head has some of them to sign in.
MORNINGS_BEFORE = 3
_MOST_AT_ONCE = 20_000


class DraftSettled(Refusal):
    """The letter was signed, dropped, or is not needed any more, because the dossier has moved on."""


def draft(*, at: datetime) -> list[ApologyDraft]:
    """The letters that are needed as it looks this morning; each due date is drafted for once."""
    calendar = versions.calendar_of(versions.current_id())
    drafts: list[ApologyDraft] = []

    def look(dossier: Dossier) -> int:
        made = _draft_for(dossier, at=at, calendar=calendar)
        drafts.extend(made)
        return len(made)

    one_by_one(_near(at=at, calendar=calendar), look)
    return drafts


@transaction.atomic
def _draft_for(dossier: Dossier, *, at: datetime, calendar: WorkingCalendar) -> list[ApologyDraft]:
    """One or none; of two mornings that run at once the second finds the letter there."""
    cause = lateness.behind(work_of(dossier, on=legal_day(at)), at=at, calendar=calendar)
    if cause is None or not _may_be_reappointed(dossier, at=at):
        return []
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    made = _drafted(dossier, cause, at=at)
    if ApologyDraft.objects.filter(dossier=dossier, due_at=made.due_at).exists():
        return []
    made.save()
    queue.enqueue("effects.apology_drafted", draft_id=made.pk)
    return [made]


@transaction.atomic
def lapse(*, at: datetime) -> list[ApologyDraft]:
    """Letters that nobody signed while it was lawful. What was decided in time meanwhile needed none: it goes."""
    passed = ApologyDraft.objects.waiting().filter(last_day__lt=legal_day(at))
    passed.exclude(dossier__state=State.IN_PROGRESS, dossier__due_at=F("due_at")).delete()
    lapsed = list(passed)
    ApologyDraft.objects.filter(pk__in=[each.pk for each in lapsed]).update(lapsed_at=at)
    for each in lapsed:
        queue.enqueue("effects.apology_lapsed", draft_id=each.pk)
    return lapsed


@transaction.atomic
def sign(draft: ApologyDraft, *, actor: Actor, at: datetime, new_due_at: datetime, reason: str) -> DossierEvent:
    """Sign it, with the head's own words and date. Raises DraftSettled and what `deadlines.apologise` raises."""
    found = _held(draft)
    return deadlines.apologise(found.dossier, actor=actor, at=at, new_due_at=new_due_at, reason=reason)


@transaction.atomic
def drop(draft: ApologyDraft, *, actor: Actor, at: datetime, reason: str) -> None:
    """It will be ready in time: the head says so, and why, and answers for it.

    Raises ReasonMissing, DraftSettled, NotAllowed, OtherAgency.
    """
    if not reason.strip():
        raise ReasonMissing
    found = _held(draft)
    move_for(action=Action.APOLOGISE, state=State(found.dossier.state), role=actor.role)
    if actor.agency_id != found.dossier.deciding_agency_id:
        raise OtherAgency
    remark, _hash = write_remark(found.dossier, reason, at=at)
    found.dropped_at, found.dropped_by_id, found.dropped_because = at, actor.post_id, remark
    found.save(update_fields=["dropped_at", "dropped_by", "dropped_because"])


def _held(draft: ApologyDraft) -> ApologyDraft:
    """The dossier's row first, as everywhere, and then the letter as it is now."""
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=draft.dossier_id)
    found = ApologyDraft.objects.waiting().select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if found is None or dossier.state != State.IN_PROGRESS or dossier.due_at != found.due_at:
        raise DraftSettled
    found.dossier = dossier
    return found


def _near(*, at: datetime, calendar: WorkingCalendar) -> Iterator[Dossier]:
    """Due within the next mornings, and no letter drafted for that date: found by the index of due dates."""
    day = legal_day(at)
    for _ in range(MORNINGS_BEFORE):
        day = calendar.next_open_day(day)
    drafted = ApologyDraft.objects.filter(dossier=OuterRef("pk"), due_at=OuterRef("due_at"))
    near = Dossier.objects.filter(state=State.IN_PROGRESS, due_at__gt=at, due_at__lte=calendar.closes_at(day))
    open_items = WorkItem.objects.filter(status=WorkStatus.OPEN, parent=None)
    with_steps = near.filter(~Exists(drafted)).prefetch_related(Prefetch("work_items", open_items, "open_items"))
    yield from with_steps.order_by("due_at")[:_MOST_AT_ONCE]


def work_of(dossier: Dossier, *, on: date) -> Work:
    """What is still to be done, as the rule wants it. `dossier` has its open steps as `open_items`."""
    assert dossier.accepted_at is not None, "what is in hand was accepted"
    assert dossier.original_due_at is not None, "what is in hand has a date"
    assert dossier.due_at is not None, "only running dossiers are read"
    process = seats.process_of(dossier)
    steps = []
    for item in dossier.open_items:  # type: ignore[attr-defined]  # prefetched under this name
        own = process.step(item.step).share_pct
        steps.append(OpenStep(item.opened_at, item.due_at, own, process.share_left(item.step) - own))
    days_before = letter_days_before(dossier, on=on)
    return Work(dossier.accepted_at, dossier.original_due_at, dossier.due_at, tuple(steps), days_before)


def _may_be_reappointed(dossier: Dossier, *, at: datetime) -> bool:
    """One re-appointment, or as many as the rules of that day say (NĐ 61/2018 art. 19.9)."""
    most = definition_of(dossier.procedure_version_id).rules_on(legal_day(at)).reappointments
    return dossier.events.filter(action=Action.APOLOGISE).count() < most


def _drafted(dossier: Dossier, cause: Cause, *, at: datetime) -> ApologyDraft:
    assert dossier.due_at is not None, "only running dossiers are read"
    calendar = versions.calendar_of(versions.current_id())
    return ApologyDraft(
        dossier=dossier,
        agency_id=dossier.deciding_agency_id,
        due_at=dossier.due_at,
        last_day=legal_clock.last_day_to_apologise(
            dossier.due_at, days_before=letter_days_before(dossier, on=legal_day(at)), calendar=calendar
        ),
        new_due_at=lateness.new_date(work_of(dossier, on=legal_day(at)), at=at, calendar=calendar),
        cause=cause.value,
        drafted_at=at,
    )


def letter_days_before(dossier: Dossier, *, on: date) -> int:
    return definition_of(dossier.procedure_version_id).rules_on(on).apology_days_before_due
