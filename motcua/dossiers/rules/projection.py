"""What the events of a dossier add up to: the columns that lists read, computed in one way for ever."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.legal_clock import Reading, Tick
from motcua.dossiers.rules.lifecycle import Action, Clock, State
from motcua.foundation.calendar.arithmetic import Period, Unit, WorkingCalendar

#: The acts after which a new date is printed for the applicant.
_PROMISES = frozenset({Clock.START, Clock.RESTART, Clock.EXTEND})
#: The acts that end the handling: "finished" is the result published, not the result handed over.
_ENDS = frozenset({Action.PUBLISH, Action.REFUSE, Action.WITHDRAW, Action.STOP})


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as a plain value."""

    number: int
    action: Action
    to_state: State
    clock: Clock
    at: datetime
    calendar_version: int
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Projection:
    state: State
    event_count: int
    calendar_version_id: int
    submitted_at: datetime | None
    accepted_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    supplement_rounds: int
    outcome: str


CalendarOf = Callable[[int], WorkingCalendar]


def project(events: Sequence[Happened], *, calendar_of: CalendarOf) -> Projection:
    """Fold the events, in order of number. Raises IndexError when there are none: a draft has nothing to project."""
    last = events[-1]
    return Projection(
        state=last.to_state,
        event_count=last.number,
        calendar_version_id=last.calendar_version,
        submitted_at=_first(events, Action.SUBMIT),
        accepted_at=_first(events, Action.ACCEPT),
        due_at=reading(events, calendar_of=calendar_of).due_at,
        original_due_at=_due_after(events, frozenset({Clock.START}), calendar_of=calendar_of),
        promised_at=_promised(events, calendar_of=calendar_of),
        finished_at=_last(events, _ENDS),
        supplement_rounds=sum(event.action is Action.REQUEST_SUPPLEMENT for event in events),
        outcome=next((e.details["outcome"] for e in reversed(events) if e.action is Action.DECIDE), ""),
    )


def reading(events: Sequence[Happened], *, calendar_of: CalendarOf) -> Reading:
    """The ledger, counted with the calendar that the last event names."""
    return legal_clock.read(map(tick, events), calendar=calendar_of(events[-1].calendar_version))


def tick(event: Happened) -> Tick:
    new_due_at = event.details.get("new_due_at")
    return Tick(
        at=event.at,
        clock=event.clock,
        limit=tuple(period(p) for p in event.details.get("limit", ())),
        new_due_at=datetime.fromisoformat(new_due_at) if new_due_at else None,
        ground=event.details.get("ground", ""),
        event_number=event.number,
    )


def period(stored: dict[str, Any]) -> Period:
    """A period as it stands in an event: {"amount": 3, "unit": "working_day", "cutoff": "15:00" or absent}."""
    cutoff = stored.get("cutoff")
    return Period(stored["amount"], Unit(stored["unit"]), time.fromisoformat(cutoff) if cutoff else None)


def stored(period: Period) -> dict[str, Any]:
    """The inverse of `period`."""
    cutoff = {"cutoff": f"{period.cutoff:%H:%M}"} if period.cutoff else {}
    return {"amount": period.amount, "unit": period.unit.value, **cutoff}


def _due_after(events: Sequence[Happened], clocks: frozenset[Clock], *, calendar_of: CalendarOf) -> datetime | None:
    """The date that stood after the last act of that kind, counted with the calendar of that moment."""
    last = max((index for index, event in enumerate(events) if event.clock in clocks), default=None)
    return None if last is None else reading(events[: last + 1], calendar_of=calendar_of).due_at


def _promised(events: Sequence[Happened], *, calendar_of: CalendarOf) -> datetime | None:
    """The date of the last act that prints one. What a counter printed without a line stands, whatever we count."""
    last = next((event for event in reversed(events) if event.clock in _PROMISES), None)
    printed = last.details.get("promised_at") if last else None
    return datetime.fromisoformat(printed) if printed else _due_after(events, _PROMISES, calendar_of=calendar_of)


def _first(events: Sequence[Happened], action: Action) -> datetime | None:
    return next((event.at for event in events if event.action is action), None)


def _last(events: Sequence[Happened], actions: frozenset[Action]) -> datetime | None:
    return next((event.at for event in reversed(events) if event.action in actions), None)
