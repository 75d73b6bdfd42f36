"""Dossiers with any history that the lifecycle allows, written straight into the tables: for counting, not for work."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Channel, Dossier, DossierEvent
from motcua.dossiers.rules.lifecycle import MOVES, Action, Clock, Move, Role, State
from motcua.dossiers.rules.projection import Happened, project
from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.calendar.versions import calendar_of, current_id
from motcua.foundation.organisations.models import Agency, Post

#: Something that gives a whole number between two others, both possible: hypothesis, or a random generator.
Pick = Callable[[int, int], int]
BEGINS = datetime(2026, 3, 2, tzinfo=VIETNAM)
MOST_EVENTS = 14
_LIMITS = (
    [{"amount": 1, "unit": "same_day", "cutoff": "15:00"}],
    [{"amount": 3, "unit": "working_day"}],
    [{"amount": 15, "unit": "working_day"}],
    [{"amount": 1, "unit": "month"}],
    [{"amount": 2, "unit": "day"}],
)
_GROUNDS: tuple[dict[str, Any], ...] = ({}, {"ground": "applicant_confirmation"}, {"ground": "public_posting"})


@dataclass
class Told:
    """A dossier, of whose history a part has happened so far."""

    dossier: Dossier
    events: list[DossierEvent]

    def go_on(self, upto: int) -> None:
        """Let the events happen up to a number, and bring the columns up to date as `rebuild` does."""
        happened = self.dossier.event_count
        DossierEvent.objects.bulk_create(self.events[happened:upto])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL motcua.rebuilding = 'on'")
        Dossier.objects.filter(pk=self.dossier.pk).update(**_columns(self.events[: max(upto, happened)]))
        self.dossier.refresh_from_db()


def begun(pick: Pick, *, number: int) -> Told:
    """One more dossier of which the first event has happened; the number makes its code."""
    versions = list(ProcedureVersion.objects.order_by("pk")[:6])
    agencies = list(Agency.objects.order_by("pk")[:5])
    posts = list(Post.objects.order_by("pk")[:6])
    people = list(Person.objects.order_by("pk")[:3])
    events = _events(pick, posts=[post.pk for post in posts], version=current_id())
    person = people[pick(0, len(people) - 1)]
    dossier = Dossier.objects.create(
        code=f"H99.9-260101-{number:06d}",
        procedure_version=versions[pick(0, len(versions) - 1)],
        channel=list(Channel)[pick(0, 2)],
        applicant=person,
        holder=person,
        receiving_unit=agencies[pick(0, len(agencies) - 1)],
        deciding_agency=agencies[pick(0, len(agencies) - 1)],
        started_at=BEGINS,
        **_columns(events[:1]),
    )
    for event in events:
        event.dossier = dossier
    DossierEvent.objects.bulk_create(events[:1])
    return Told(dossier, events)


def _columns(events: list[DossierEvent]) -> dict[str, Any]:
    return asdict(project([_happened(event) for event in events], calendar_of=calendar_of))


def _events(pick: Pick, *, posts: list[int], version: int) -> list[DossierEvent]:
    state, at, events = State.DRAFT, BEGINS + timedelta(minutes=pick(0, 60 * 24 * 60)), []
    for number in range(1, pick(1, MOST_EVENTS) + 1):
        moves = [move for move in MOVES if move.source is state and move.action is not Action.NOTE_DUE_SOON]
        if not moves:
            break
        move = moves[pick(0, len(moves) - 1)]
        role = sorted(move.by)[pick(0, len(move.by) - 1)]
        events.append(_event(pick, move, role, number=number, at=at, posts=posts, version=version))
        state = move.target
        at += timedelta(minutes=(pick(0, 3), pick(0, 600), pick(0, 60 * 24 * 20))[pick(0, 2)])
    return events


def _event(
    pick: Pick, move: Move, role: Role, *, number: int, at: datetime, posts: list[int], version: int
) -> DossierEvent:
    is_officer = role not in {Role.SYSTEM, Role.APPLICANT}
    return DossierEvent(
        number=number,
        action=move.action,
        from_state=move.source,
        to_state=move.target,
        clock=move.clock,
        happened_at=at,
        role=role,
        post_id=posts[pick(0, len(posts) - 1)] if is_officer else None,
        calendar_version_id=version,
        details=dict(_details(pick, move, at)),
    )


def _details(pick: Pick, move: Move, at: datetime) -> Iterator[tuple[str, Any]]:
    if move.action is Action.ACCEPT:
        yield "limit", _LIMITS[pick(0, len(_LIMITS) - 1)]
    if move.clock is Clock.EXTEND:
        yield "new_due_at", (at + timedelta(days=pick(0, 12))).isoformat()
    if move.action is Action.DECIDE:
        yield "outcome", "granted"
    if move.action is Action.REQUEST_SUPPLEMENT:
        yield "items", [["giay"], []][pick(0, 1)]
    if move.action is Action.SUSPEND:
        yield from _GROUNDS[pick(0, len(_GROUNDS) - 1)].items()
    if move.action is Action.DELIVER and pick(0, 1):
        yield "to_parent", True


def _happened(event: DossierEvent) -> Happened:
    return Happened(
        event.number,
        Action(event.action),
        State(event.to_state),
        Clock(event.clock),
        event.happened_at,
        event.calendar_version_id,
        event.details,
    )
