"""What people are reminded of, each working morning. Each once for its cause, however often a morning is run."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import HEAVY
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.models import Dossier, FeeDuty, Way
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import CLOSED, State
from motcua.effects.notifications import facts, wording
from motcua.effects.notifications.facts import About
from motcua.effects.notifications.message_kinds import Fact, MessageKind
from motcua.effects.notifications.telling import Occasion, Recipient, tell, tell_people
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.messaging import preferences
from motcua.foundation.waiting_room.models import Appointment

#: Working days before the last day, and the calendar days after which a result or a sum is asked after.
BEFORE_LAST_DAY = (1, 3)
#: Informed when it lies for three days (ĐT 2025), and then each week, three times.
RESULT_LIES = (3, 10, 17, 24)
FEE_LIES = (1, 4, 11)
_ASKED = (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED)
_WITH = ("procedure_version__procedure", "receiving_unit", "deciding_agency")


def of_supplements(*, at: datetime) -> None:
    """Three working days and one before the day on which the dossier would be closed."""
    one_by_one(_read(Dossier.objects.filter(state__in=_ASKED)), partial(_of_supplement, at=at))


def of_fees(*, at: datetime) -> None:
    """A sum that lies; where it has its day, as that day comes near."""
    duties = FeeDuty.objects.asked_for().filter(amount__gt=0).exclude(dossier__state__in=[*CLOSED, State.DRAFT])
    with_dossier = duties.select_related("dossier", *(f"dossier__{name}" for name in _WITH)).defer(f"dossier__{HEAVY}")
    one_by_one(with_dossier.order_by("pk").iterator(), partial(_of_fee, at=at))


def of_results(*, at: datetime) -> None:
    """A result that is to be fetched and lies at the desk."""
    since, until = at - timedelta(days=RESULT_LIES[-1] + 7), at - timedelta(days=RESULT_LIES[0])
    lying = Dossier.objects.filter(state=State.RESULT_READY, finished_at__gt=since, finished_at__lte=until)
    one_by_one(_read(lying.filter(parent=None)), partial(_of_result, at=at))


def of_appointments(*, at: datetime) -> None:
    """The working day before: on Friday those of Monday, and of the days between."""
    today = legal_day(at)
    tomorrow = _next_open_day(versions.calendar_of(versions.current_id()), today)
    coming = Appointment.objects.alive().filter(person__isnull=False, day__gt=today, day__lte=tomorrow, ticket=None)
    one_by_one(coming.select_related("room__unit").order_by("pk").iterator(), partial(_of_appointment, at=at))


def _of_supplement(dossier: Dossier, *, at: datetime) -> int:
    asked = facts.asked_of(dossier)
    last = facts.mend_until(dossier, asked_at=asked.happened_at)
    step = _step_before(legal_day(last), today=legal_day(at))
    if step is None:
        return 0
    tell_people(MessageKind.REMIND_SUPPLEMENT, About(dossier, at), cause=f"supplement {asked.pk}, {step} left")
    return 1


def _of_fee(duty: FeeDuty, *, at: datetime) -> int:
    step = _step_of(duty, at)
    if not step:
        return 0
    tell_people(MessageKind.REMIND_FEE, About(duty.dossier, at, duty=duty), cause=f"fee {duty.pk}, {step}")
    return 1


def _of_result(dossier: Dossier, *, at: datetime) -> int:
    assert dossier.finished_at is not None, "filtered by it"
    step = _last_reached(RESULT_LIES, (legal_day(at) - legal_day(dossier.finished_at)).days)
    if step is None or not _is_fetched(dossier):
        return 0
    cause = f"result {dossier.pk} {legal_day(dossier.finished_at):%y%m%d}, {step} days"
    tell_people(MessageKind.REMIND_RESULT, About(dossier, at), cause=cause)
    return 1


def _of_appointment(appointment: Appointment, *, at: datetime) -> int:
    assert appointment.person_id is not None, "filtered by it"
    path = f"/appointments/{appointment.uuid}"
    occasion = Occasion(
        kind=MessageKind.REMIND_APPOINTMENT,
        # Moved to another hour it is another appointment to be reminded of.
        cause=f"appointment {appointment.pk} {appointment.starts_at:%y%m%d%H%M}",
        about=f"appointment {appointment.pk}",
        at=at,
        facts=lambda language, _has_account: {
            Fact.WHEN: wording.moment(appointment.starts_at, language),
            Fact.UNIT: appointment.room.unit.name,
            **facts.general(path),
        },
        path=path,
    )
    tell([Recipient(appointment.person_id, preferences.account_of(appointment.person_id))], occasion)
    return 1


def _step_of(duty: FeeDuty, at: datetime) -> str:
    if duty.pay_by is None:
        step = _last_reached(FEE_LIES, (legal_day(at) - legal_day(duty.opened_at)).days)
        return f"{step} days" if step is not None else ""
    near = _step_before(legal_day(duty.pay_by), today=legal_day(at))
    return f"{near} left" if near is not None else ""


def _step_before(last: date, *, today: date) -> int | None:
    left = _working_days_between(today, last)
    return next((days for days in BEFORE_LAST_DAY if 0 <= left <= days), None)


def _is_fetched(dossier: Dossier) -> bool:
    answers = dossier.filings.latest("number").answers
    return delivery_of(dossier, definition_of(dossier.procedure_version_id), answers=answers).way is Way.DESK


def _last_reached(steps: Iterable[int], days: int) -> int | None:
    """A morning that was missed is made up for by the next, once."""
    return max((step for step in steps if step <= days), default=None)


def _working_days_between(first: date, last: date) -> int:
    """Nought on the last day itself, negative after it."""
    if last < first:
        return -1
    calendar = versions.calendar_of(versions.current_id())
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(calendar.is_open(day) for day in days)


def _next_open_day(calendar: WorkingCalendar, today: date) -> date:
    day = today + timedelta(days=1)
    while not calendar.is_open(day):
        day += timedelta(days=1)
    return day


def _read(dossiers: QuerySet[Dossier]) -> Iterable[Dossier]:
    return dossiers.select_related(*_WITH).defer(HEAVY).order_by("pk").iterator()
