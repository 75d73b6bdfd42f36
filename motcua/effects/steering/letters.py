"""Three letters of apology in a month at one agency open a task for its head: what does she do about it?"""

from datetime import date, datetime

from django.db import transaction

from motcua.dossiers.models import ApologyDraft, DossierEvent
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.steering.models import Reminder, ReminderKind
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, add, legal_day
from motcua.foundation.jobs import queue
from motcua.foundation.jobs.queue import job
from motcua.foundation.organisations.below import with_a_head
from motcua.foundation.organisations.models import Agency

#: From so many on it is no accident any more.
MANY = 3
#: So many working days a head has to say what she does about it.
DAYS_TO_ANSWER = 5


@job("steering.count_letters")
def count_letters(*, event_id: int) -> None:
    """After a letter of apology: the task is opened with the third of the legal month, once."""
    event = DossierEvent.objects.select_related("dossier__deciding_agency").get(pk=event_id)
    open_task(event.dossier.deciding_agency, at=event.happened_at)


@job("effects.apology_lapsed")
def apology_lapsed(*, draft_id: int) -> None:
    """After one that nobody signed while it was lawful."""
    draft = ApologyDraft.objects.select_related("agency").get(pk=draft_id)
    assert draft.lapsed_at is not None, "told when it has lapsed"
    open_task(draft.agency, at=draft.lapsed_at)


@transaction.atomic
def open_task(agency: Agency, *, at: datetime) -> None:
    if letters(agency, at=at) < MANY:
        return
    to = with_a_head(agency, on=legal_day(at))
    period = Period(DAYS_TO_ANSWER, Unit.WORKING_DAY)
    answer_by = legal_day(add(versions.calendar_of(versions.current_id()), at, period).due_at)
    task, is_new = Reminder.objects.get_or_create(
        kind=ReminderKind.MANY_LETTERS,
        about=agency,
        month=_month(at),
        defaults={"agency": to, "role": Role.HEAD, "given_at": at, "answer_by": answer_by},
    )
    if is_new:
        queue.enqueue("effects.reminded", reminder_id=task.pk)


def letters(agency: Agency, *, at: datetime) -> int:
    """Of the month until then: those that were signed, and those that nobody signed while it was lawful."""
    first = datetime.combine(_month(at), datetime.min.time(), tzinfo=VIETNAM)
    signed = DossierEvent.objects.filter(
        action=Action.APOLOGISE, happened_at__range=(first, at), dossier__deciding_agency=agency
    )
    lapsed = ApologyDraft.objects.filter(agency=agency, lapsed_at__range=(first, at))
    return signed.count() + lapsed.count()


def _month(at: datetime) -> date:
    return legal_day(at).replace(day=1)
