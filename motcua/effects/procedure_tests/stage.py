"""One dossier of a test: its events and its steps, in memory. The rules are those of the real handling."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.fees import fees_due
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act, Step
from motcua.dossiers.models import Channel, WorkStatus
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.lifecycle import Action, Facts, Move, Role, State
from motcua.dossiers.rules.projection import Happened, Projection, project
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.refusals import Refusal

UNDER_WAY = frozenset({WorkStatus.OPEN, WorkStatus.WAITING})


@dataclass
class Item:
    """A step of this dossier: `commands/work.py` keeps them as rows."""

    step: Step
    status: WorkStatus
    opened_at: datetime
    came_from: "Item | None" = None
    #: When the notice comes down, once it hangs.
    posted_until: datetime | None = None


@dataclass
class Stage:
    definition: Definition
    channel: str
    calendar: WorkingCalendar
    answers: dict[str, Any]
    process: Process
    events: list[Happened] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    locality: str = ""
    #: What is to be paid now, and what was paid, by the key of the fee. `commands/fees.py` keeps them as rows.
    owed: dict[str, int] = field(default_factory=dict)
    paid: Counter[str] = field(default_factory=Counter)

    @property
    def state(self) -> State:
        return self.events[-1].to_state if self.events else State.DRAFT

    @property
    def projection(self) -> Projection:
        return self.projected(len(self.events))

    def projected(self, count: int) -> Projection:
        """As it stood after so many events."""
        return project(self.events[:count], calendar_of=lambda _version: self.calendar)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What a transaction is for the real handling: a refusal leaves everything as it was."""
        before = deepcopy((self.events, self.moves, self.items, self.owed, self.paid))
        try:
            yield
        except Refusal:
            self.events, self.moves, self.items, self.owed, self.paid = before
            raise

    def record(self, action: Action, *, role: Role, at: datetime, details: Mapping[str, Any] | None = None) -> None:
        """As `dossiers/record.py` does it, without a database. Raises the refusals of the lifecycle."""
        told = dict(details or {})
        move = lifecycle.move_for(action=action, state=self.state, role=role)
        lifecycle.require(move, self._facts(move, ground=told.get("ground", ""), at=at))
        self.moves.append(move)
        self.events.append(
            Happened(
                number=len(self.events) + 1,
                action=action,
                to_state=move.target,
                clock=move.clock,
                at=at,
                calendar_version=1,
                details=told,
            )
        )

    def assess(self) -> None:
        """What is owed for these answers by the rates of the day of the filing, less what is paid."""
        lines = fees_due(
            self.definition,
            answers=self.answers,
            channel=self.channel,
            on=legal_day(self.events[0].at),
            locality=self.locality,
        )
        left = {line.key: line.amount - self.paid[line.key] for line in lines}
        self.owed = {key: amount for key, amount in left.items() if amount > 0}

    def pay(self) -> None:
        self.paid.update(self.owed)
        self.owed = {}

    def open_items(self) -> Iterator[Item]:
        return (item for item in self.items if item.status is WorkStatus.OPEN)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.open_items() if item.step.key == key), None)

    def item_of(self, act: Act) -> Item | None:
        return next((item for item in self.open_items() if item.step.act is act), None)

    def begin(self, *, at: datetime) -> None:
        """Reception is the first step, done with the acceptance."""
        first = Item(self.process.steps[0], WorkStatus.OPEN, opened_at=at)
        self.items.append(first)
        self.finish(first, role=Role.RECEPTIONIST, at=at)

    def finish(self, item: Item, *, role: Role, at: datetime, choice: str = "") -> None:
        """Close the step, let the clock go on where it stood for it, and open what follows."""
        item.status = WorkStatus.DONE
        self._go_on(item.step, role=role, at=at)
        self._open_next(item, self._following(item, choice=choice), at=at)

    def give_back(self, item: Item, *, role: Role, at: datetime) -> None:
        """The draft was objected to, or nobody agreed with it: the step before is done once more."""
        before = item.came_from
        assert before is not None, "no process begins with a draft"
        item.status = WorkStatus.RETURNED
        self._go_on(item.step, role=role, at=at)
        again = Item(before.step, WorkStatus.OPEN, opened_at=at, came_from=item)
        self.items.append(again)
        self._enter(again, at=at)

    def stand(self, item: Item, *, at: datetime) -> None:
        """The clock stands from the moment on which a step with a ground is entered; for a notice, when it hangs."""
        is_notice_to_come = item.step.act is Act.POST_PUBLICLY and item.posted_until is None
        if item.step.ground is None or self.state is not State.IN_PROGRESS or is_notice_to_come:
            return
        action = Action.REQUEST_PAYMENT if item.step.act is Act.PAY else Action.SUSPEND
        details = {"ground": item.step.ground, "step": item.step.key}
        self.record(action, role=Role.SYSTEM, at=at, details=details)

    def cancel_open(self) -> None:
        for item in self.items:
            if item.status in UNDER_WAY:
                item.status = WorkStatus.CANCELLED
        self.owed = {}

    def _following(self, done: Item, *, choice: str) -> tuple[Step, ...]:
        """What was given back goes back to where it came from, and to no other branch."""
        led_to = self.process.following(done.step.key, on=choice, holds=self._holds)
        giver = done.came_from
        if giver is not None and giver.status is WorkStatus.RETURNED and giver.step in led_to:
            return (giver.step,)
        return led_to

    def _open_next(self, done: Item, led_to: tuple[Step, ...], *, at: datetime) -> None:
        under_way = [item for item in self.items if item.status in UNDER_WAY]
        here = {item.step.key for item in under_way}
        added = [
            Item(step, WorkStatus.WAITING, opened_at=at, came_from=done) for step in led_to if step.key not in here
        ]
        self.items.extend(added)
        waiting = [item for item in [*under_way, *added] if item.status is WorkStatus.WAITING]
        begun = [item.step.key for item in under_way if item.status is WorkStatus.OPEN]
        opening = self.process.opening(waiting=[item.step.key for item in waiting], begun=begun)
        opened = [item for item in waiting if item.step.key in opening]
        for item in opened:
            item.status, item.opened_at = WorkStatus.OPEN, at
        for item in opened:
            self._enter(item, at=at)

    def _enter(self, item: Item, *, at: datetime) -> None:
        self.stand(item, at=at)
        if item.step.act is Act.AUTOMATIC:
            self.finish(item, role=Role.SYSTEM, at=at)

    def _go_on(self, step: Step, *, role: Role, at: datetime) -> None:
        if step.ground is None or self.state is not State.SUSPENDED:
            return
        standing = [
            item
            for item in self.open_items()
            if item.step.ground and (item.step.act is not Act.POST_PUBLICLY or item.posted_until)
        ]
        if not standing:
            self.record(Action.CONTINUE, role=role, at=at, details={"ground": step.ground, "step": step.key})

    def _holds(self, tree: Tree) -> bool:
        return holds(tree, self.answers, Context(today=date.min, channel=self.channel))

    def _unpaid(self, move: Move, *, at: datetime) -> int:
        """Paid before it is taken in, but at the counter; and everywhere before the result is handed over."""
        rules = self.definition.rules_on(legal_day(at))
        if move.action is Action.ACCEPT and (self.channel == Channel.COUNTER or not rules.fee_before_acceptance):
            return 0
        return len(self.owed)

    def _facts(self, move: Move, *, ground: str, at: datetime) -> Facts:
        asked = sum(past.action is move.action for past in self.moves)
        allowed = sum(past.action is Action.ALLOW_SECOND_REQUEST and past.source is move.source for past in self.moves)
        return Facts(
            apologies=sum(past.action is Action.APOLOGISE for past in self.moves),
            open_work=sum(item.step.act is not Act.DECIDE for item in self.open_items()),
            # A test speaks of time and papers: the document of the result is taken for granted.
            results=1,
            consent=True,
            requests=asked,
            allowances=allowed,
            unpaid=self._unpaid(move, at=at),
            ground_is_known=ground in {step.ground for step in self.definition.steps},
        )
