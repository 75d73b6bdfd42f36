"""What will probably be late this week: looked at each working morning, kept with its reason, told before the day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from motcua.dossiers.access import HEAVY
from motcua.dossiers.commands import seats
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.models import ApologyDraft, Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import State
from motcua.dossiers.rules.remaining import SOON
from motcua.effects.steering import paces
from motcua.effects.steering.expecting import Ahead, Expected, Open, Pace, expect
from motcua.effects.steering.models import Forecast
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.jobs import queue

#: A working week: further away nothing is sure, and nearer there is little that can still be done.
DAYS_AHEAD = 5
RUNNING = (State.IN_PROGRESS, State.DECIDED)
_AT_ONCE = 1000
_SAID_AGAIN = (
    *("agency", "deciding_agency", "step", "why", "spent_minutes", "usual_minutes", "after_minutes"),
    *("left_minutes", "sample", "last_said_at", "taken_back_at"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """How the forecasts for past due dates turned out."""

    said: int
    late: int


def look(*, at: datetime) -> int:
    """Say anew what will be late within the next working days, take back what will not; gives how many are late."""
    calendar = versions.calendar_of(versions.current_id())
    known, found = _Paces(), list[Forecast]()

    def see(dossier: Dossier) -> int:
        made = _forecast(dossier, known, at=at, calendar=calendar)
        found.extend(made)
        return len(made)

    try:
        one_by_one(_near(at=at, calendar=calendar), see)
    finally:
        _write(found, at=at)
    Forecast.objects.filter(taken_back_at=None, due_at__gt=at, last_said_at__lt=at).update(taken_back_at=at)
    return len(found)


def standing(agencies: Collection[int] | None, *, at: datetime) -> QuerySet[Forecast]:
    """What is still said of dossiers that these agencies decide, or of all; the nearest date first."""
    here = Q() if agencies is None else Q(deciding_agency__in=agencies)
    runs = Q(dossier__due_at=F("due_at"), dossier__state__in=RUNNING)
    return Forecast.objects.filter(here, runs, taken_back_at=None, due_at__gt=at).order_by("due_at", "pk")


def turned_out(agencies: Collection[int] | None, *, at: datetime, since: timedelta = timedelta(days=30)) -> Record:
    """Of what was said and not taken back before its date: how much was late indeed."""
    here = Q() if agencies is None else Q(deciding_agency__in=agencies)
    past = Forecast.objects.filter(here, taken_back_at=None, due_at__range=(at - since, at))
    still_open = Q(dossier__due_at=F("due_at"), dossier__state__in=RUNNING)
    return Record(past.count(), past.filter(still_open | Q(dossier__finished_at__gt=F("due_at"))).count())


class _Paces:
    """Read once for each agency."""

    def __init__(self) -> None:
        self._known: dict[int, dict[int, dict[str, Pace]]] = {}

    def of(self, agency_id: int, procedure_id: int) -> dict[str, Pace]:
        if agency_id not in self._known:
            self._known |= {agency_id: {}, **paces.known([agency_id])}
        return self._known[agency_id].get(procedure_id, {})


def _near(*, at: datetime, calendar: WorkingCalendar) -> Iterator[Dossier]:
    """Due within the next working days: found by the index of due dates."""
    near = Dossier.objects.filter(
        state__in=RUNNING, due_at__gt=at, due_at__lte=calendar.closes_at(_last_day(at, calendar))
    )
    steps = WorkItem.objects.filter(status=WorkStatus.OPEN, parent=None)
    read = (
        near.select_related("procedure_version")
        .defer(HEAVY)
        .prefetch_related(Prefetch("work_items", steps, "open_items"))
    )
    yield from read.order_by("due_at").iterator(chunk_size=_AT_ONCE)


def _last_day(at: datetime, calendar: WorkingCalendar) -> date:
    day = legal_day(at)
    for _ in range(DAYS_AHEAD):
        day = calendar.next_open_day(day)
    return day


def _forecast(dossier: Dossier, known: _Paces, *, at: datetime, calendar: WorkingCalendar) -> list[Forecast]:
    """One or none."""
    items: dict[str, WorkItem] = {item.step: item for item in dossier.open_items}  # type: ignore[attr-defined]  # prefetched
    process = seats.process_of(dossier)
    steps = [item for item in items.values() if any(step.key == item.step for step in process.steps)]
    if not steps:
        return []
    assert dossier.accepted_at is not None, "what runs was accepted"
    assert dossier.original_due_at is not None, "what was accepted has a first date"
    assert dossier.due_at is not None, "only running dossiers are read"
    mine: dict[str, Pace] = {}
    for agency_id in {dossier.deciding_agency_id, *(item.agency_id for item in steps)}:
        mine |= known.of(agency_id, dossier.procedure_version.procedure_id)
    worked = calendar.working_minutes_between
    expected = expect(
        Ahead(
            process,
            whole=worked(dossier.accepted_at, dossier.original_due_at),
            left=worked(at, dossier.due_at),
            open=tuple(Open(item.step, worked(item.opened_at, max(at, item.opened_at))) for item in steps),
            paces=mine,
        )
    )
    return [_made(dossier, items[expected.step], expected, at=at)] if expected else []


def _made(dossier: Dossier, item: WorkItem, expected: Expected, *, at: datetime) -> Forecast:
    assert dossier.due_at is not None, "only running dossiers are read"
    return Forecast(
        dossier=dossier,
        due_at=dossier.due_at,
        agency_id=item.agency_id,
        deciding_agency_id=dossier.deciding_agency_id,
        step=expected.step,
        why=expected.why,
        spent_minutes=expected.spent,
        usual_minutes=expected.usual,
        after_minutes=expected.after,
        left_minutes=expected.left,
        sample=expected.sample,
        first_said_at=at,
        last_said_at=at,
    )


@transaction.atomic
def _write(found: list[Forecast], *, at: datetime) -> None:
    """Those that are new are told; what was said before stands with its first moment."""
    dossiers = [each.dossier_id for each in found]
    before = set(Forecast.objects.filter(dossier__in=dossiers).values_list("dossier", "due_at"))
    Forecast.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["dossier", "due_at"], update_fields=list(_SAID_AGAIN)
    )
    new = [each.dossier_id for each in found if (each.dossier_id, each.due_at) not in before]
    _tell(Forecast.objects.filter(dossier__in=new, first_said_at=at), at=at)


def _tell(new: QuerySet[Forecast], *, at: datetime) -> None:
    """Who has the step and the head, each once and not of what they hear of anyway this morning."""
    drafted = ApologyDraft.objects.waiting().filter(dossier=OuterRef("dossier"), due_at=OuterRef("due_at"))
    for forecast in new.filter(due_at__gt=at + SOON):
        queue.enqueue("effects.lateness_foreseen", forecast_id=forecast.pk)
    of_agencies = {each.deciding_agency_id: each.pk for each in new.filter(~Exists(drafted))}
    for forecast_id in of_agencies.values():
        queue.enqueue("effects.much_lateness_foreseen", forecast_id=forecast_id)
