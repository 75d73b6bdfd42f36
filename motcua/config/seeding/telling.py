"""The pieces that a dossier's life is told in: every act by the lifecycle's table, no moment later than now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from motcua.blueprints.workflows.steps import Act
from motcua.config.seeding.fates import REASONS, Fate
from motcua.config.seeding.office_time import OfficeTime
from motcua.config.seeding.scene import Road, Seat, Stop
from motcua.dossiers.models import HandOverKind, WorkStatus
from motcua.dossiers.rules import legal_clock, lifecycle
from motcua.dossiers.rules.lifecycle import Action, Move, Role, State
from motcua.foundation.calendar.arithmetic import Unit, WorkingCalendar, legal_day

DAY_MINUTES = 480
SYSTEM = Seat()
_MAY_ASSIGN = frozenset({Role.PROCESSOR, Role.SIGNATORY, Role.HEAD})


class NotYet(Exception):
    """What would come next has not happened yet."""


class Event(NamedTuple):
    number: int
    move: Move
    at: datetime
    role: Role
    seat: Seat
    agency: int | None
    details: dict[str, Any]
    reason: str


class Giving(NamedTuple):
    kind: HandOverKind
    at: datetime
    seat: Seat


@dataclass(slots=True)
class Item:
    """A step of this dossier, as far as it has come."""

    stop: Stop
    opened: datetime
    due: datetime | None
    seat: Seat
    status: WorkStatus
    done: datetime | None
    givings: list[Giving]


@dataclass(frozen=True, slots=True)
class World:
    """Time, as every dossier lives in it. `now` is a minute of office time."""

    office: OfficeTime
    calendar: WorkingCalendar
    now: float


class Telling:
    """One dossier while its life is told; what is to be kept of it afterwards."""

    def __init__(self, road: Road, fate: Fate, *, applicant: Seat, filed: float, world: World, chance: Random) -> None:
        self.road, self.fate, self.applicant, self.chance = road, fate, applicant, chance
        self.events: list[Event] = []
        self.items: list[Item] = []
        self.filings: list[datetime] = []
        self._world, self._minute, self._standing = world, filed, State.DRAFT
        self._due: datetime | None = None
        self._apology_minute: float | None = None

    # --- acts of the lifecycle ---

    def happen(
        self,
        action: Action,
        role: Role,
        seat: Seat,
        *,
        agency: int | None = None,
        details: dict[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        at = self.moment()
        move = lifecycle.move_for(action=action, state=self._standing, role=role)
        self.events.append(Event(len(self.events) + 1, move, at, role, seat, agency, details or {}, reason))
        self._standing = move.target

    def file(self, action: Action, desk: Seat) -> None:
        """By the applicant online; by the desk where she came or wrote."""
        details = {"filing": len(self.filings) + 1}
        if self.road.is_online:
            self.happen(action, Role.APPLICANT, self.applicant, details=details)
        else:
            self.happen(action, Role.RECEPTIONIST, desk, agency=self.road.receiving, details=details)
        self.filings.append(self.events[-1].at)

    def ask(self, action: Action, role: Role, seat: Seat, *, agency: int) -> None:
        ground = {"ground": "supplement"} if action is Action.REQUEST_SUPPLEMENT else {}
        details = {"items": [self.road.asked_item], **ground}
        self.happen(action, role, seat, agency=agency, details=details, reason=REASONS[action.value])

    def accept(self, desk: Seat) -> None:
        self.happen(Action.ACCEPT, Role.RECEPTIONIST, desk, agency=self.road.receiving, details=self.road.accepted_with)
        due, _ = legal_clock.count(self._world.calendar, self.events[-1].at, self.road.limit)
        self._due = due
        if self.fate.apologised and self.road.limit[0].unit is not Unit.SAME_DAY:
            self._apology_minute = self._world.office.minute(due) - 1.2 * DAY_MINUTES
        self.finish(self.open(self.road.stops[0], opened=self.filings[0], by=None), desk)

    def close_unanswered(self) -> None:
        """Nobody answered: the system stops the dossier on the first working day after the period."""
        asked, calendar = self.events[-1].at, self._world.calendar
        day = legal_clock.closable_from(asked, working_days=self.road.unanswered_days, calendar=calendar)
        self._minute = self._world.office.minute(calendar.opens_at(day))
        self.happen(Action.STOP, Role.SYSTEM, SYSTEM, details={"ground": "not_completed"})

    # --- steps ---

    def open(self, stop: Stop, *, opened: datetime, by: Seat | None) -> Item:
        givings = [Giving(HandOverKind.GIVEN, opened, by)] if by else []
        item = Item(stop, opened, self._share_of_time(stop, opened), SYSTEM, WorkStatus.OPEN, None, givings)
        self.items.append(item)
        return item

    def take(self, item: Item) -> None:
        item.seat = self.sit(item.stop.seats)
        item.givings.append(Giving(HandOverKind.RECEIVED, self.moment(), item.seat))
        role = Role(item.stop.step.role.value)
        if role in _MAY_ASSIGN and self._standing is State.IN_PROGRESS and not self.has(Action.ASSIGN):
            self.happen(Action.ASSIGN, role, item.seat, agency=item.stop.agency, details={"step": item.stop.step.key})

    def finish(self, item: Item, seat: Seat) -> bool:
        at = self.moment()
        item.seat, item.status, item.done = seat, WorkStatus.DONE, at
        item.givings.append(Giving(HandOverKind.FINISHED, at, seat))
        return True

    def cancel(self, item: Item) -> bool:
        item.status, item.done = WorkStatus.CANCELLED, self.events[-1].at
        return False

    # --- time and chance ---

    def wait(self, minutes: float) -> None:
        """Let office time pass; a letter of apology goes out when its moment comes."""
        then = self._minute + minutes
        if self._apology_minute is not None and self._apology_minute < then and self._standing is State.IN_PROGRESS:
            self._minute = max(self._minute, self._apology_minute)
            self._apologise()
        self._minute = max(then, self._minute)

    def wait_between(self, least: float, most: float) -> None:
        self.wait(self.chance.uniform(least, most))

    def minutes_left(self) -> float:
        assert self._due is not None, "accepted"
        return self._world.office.minute(self._due) - self._minute

    def moment(self) -> datetime:
        """The present moment of the story. Raises NotYet when it lies ahead of now."""
        if self._minute > self._world.now:
            raise NotYet
        return self._world.office.at(self._minute)

    def has(self, action: Action) -> bool:
        return any(event.move.action is action for event in self.events)

    def sit(self, seats: Sequence[Seat]) -> Seat:
        return seats[int(self.chance.random() * len(seats))]

    def _apologise(self) -> None:
        assert self._due is not None, "accepted"
        self._apology_minute = None
        day = legal_day(self._due)
        for _ in range(self.chance.randint(2, 5)):
            day = self._world.calendar.next_open_day(day)
        signs = next(stop for stop in self.road.stops if stop.step.act is Act.DECIDE)
        self.happen(
            Action.APOLOGISE,
            Role.SIGNATORY,
            self.sit(signs.seats),
            agency=signs.agency,
            details={"new_due_at": self._world.calendar.closes_at(day).isoformat()},
            reason=REASONS["apologise"],
        )

    def _share_of_time(self, stop: Stop, opened: datetime) -> datetime | None:
        """The same sum as real steps get: a share of the time left, in step with the shares still to come."""
        if self._due is None:
            return None
        return opened + max(self._due - opened, timedelta()) * stop.share_of_rest
