"""An officer's window: whom she serves, who is next and why, and what she can do with a number."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.commands import visiting
from motcua.dossiers.queries import visits
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room import estimates, seats, tickets
from motcua.foundation.waiting_room.models import Act, Room, Service, Ticket, TicketState, Window
from motcua.foundation.waiting_room.order import ranked, waiting
from motcua.sites.desk import answering
from motcua.sites.desk.waiting.rooms import room_here, seat_of, window_or_404
from motcua.sites.ui import refusals, waiting_words
from motcua.sites.ui.acting import ActingRequest

#: Of those who wait an officer sees the next ones; the others are a number.
SHOWN = 30
ACTS = {act.value: act for act in (Act.BEGIN, Act.HOLD, Act.MISS, Act.CLOSE)}


@require_safe
def hall(request: ActingRequest) -> HttpResponse:
    room, at = room_here(request), legal_time.now()
    seat = seat_of(request)
    line = ranked(waiting(room.pk, at=at), at=at)
    context = {
        "room": room,
        "seat": seat,
        "windows": seats.open_windows(room.pk),
        "current": tickets.current(seat) if seat else None,
        "visit": visits.open_visit(post_id=request.actor.post_id),
        "line": list(line[:SHOWN]),
        "waiting": line.count(),
        "aside": _aside(room, at=at),
        "minutes_each": estimates.minutes_each(room, at=at),
        "words": waiting_words,
        "key": uuid4(),
        "in_hall": True,
    }
    return answering.page(request, "desk/hall.html", context)


@require_POST
def seat(request: ActingRequest) -> HttpResponse:
    """Sit down at a window, or get up."""
    room, post_id = room_here(request), _post_id(request)
    number = request.POST.get("window", "")
    if not number:
        seats.leave(post_id=post_id)
        return redirect("desk:hall")
    return _tried(request, lambda _at: seats.sit(window_or_404(room, number), post_id=post_id))


@require_POST
def next_call(request: ActingRequest) -> HttpResponse:
    """The next one by rule; what the window had in hand is finished first."""
    seat, post_id = _seat(request), _post_id(request)

    def call(at: datetime) -> None:
        if (busy := tickets.current(seat)) is not None and "finish" in request.POST:
            tickets.act(busy, Act.CLOSE, window=seat, post_id=post_id, at=at)
            visiting.end(post_id=post_id, at=at)
        tickets.call_next(seat, post_id=post_id, at=at)

    return _tried(request, call)


@require_POST
def ticket_call(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """This very number: once more, or out of turn."""
    seat, ticket = _seat(request), _ticket(request, uuid)
    return _tried(request, lambda at: tickets.call(ticket, window=seat, post_id=_post_id(request), at=at))


@require_POST
def ticket_act(request: ActingRequest, uuid: UUID, act: str) -> HttpResponse:
    seat, ticket = _seat(request), _ticket(request, uuid)
    if act not in ACTS:
        raise Http404
    post_id = _post_id(request)

    def do(at: datetime) -> None:
        tickets.act(ticket, ACTS[act], window=seat, post_id=post_id, at=at)
        if ACTS[act] is Act.CLOSE:
            visiting.end(post_id=post_id, at=at)

    return _tried(request, do)


@require_POST
def ticket_transfer(request: ActingRequest, uuid: UUID) -> HttpResponse:
    seat, ticket = _seat(request), _ticket(request, uuid)
    to = window_or_404(seat.room, request.POST.get("window", ""))
    return _tried(request, lambda at: tickets.transfer(ticket, window=seat, to=to, post_id=_post_id(request), at=at))


@require_POST
def ticket_given(request: ActingRequest) -> HttpResponse:
    """For somebody who cannot use the machine: the officer takes the number for her, and prints it."""
    room = room_here(request)
    service = request.POST.get("service", "")
    if service not in Service.values:
        raise Http404
    try:
        uuid = UUID(request.POST.get("key", ""))
    except ValueError as odd:
        raise Http404 from odd

    def give(at: datetime) -> None:
        priority = request.POST.get("priority", "")
        ticket = tickets.take(room, service=Service(service), at=at, uuid=uuid, priority=priority)
        messages.success(request, _("Đã lấy số %(number)s.") % {"number": waiting_words.number(ticket.number)})

    return _tried(request, give)


def _tried(request: ActingRequest, act: Callable[[datetime], object]) -> HttpResponse:
    """Back to the window, with what happened or why not."""
    try:
        act(legal_time.now())
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    return redirect("desk:hall")


def _aside(room: Room, *, at: datetime) -> list[Ticket]:
    """Held and missed today: they may come back."""
    today = legal_day(at)
    states = (TicketState.HELD, TicketState.MISSED)
    return list(Ticket.objects.filter(room=room, day=today, state__in=states).order_by("number"))


def _seat(request: ActingRequest) -> Window:
    """Without a chair nothing can be called."""
    room_here(request)
    seat = seat_of(request)
    if seat is None:
        raise Http404
    return seat


def _ticket(request: ActingRequest, uuid: UUID) -> Ticket:
    return get_object_or_404(Ticket, uuid=uuid, room=room_here(request))


def _post_id(request: ActingRequest) -> int:
    assert request.actor.post_id is not None, "receptionists have a post"
    return request.actor.post_id
