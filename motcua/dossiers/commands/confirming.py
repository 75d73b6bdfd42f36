"""The applicant reads the draft of her result and finds a mistake, or lets her days go by. To agree is a step done."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.blueprints.workflows.steps import Act, Silence, Step
from motcua.dossiers.commands import pauses, seats, work
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, HandOverKind, Remark, WorkItem, WorkStatus
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, WorkingCalendar, add
from motcua.foundation.jobs import queue

#: No period is shorter: what was opened later need not be read.
SHORTEST = timedelta(days=1)


@transaction.atomic
def object_to_draft(dossier: Dossier, *, actor: Actor, at: datetime, reason: str) -> WorkItem:
    """She says what is wrong: it goes back to the step before, with her words, and the clock goes on.

    Raises ReasonMissing, StepGone.
    """
    if not reason.strip():
        raise ReasonMissing
    item = work.held(work.open_item(dossier, Act.CONFIRM_DRAFT), actor=None)
    return _back(item, actor=actor, at=at, reason=reason)


def end_silence(*, at: datetime) -> int:
    """Those who did not answer within their days: agreed where the version says so, otherwise back to the officer.

    No dossier waits for ever, and no clock stands longer than the law lets it.
    """
    calendar = versions.calendar_of(versions.current_id())
    waiting = WorkItem.objects.filter(act=Act.CONFIRM_DRAFT, status=WorkStatus.OPEN, opened_at__lte=at - SHORTEST)
    items = waiting.select_related("dossier").order_by("opened_at").iterator()
    return one_by_one(items, lambda item: _end(item, at=at, calendar=calendar))


def last_moment(item: WorkItem, *, calendar: WorkingCalendar) -> datetime | None:
    """Until when the applicant may answer; None where the procedure sets no end."""
    step = _step(item)
    if step.max_days is None:
        return None
    return add(calendar, item.opened_at, Period(step.max_days, step.max_unit)).due_at


def silence_agrees(item: WorkItem) -> bool:
    return _step(item).silence is Silence.AGREEMENT


@transaction.atomic
def _end(item: WorkItem, *, at: datetime, calendar: WorkingCalendar) -> bool:
    last = last_moment(item, calendar=calendar)
    if last is None or at <= last:
        return False
    try:
        found = work.held(item, actor=None)
    except work.StepGone:
        # She answered while the list was read.
        return False
    if silence_agrees(found):
        work.finish(found, actor=SYSTEM, at=at)
    else:
        _back(found, actor=SYSTEM, at=at, reason="")
    return True


def _back(item: WorkItem, *, actor: Actor, at: datetime, reason: str) -> WorkItem:
    """The step is returned, and the one before it is done once more by whoever did it. `item` is held."""
    remark, _hash = write_remark(item.dossier, reason, at=at)
    work.close(item, WorkStatus.RETURNED, at=at, post_id=item.post_id)
    pauses.go_on(item.dossier, _step(item), actor=actor, at=at)
    again = _again(item, at=at)
    work.enter([again], actor=actor, at=at)
    _tell(item, again, remark, actor=actor, at=at)
    return again


def _again(item: WorkItem, *, at: datetime) -> WorkItem:
    """For the same post: she made the draft. A draft was always made by somebody, so there is a step before."""
    before = item.came_from
    assert before is not None, "no process begins with a draft"
    step = seats.process_of(item.dossier).step(before.step)
    return work.add(item.dossier, step, came_from=item, at=at, post_id=before.post_id)


def _tell(item: WorkItem, again: WorkItem, remark: Remark | None, *, actor: Actor, at: datetime) -> None:
    told = work.hand_over(item, HandOverKind.RETURNED, actor=actor, at=at, to=again.post, remark=remark)
    queue.enqueue("effects.draft_returned", hand_over_id=told.pk, work_item_id=again.pk)


def _step(item: WorkItem) -> Step:
    return seats.process_of(item.dossier).step(item.step)
