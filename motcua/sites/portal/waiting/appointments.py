"""My appointments: choose an office, a day and an hour; move it, or give it back to others."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room import appointments as booking
from motcua.foundation.waiting_room.models import Appointment, Room, Service
from motcua.sites.ui import formats, paperless_words, qr_codes, refusals, slot_choice, waiting_words
from motcua.sites.ui.acting import ActingRequest


@require_safe
def appointments(request: ActingRequest) -> HttpResponse:
    _require_citizen(request)
    rooms = Room.objects.filter(places__gt=0).select_related("unit").order_by("unit__name")
    context = {"mine": coming(request.actor, at=legal_time.now()), "rooms": rooms, "words": waiting_words}
    return render(request, "portal/appointments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def office(request: ActingRequest, code: str) -> HttpResponse:
    """The free hours of one office."""
    _require_citizen(request)
    room = get_object_or_404(Room.objects.select_related("unit"), unit__code=code, places__gt=0)
    if request.method != "POST":
        return _hours(request, room)
    service, starts_at = request.POST.get("service", ""), slot_choice.hour(request.POST.get("starts_at", ""))
    if service not in Service.values or starts_at is None:
        return _hours(request, room, problem=_("Chọn việc cần làm và một giờ còn trống."))
    try:
        booked = booking.book(
            room,
            service=Service(service),
            starts_at=starts_at,
            calendar=slot_choice.calendar(),
            at=legal_time.now(),
            person_id=request.actor.person_id,
            account_id=request.actor.account_id,
        )
    except Refusal as refusal:
        return _hours(request, room, problem=refusals.sentence(refusal))
    return redirect("portal:appointment", uuid=booked.uuid)


@require_safe
def appointment(request: ActingRequest, uuid: UUID) -> HttpResponse:
    found = _mine_or_404(request, uuid)
    context = {
        "appointment": found,
        "unit": found.room.unit,
        "words": waiting_words,
        "qr": qr_codes.svg(found.code),
        "online_only": paperless_words.online_only(found.room.unit_id, on=found.day),
    }
    return render(request, "portal/appointment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: ActingRequest, uuid: UUID) -> HttpResponse:
    found = _mine_or_404(request, uuid)
    starts_at = slot_choice.hour(request.POST.get("starts_at", ""))
    if request.method != "POST":
        return _hours(request, found.room, moved=found)
    if starts_at is None:
        return _hours(request, found.room, moved=found, problem=_("Chọn một giờ còn trống."))
    try:
        booking.move(
            found,
            starts_at=starts_at,
            calendar=slot_choice.calendar(),
            at=legal_time.now(),
            account_id=request.actor.account_id,
        )
    except Refusal as refusal:
        return _hours(request, found.room, moved=found, problem=refusals.sentence(refusal))
    messages.success(request, _("Đã đổi hẹn sang %(at)s.") % {"at": formats.appointment(starts_at)})
    return redirect("portal:appointment", uuid=uuid)


@require_POST
def cancelling(request: ActingRequest, uuid: UUID) -> HttpResponse:
    found = _mine_or_404(request, uuid)
    booking.cancel(found, at=legal_time.now(), account_id=request.actor.account_id)
    messages.success(request, _("Đã hủy hẹn. Giờ này dành lại cho người khác."))
    return redirect("portal:appointments")


def coming(actor: Actor, *, at: datetime) -> list[Appointment]:
    """Hers that are still to come: her account reminds her of them."""
    if actor.role is not Role.APPLICANT or actor.person_id is None:
        return []
    alive = Appointment.objects.alive().filter(person_id=actor.person_id, day__gte=legal_day(at))
    return list(alive.filter(ticket=None).select_related("room__unit").order_by("starts_at"))


def _mine_or_404(request: ActingRequest, uuid: UUID) -> Appointment:
    _require_citizen(request)
    alive = Appointment.objects.alive().select_related("room__unit")
    return get_object_or_404(alive, uuid=uuid, person_id=request.actor.person_id)


def _require_citizen(request: ActingRequest) -> None:
    if request.actor.role is not Role.APPLICANT:
        raise Http404


def _hours(request: ActingRequest, room: Room, *, moved: Appointment | None = None, problem: str = "") -> HttpResponse:
    choice = slot_choice.offered(room, request.GET, at=legal_time.now())
    context = {
        "room": room,
        "unit": room.unit,
        "moved": moved,
        "choice": choice,
        "online_only": paperless_words.online_only(room.unit_id, on=choice.day),
        "service": request.POST.get("service") or request.GET.get("service") or Service.FILING,
        "problem": problem,
        "words": waiting_words,
    }
    return render(request, "portal/appointment_hours.html", context, status=422 if problem else 200)
