"""An officer's lists: what to receive, to do, to sign, to deliver, and what is late. Paged by key, never counted whole.

A new list is one line of LISTS: what lies in it, and by which moment it is ordered.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import at_agency, handed_out_at, work_of
from motcua.dossiers.models import UNACKNOWLEDGED, Channel, Dossier, DutyKind, FeeDuty, WorkItem, WorkStatus
from motcua.dossiers.models.result_paper import not_arrived
from motcua.dossiers.queries import later_versions
from motcua.dossiers.queries.filters import NONE, Filters, narrowed
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import WITH_THE_CITIZEN, Role, State
from motcua.dossiers.rules.remaining import SOON

PAGE = 50
#: Where a page key that somebody made up begins, and the largest row number there can be.
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), 2**62
#: Beyond this a list says "more than": nobody works from the 200th row, and counting them all is slow.
MOST_COUNTED = 200

RECEIVING, DECIDING = "receiving_unit", "deciding_agency"

Content = Callable[[Actor, datetime], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a worklist. `work_item` is empty in lists that are not about a step."""

    key: tuple[str, int]
    dossier_id: int
    code: str
    version_id: int
    procedure: str
    subject: str
    channel: str
    state: str
    submitted_at: datetime | None
    due_at: datetime | None
    work_item: int | None = None
    step: str = ""
    #: The step's own share of the time, which orders the list; it never moves the legal date.
    step_due_at: datetime | None = None
    #: Filed, and its fee comes first: until then nobody is kept waiting by the office.
    awaits_fee: bool = False
    #: When the hours of the office began, where that is not the filing.
    answerable_at: datetime | None = None
    #: It is this very officer who has taken it.
    taken: bool = False
    #: Who has it now, or the agency in which nobody has taken it yet.
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the key of the last row, to ask for the next page with; empty on the last page."""

    rows: tuple[Row, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """`order` is a column of what lies in the list; rows without that moment stand last. The order is not chosen."""

    content: Content
    order: str = "submitted_at"
    #: Of steps, or of dossiers.
    is_work: bool = False
    #: Whether it says who has each dossier: in lists of one's own that goes without saying.
    names_holders: bool = False
    #: Whether it says which dossiers wait for their fee.
    tells_fees: bool = False


def page(name: str, actor: Actor, *, at: datetime, only: Filters = NONE, after: str = "", size: int = PAGE) -> Page:
    """A page of that list, narrowed by the filters, from the row behind `after`."""
    worklist = LISTS[name]
    found = narrowed(worklist.content(actor, at), only, actor=actor, at=at, is_work=worklist.is_work)
    rows = _work_rows(found, after, size) if worklist.is_work else _dossier_rows(found, worklist.order, after, size)
    shown = _page(rows, size)
    for known in (_with_holders,) * worklist.names_holders + (_with_fees,) * worklist.tells_fees:
        shown = replace(shown, rows=known(shown.rows))
    return shown


def count(name: str, actor: Actor, *, at: datetime, only: Filters = NONE) -> int:
    """How many, up to MOST_COUNTED."""
    return len(_counted(name, actor, at=at, only=only))


def counts(actor: Actor, *, of: Iterable[str], at: datetime) -> dict[str, int]:
    """How many in each of these lists, up to MOST_COUNTED, in one query."""
    names = tuple(of)
    if not names:
        return {}
    first, *others = (_counted(name, actor, at=at, only=NONE) for name in names)
    found = Counter(first.union(*others, all=True) if others else first)
    return {name: found[(name,)] for name in names}


def _counted(name: str, actor: Actor, *, at: datetime, only: Filters) -> QuerySet[Any]:
    """The list's name for each of its rows. Reads no further in the index than MOST_COUNTED, unlike an aggregate."""
    worklist = LISTS[name]
    found = narrowed(worklist.content(actor, at), only, actor=actor, at=at, is_work=worklist.is_work)
    if worklist.is_work:
        # From the far end: it is the old ones that rest, and would be read in vain.
        found = found.order_by("-due_at")
    return found.values_list(Value(name))[:MOST_COUNTED]


