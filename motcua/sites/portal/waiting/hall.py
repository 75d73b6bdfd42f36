"""The screen in the hall: numbers and windows, nothing else, readable from the last row of chairs."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.waiting_room import door_keys, seats
from motcua.foundation.waiting_room.models import AT_A_WINDOW, Ticket, TicketState
from motcua.foundation.waiting_room.order import ranked, waiting
from motcua.sites.portal.waiting.kiosk import room_behind
from motcua.sites.ui import qr_codes, waiting_words

#: The next ones, so that people come closer in time.
NEXT = 6


@dataclass(frozen=True, slots=True)
class Line:
    window: int
    number: str
    is_called: bool


@login_not_required
@never_cache
@require_safe
def hall(request: HttpRequest, code: str, key: str) -> HttpResponse:
    room, at = room_behind(code, key), legal_time.now()
    here = Ticket.objects.filter(room=room, day=legal_day(at), state__in=AT_A_WINDOW).select_related("window")
    serving = {ticket.window_id: ticket for ticket in here}
    called = max((t for t in serving.values() if t.state == TicketState.CALLED), key=_called_at, default=None)
    line = ranked(waiting(room.pk, at=at), at=at)
    gate = reverse("portal:kiosk", kwargs={"code": code, "key": door_keys.key_of_day(room, day=legal_day(at))})
    context = {
        "unit": room.unit,
        "lines": [_line(window.number, serving.get(window.pk)) for window in seats.open_windows(room.pk)],
        "called": called,
        "next": [waiting_words.number(ticket.number) for ticket in line[:NEXT]],
        "waiting": line.count(),
        "words": waiting_words,
        "qr": qr_codes.svg(request.build_absolute_uri(gate)),
        "at": at,
    }
    return render(request, "portal/hall.html", context)


def _called_at(ticket: Ticket) -> datetime:
    return ticket.called_at or ticket.taken_at


def _line(window: int, ticket: Ticket | None) -> Line:
    if ticket is None:
        return Line(window, "", is_called=False)
    return Line(window, waiting_words.number(ticket.number), is_called=ticket.state == TicketState.CALLED)
