"""An officer's lists: what to receive, to do, to deliver. One query a page, paged by key, never counted whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import visible_to, work_of
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import WITH_THE_CITIZEN, State

PAGE = 50
#: Beyond this a list says "more than": nobody works from the 200th row, and counting them all is slow.
MOST_COUNTED = 200


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
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the key of the last row, to ask for the next page with; empty on the last page."""

    rows: tuple[Row, ...]
    after: str


def to_receive(actor: Actor, *, after: str = "", size: int = PAGE) -> Page:
    """Filed and waiting for the one-stop unit, the longest waiting first."""
    return _dossier_page(_filed(actor), order="submitted_at", after=after, size=size)


def waiting_for_citizen(actor: Actor, *, after: str = "", size: int = PAGE) -> Page:
    return _dossier_page(_asked(actor), order="submitted_at", after=after, size=size)


def to_deliver(actor: Actor, *, after: str = "", size: int = PAGE) -> Page:
    """Results that lie ready at the one-stop unit."""
    return _dossier_page(_ready(actor), order="submitted_at", after=after, size=size)


def my_work(actor: Actor, *, after: str = "", size: int = PAGE) -> Page:
    """The open steps of my role at my agency, the soonest due first; those without a date last."""
    items = _to_do(actor).order_by(F("due_at").asc(nulls_last=True), "pk")
    if after:
        due, pk = _split(after)
        later = Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk) | Q(due_at=None) if due else Q(due_at=None, pk__gt=pk)
        items = items.filter(later)
    values = items.values_list(*(f"dossier__{column}" for column in _COLUMNS), "pk", "due_at", "step", "post_id")
    rows = [
        replace(_row(found), key=_key(due, pk), work_item=pk, step=step, step_due_at=due, taken=post is not None)
        for *found, pk, due, step, post in values[: size + 1]
    ]
    return _page(rows, size)


LISTS: dict[str, Callable[..., Page]] = {
    "to-receive": to_receive,
    "my-work": my_work,
    "waiting": waiting_for_citizen,
    "to-deliver": to_deliver,
}


def counts(actor: Actor, *, of: Iterable[str]) -> dict[str, int]:
    """How many in each of these lists, up to MOST_COUNTED."""
    return {name: _count(_CONTENT[name](actor)) for name in of}


def _filed(actor: Actor) -> QuerySet[Dossier]:
    return visible_to(actor).filter(receiving_unit_id=actor.agency_id, state=State.SUBMITTED)


def _asked(actor: Actor) -> QuerySet[Dossier]:
    return visible_to(actor).filter(
        Q(receiving_unit_id=actor.agency_id) | Q(deciding_agency_id=actor.agency_id),
        state__in=WITH_THE_CITIZEN,
    )


def _ready(actor: Actor) -> QuerySet[Dossier]:
    return visible_to(actor).filter(receiving_unit_id=actor.agency_id, state=State.RESULT_READY)


def _to_do(actor: Actor) -> QuerySet[WorkItem]:
    """Steps that can go on now: while the citizen supplements or pays, or a result waits to be fetched, they rest."""
    resting = (State.SUPPLEMENT_REQUESTED, State.AWAITING_PAYMENT, State.RESULT_READY)
    # Deliveries have a list of their own; saying so spares a receptionist's desk reading thousands of them.
    return work_of(actor).exclude(act=Act.DELIVER).exclude(dossier__state__in=resting)


_CONTENT: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "to-receive": _filed,
    # From the far end: it is the old ones that rest, and would be read in vain.
    "my-work": lambda actor: _to_do(actor).order_by("-due_at"),
    "waiting": _asked,
    "to-deliver": _ready,
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


def _dossier_page(dossiers: QuerySet[Dossier], *, order: str, after: str, size: int) -> Page:
    moment, pk = _split(after)
    if moment is not None:
        # What is no earlier than the moment is a place in the index to begin at; the two beside it are not.
        dossiers = dossiers.filter(
            Q(**{f"{order}__gt": moment}) | Q(**{order: moment}, pk__gt=pk), **{f"{order}__gte": moment}
        )
    values = dossiers.order_by(order, "pk").values_list(*_COLUMNS)
    return _page([_row(found) for found in values[: size + 1]], size)


def _row(found: Sequence[Any]) -> Row:
    """A row of _COLUMNS; its key is that of lists ordered by the moment of filing."""
    pk, code, version, procedure, subject, channel, state, submitted_at, due_at = found
    return Row(_key(submitted_at, pk), pk, code, version, procedure, subject, channel, state, submitted_at, due_at)


def _page(rows: Sequence[Row], size: int) -> Page:
    shown = tuple(rows[:size])
    return Page(shown, "~".join(map(str, shown[-1].key)) if len(rows) > size else "")


def _key(moment: datetime | None, pk: int) -> tuple[str, int]:
    return (moment.isoformat() if moment else "", pk)


def _split(after: str) -> tuple[datetime | None, int]:
    """Read a page key; one that somebody made up starts the list again."""
    moment, _, pk = after.partition("~")
    try:
        return (datetime.fromisoformat(moment) if moment else None), int(pk or 0)
    except ValueError:
        return datetime.fromtimestamp(0).astimezone(), 0


def _count(query: QuerySet[Any]) -> int:
    """Reads no further than MOST_COUNTED rows of an index; fetching those numbers is less work than an aggregate."""
    return len(query.values_list("pk", flat=True)[:MOST_COUNTED])