def _filed(actor: Actor, _: datetime) -> QuerySet[Dossier]:
    return at_agency(actor, RECEIVING).filter(state=State.SUBMITTED)


def _asked(actor: Actor, _: datetime) -> QuerySet[Dossier]:
    return (at_agency(actor, RECEIVING) | at_agency(actor, DECIDING)).filter(state__in=WITH_THE_CITIZEN)


def _ready(actor: Actor, _: datetime) -> QuerySet[Dossier]:
    """What is handed out at this desk: of its own dossiers those that nobody fetches elsewhere, and those sent here.

    The few that go from desk to desk are read first: as a part of the question they would spoil the index.
    """
    sent = WorkItem.objects.filter(UNACKNOWLEDGED, act=Act.DELIVER)
    ours = Q(agency=actor.agency_id or 0) | Q(given_by=actor.agency_id or 0)
    places = dict(sent.filter(ours).values_list("dossier_id", "agency_id"))
    here = [pk for pk, agency_id in places.items() if agency_id == actor.agency_id]
    ready = at_agency(actor, RECEIVING).filter(state=State.RESULT_READY).exclude(pk__in=places.keys() - set(here))
    return ready | handed_out_at(actor).filter(pk__in=here, state=State.RESULT_READY) if here else ready


def _to_do(actor: Actor, _: datetime) -> QuerySet[WorkItem]:
    """Steps that can go on now: while the citizen supplements or pays, or a result waits to be fetched, they rest."""
    resting = (State.SUPPLEMENT_REQUESTED, State.AWAITING_PAYMENT, State.RESULT_READY)
    # Deliveries have a list of their own; saying so spares a receptionist's desk reading thousands of them.
    return work_of(actor).exclude(act=Act.DELIVER).exclude(dossier__state__in=resting)


def _to_sign(actor: Actor, at: datetime) -> QuerySet[WorkItem]:
    return _to_do(actor, at).filter(act=Act.DECIDE)


def _to_sign_again(actor: Actor, _: datetime) -> QuerySet[Dossier]:
    return later_versions.to_sign(actor)


def _to_reissue(actor: Actor, _: datetime) -> QuerySet[Dossier]:
    return later_versions.to_issue(actor)


def _running(actor: Actor) -> QuerySet[Dossier]:
    """With a date that approaches. The unit that promised the date asks for it as well as the agency that decides."""
    seat = RECEIVING if actor.role is Role.RECEPTIONIST else DECIDING
    return at_agency(actor, seat).filter(state__in=(State.IN_PROGRESS, State.DECIDED))


def _near_due(actor: Actor, at: datetime) -> QuerySet[Dossier]:
    return _running(actor).filter(due_at__gte=at, due_at__lt=at + SOON)


def _overdue(actor: Actor, at: datetime) -> QuerySet[Dossier]:
    return _running(actor).filter(due_at__lt=at)


def _to_acknowledge(actor: Actor, _: datetime) -> QuerySet[WorkItem]:
    """Given by another agency, which answers for it until somebody here says that it has come."""
    return work_of(actor).filter(UNACKNOWLEDGED)


def _on_their_way(actor: Actor, _: datetime) -> QuerySet[WorkItem]:
    """Given by this agency, and not acknowledged yet; of a result, that its paper has come."""
    return not_arrived(WorkItem.objects.filter(UNACKNOWLEDGED, given_by=actor.agency_id or 0))


LISTS: dict[str, Worklist] = {
    "to-receive": Worklist(_filed, tells_fees=True),
    "my-work": Worklist(_to_do, order="due_at", is_work=True),
    "to-sign": Worklist(_to_sign, order="due_at", is_work=True),
    "to-sign-again": Worklist(_to_sign_again),
    "to-reissue": Worklist(_to_reissue),
    "to-acknowledge": Worklist(_to_acknowledge, order="due_at", is_work=True),
    "on-their-way": Worklist(_on_their_way, order="due_at", is_work=True),
    "waiting": Worklist(_asked),
    "to-deliver": Worklist(_ready),
    "near-due": Worklist(_near_due, order="due_at", names_holders=True),
    "overdue": Worklist(_overdue, order="due_at", names_holders=True),
}


