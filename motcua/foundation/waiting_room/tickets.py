"""What can be done with a ticket. Every act is a row of `TicketEvent`; the columns follow."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room.models import (
    AT_A_WINDOW,
    Act,
    Appointment,
    Room,
    Service,
    Ticket,
    TicketEvent,
    TicketState,
    Window,
)
from motcua.foundation.waiting_room.numbering import next_number
from motcua.foundation.waiting_room.order import in_line


class TicketElsewhere(Refusal):
    """Another window has called this number meanwhile, or it is closed."""


class NobodyWaits(Refusal):
    """Nobody whom this window serves is waiting."""


class WindowBusy(Refusal):
    """One person is served at a window: the one before must be finished, held or sent on first."""


class PriorityNotKept(Refusal):
    """This unit's rules for the hall do not name that priority."""


@dataclass(frozen=True, slots=True)
class _Step:
    sources: frozenset[TicketState]
    target: TicketState


_S = TicketState
STEPS: dict[Act, _Step] = {
    Act.CALL: _Step(frozenset({_S.WAITING}), _S.CALLED),
    Act.RECALL: _Step(frozenset({_S.CALLED, _S.HELD, _S.MISSED}), _S.CALLED),
    Act.BEGIN: _Step(frozenset({_S.CALLED}), _S.SERVING),
    Act.HOLD: _Step(frozenset({_S.CALLED, _S.SERVING}), _S.HELD),
    Act.MISS: _Step(frozenset({_S.CALLED}), _S.MISSED),
    Act.TRANSFER: _Step(frozenset({_S.CALLED, _S.SERVING, _S.HELD}), _S.WAITING),
    Act.CLOSE: _Step(frozenset({_S.CALLED, _S.SERVING, _S.HELD}), _S.DONE),
}


@transaction.atomic
def take(  # noqa: PLR0913 - what is known at the door, each by name
    room: Room,
    *,
    service: Service,
    at: datetime,
    uuid: UUID,
    priority: str = "",
    appointment: Appointment | None = None,
    appointed_at: datetime | None = None,
) -> Ticket:
    """A number for somebody at the door. The same `uuid` again gives the same ticket. Raises PriorityNotKept."""
    if priority and priority not in room.priorities:
        raise PriorityNotKept
    ticket = Ticket(
        uuid=uuid,
        room=room,
        day=legal_day(at),
        service=service,
        priority=priority,
        appointment=appointment,
        appointed_at=appointed_at,
        taken_at=at,
    )
    return Ticket.objects.filter(uuid=uuid, room=room).first() or _numbered(ticket)


@transaction.atomic
def call_next(window: Window, *, post_id: int, at: datetime) -> Ticket:
    """The next one by rule; two windows that press at once call two. Raises WindowBusy, NobodyWaits."""
    _require_free(window, post_id=post_id, at=at)
    waiting = in_line(window, at=at).select_for_update(of=("self",), skip_locked=True)
    ticket = waiting.first()
    if ticket is None:
        raise NobodyWaits
    return _done(ticket, Act.CALL, window=window, post_id=post_id, at=at)


@transaction.atomic
def call(ticket: Ticket, *, window: Window, post_id: int, at: datetime) -> Ticket:
    """Out of turn, by number: somebody who was held, missed her call, or is unwell."""
    _require_free(window, post_id=post_id, at=at, but=ticket)
    locked = _locked(ticket)
    act = Act.CALL if locked.state == TicketState.WAITING else Act.RECALL
    return _act(locked, act, window=window, post_id=post_id, at=at)


@transaction.atomic
def act(ticket: Ticket, act: Act, *, window: Window, post_id: int, at: datetime) -> Ticket:
    """What a window does with the number it has. Raises TicketElsewhere."""
    locked = _locked(ticket)
    if locked.window_id != window.pk:
        raise TicketElsewhere(number=locked.number)
    return _act(locked, act, window=window, post_id=post_id, at=at)


@transaction.atomic
def transfer(ticket: Ticket, *, window: Window, to: Window, post_id: int, at: datetime) -> Ticket:
    """On to another window of the same room, which calls it before all others."""
    locked = _locked(ticket)
    if locked.window_id != window.pk or to.room_id != locked.room_id:
        raise TicketElsewhere(number=locked.number)
    return _act(locked, Act.TRANSFER, window=to, post_id=post_id, at=at)


def current(window: Window) -> Ticket | None:
    """Whom this window serves now."""
    return Ticket.objects.filter(window=window, state__in=AT_A_WINDOW).first()


def _numbered(ticket: Ticket) -> Ticket:
    """Of two presses of one button the second waits for the counter, finds the ticket and gives its number back."""
    try:
        with transaction.atomic():
            ticket.number = next_number(room_id=ticket.room_id, day=ticket.day)
            ticket.save(force_insert=True)
            TicketEvent.objects.create(ticket=ticket, act=Act.TAKE, at=ticket.taken_at)
    except IntegrityError:
        return Ticket.objects.get(uuid=ticket.uuid, room=ticket.room_id)
    return ticket


def _require_free(window: Window, *, post_id: int, at: datetime, but: Ticket | None = None) -> None:
    """The window's row is locked, so that one officer's two tabs do not call two people to one chair."""
    Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    busy = current(window)
    if busy is None or (but is not None and busy.pk == but.pk):
        return
    if busy.day == legal_day(at):
        raise WindowBusy(number=busy.number)
    # Left open when the doors closed: nobody knows how long it took, so it took no time.
    _done(busy, Act.CLOSE, window=window, post_id=post_id, at=busy.begun_at or busy.called_at or busy.taken_at)


def _locked(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)


def _act(ticket: Ticket, act: Act, *, window: Window, post_id: int, at: datetime) -> Ticket:
    if ticket.state not in STEPS[act].sources:
        raise TicketElsewhere(number=ticket.number)
    return _done(ticket, act, window=window, post_id=post_id, at=at)


def _done(ticket: Ticket, act: Act, *, window: Window, post_id: int, at: datetime) -> Ticket:
    ticket.state, ticket.window = STEPS[act].target, window
    if act is Act.CALL and ticket.called_at is None:
        ticket.called_at = at
    if act in {Act.BEGIN, Act.CLOSE} and ticket.begun_at is None:
        ticket.begun_at = at if act is Act.BEGIN else ticket.called_at
    if ticket.state in {TicketState.DONE, TicketState.MISSED}:
        ticket.closed_at = at
    elif act is Act.RECALL:
        ticket.closed_at = None
    ticket.save(update_fields=["state", "window", "called_at", "begun_at", "closed_at"])
    TicketEvent.objects.create(ticket=ticket, act=act, at=at, window=window, post_id=post_id)
    return ticket
