"""The machine at the door, and the same on one's own telephone: two taps and a number. It asks nobody's name."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations import opening
from motcua.foundation.waiting_room import appointments, door_keys, estimates, tickets
from motcua.foundation.waiting_room.models import Appointment, Room, Service, Ticket
from motcua.foundation.waiting_room.order import waiting
from motcua.sites.ui import formats, qr_codes, refusals, slot_choice, waiting_words

#: On the machine a ticket stays so long on the screen, and then it is the next person's.
SHOWN_SECONDS = 20
REFRESHED_SECONDS = 30
_CODE_LENGTH = 12


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, code: str, key: str) -> HttpResponse:
    room = room_behind(code, key)
    if request.method == "POST":
        return _take(request, room, key)
    service = request.GET.get("service", "")
    return _page(request, room, key, service=service if service in Service.values else "")


@login_not_required
@never_cache
@require_POST
def arrival(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Whoever has an appointment types its code. A wrong one says no more than a right one of another day."""
    room = room_behind(code, key)
    typed = "".join(request.POST.get("appointment", "").split()).upper()[:_CODE_LENGTH]
    booked = Appointment.objects.filter(room=room, code=typed).first()
    if booked is None:
        return _page(request, room, key, problem=_unknown())
    try:
        ticket = appointments.arrive(booked, room=room, at=legal_time.now())
    except (appointments.NotToday, appointments.AppointmentOver):
        return _page(request, room, key, problem=_unknown())
    return _to_ticket(ticket, room, key)


@login_not_required
@never_cache
@require_safe
def ticket(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Ticket.objects.select_related("room__unit", "window"), uuid=uuid)
    at, door = legal_time.now(), request.GET.get("door", "")
    at_machine = bool(door) and door == found.room.key
    context = {
        "ticket": found,
        "unit": found.room.unit,
        "words": waiting_words,
        "ahead": estimates.ahead_of(found, at=at),
        "minutes": estimates.minutes_until(found, at=at),
        "qr": qr_codes.svg(request.build_absolute_uri(reverse("portal:ticket", kwargs={"uuid": uuid}))),
        "door": door if at_machine else "",
        "seconds": SHOWN_SECONDS if at_machine else REFRESHED_SECONDS,
        "at": at,
    }
    return render(request, "portal/ticket.html", context)


def _unknown() -> str:
    return _("Không có lịch hẹn nào hôm nay với mã này. Xem lại mã rồi nhập lại.")


def room_behind(code: str, key: str) -> Room:
    """Without the key of the door or of the day there is no room."""
    room = Room.objects.select_related("unit").filter(unit__code=code).first()
    if room is None or not door_keys.opens(room, key, day=legal_day(legal_time.now())):
        raise Http404
    return room


def _take(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    service, priority = request.POST.get("service", ""), request.POST.get("priority", "")
    try:
        uuid = UUID(request.POST.get("key", ""))
    except ValueError as odd:
        raise Http404 from odd
    if service not in Service.values:
        raise Http404
    at = legal_time.now()
    if not _is_open(room, at=at):
        return _page(request, room, key)
    try:
        taken = tickets.take(room, service=Service(service), at=at, uuid=uuid, priority=priority)
    except tickets.PriorityNotKept as refusal:
        return _page(request, room, key, problem=refusals.sentence(refusal))
    return _to_ticket(taken, room, key)


def _to_ticket(ticket: Ticket, room: Room, key: str) -> HttpResponse:
    """On the machine the page knows the way back; on a telephone it stays."""
    address = reverse("portal:ticket", kwargs={"uuid": ticket.uuid})
    return redirect(f"{address}?door={key}" if key == room.key else address)


def _is_open(room: Room, *, at: datetime) -> bool:
    """Numbers are given on every day on which the doors open, until they close, over noon too."""
    stretches = opening.hours_of(room.unit, slot_choice.calendar()).on(legal_day(at))
    return bool(stretches) and at < stretches[-1][1]


def _page(request: HttpRequest, room: Room, key: str, *, service: str = "", problem: str = "") -> HttpResponse:
    at = legal_time.now()
    context = {
        "room": room,
        "unit": room.unit,
        "door": key,
        "service": service,
        "problem": problem,
        "words": waiting_words,
        "is_open": _is_open(room, at=at),
        "waiting": waiting(room.pk, at=at).count(),
        "key": uuid4(),
        "now": formats.hour(at),
    }
    return render(request, "portal/kiosk.html", context, status=422 if problem else 200)