_COLUMNS = (
    "pk",
    "code",
    "procedure_version_id",
    "procedure_version__procedure__short_name",
    "subject_name",
    "channel",
    "state",
    "submitted_at",
    "due_at",
)


def _dossier_rows(dossiers: QuerySet[Dossier], order: str, after: str, size: int) -> list[Row]:
    moment, pk = _split(after)
    if moment is not None:
        # What is no earlier than the moment is a place in the index to begin at; the two beside it are not.
        later = Q(**{f"{order}__gt": moment}) | Q(**{order: moment}, pk__gt=pk)
        dossiers = dossiers.filter(later, **{f"{order}__gte": moment})
    values = dossiers.order_by(order, "pk").values_list(*_COLUMNS)
    return [_row(found, order) for found in values[: size + 1]]


def _work_rows(items: QuerySet[WorkItem], after: str, size: int) -> list[Row]:
    """The soonest due first; those without a date last."""
    items = items.order_by(F("due_at").asc(nulls_last=True), "pk")
    if after:
        due, pk = _split(after)
        later = Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk) | Q(due_at=None) if due else Q(due_at=None, pk__gt=pk)
        items = items.filter(later)
    values = items.values_list(*(f"dossier__{column}" for column in _COLUMNS), "pk", "due_at", "step", "post_id")
    return [
        replace(_row(found), key=_key(due, pk), work_item=pk, step=step, step_due_at=due, taken=post is not None)
        for *found, pk, due, step, post in values[: size + 1]
    ]


def _row(found: Sequence[Any], order: str = "submitted_at") -> Row:
    """A row of _COLUMNS; its key is the moment by which the list is ordered."""
    pk, code, version, procedure, subject, channel, state, submitted_at, due_at = found
    key = _key(due_at if order == "due_at" else submitted_at, pk)
    return Row(key, pk, code, version, procedure, subject, channel, state, submitted_at, due_at)


def _with_holders(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Who has the open step of each, in one query for the page."""
    items = WorkItem.objects.filter(dossier_id__in=[row.dossier_id for row in rows], status=WorkStatus.OPEN)
    told: dict[int, str] = {}
    columns = ("dossier_id", "post__account__person__full_name", "agency__name")
    for dossier_id, person, agency in items.order_by("-pk").values_list(*columns):
        told[dossier_id] = person or agency
    return tuple(replace(row, holder=told.get(row.dossier_id, "")) for row in rows)


def _with_fees(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Which of them wait for their fee, and since when the others can be answered; in one query for the page."""
    away = {row.dossier_id for row in rows if row.channel != Channel.COUNTER}
    duties = FeeDuty.objects.filter(dossier_id__in=away, kind=DutyKind.INTAKE, cancelled_at=None, proof="")
    settled: dict[int, list[datetime | None]] = {}
    for dossier_id, at in duties.order_by("dossier", "number").values_list("dossier_id", "settled_at"):
        settled.setdefault(dossier_id, []).append(at)
    return tuple(
        replace(row, awaits_fee=None in moments, answerable_at=max(filter(None, moments), default=None))
        if (moments := settled.get(row.dossier_id))
        else row
        for row in rows
    )


def _page(rows: Sequence[Row], size: int) -> Page:
    shown = tuple(rows[:size])
    return Page(shown, "~".join(map(str, shown[-1].key)) if len(rows) > size else "")


def _key(moment: datetime | None, pk: int) -> tuple[str, int]:
    return (moment.isoformat() if moment else "", pk)


def _split(after: str) -> tuple[datetime | None, int]:
    """Read a page key; one that somebody made up starts the list again."""
    moment, _, pk = after.partition("~")
    try:
        known = datetime.fromisoformat(moment).astimezone(UTC) if moment else None
        return known, min(int(pk or 0), _LAST)
    except (ValueError, OverflowError):
        return _FIRST, 0
