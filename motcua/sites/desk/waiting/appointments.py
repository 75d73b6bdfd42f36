"""Appointments as the office has them: who comes today, and an hour for somebody who has rung up."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.forms.definition import Field, Option
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room import appointments as booking
from motcua.foundation.waiting_room.models import Appointment, Room, Service
from motcua.sites.desk import answering
from motcua.sites.desk.waiting.rooms import room_here, room_seen
from motcua.sites.ui import formats, refusals, slot_choice, waiting_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import Answered, answered

TEMPLATE = "desk/appointment_new.html"


@require_safe
def appointments(request: ActingRequest) -> HttpResponse:
    """One day of the unit, the next hour first."""
    room, at = room_seen(request), legal_time.now()
    day = _day(request.GET.get("day", "")) or legal_day(at)
    booked = Appointment.objects.alive().filter(room=room, day=day)
    coming = booked.select_related("person", "ticket").order_by("starts_at", "place")
    context = {
        "room": room,
        "day": day,
        "is_today": day == legal_day(at),
        "days": slot_choice.offered(room, {}, at=at).days,
        "coming": [(each, _name(each), _phone(each)) for each in coming],
        "words": waiting_words,
        "of_hall": "appointments",
    }
    return answering.page(request, "desk/appointments.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """For a caller: a name and a telephone, nothing more."""
    room = room_here(request)
    given = answered(_questions(), request.POST)
    if request.method != "POST" or "starts_at" not in request.POST:
        return _new_page(request, room, given)
    starts_at = slot_choice.hour(request.POST["starts_at"])
    if given.problems or starts_at is None:
        return _new_page(request, room, given, problems=given.problems or {"day": _("Chọn một giờ còn trống.")})
    try:
        booked = booking.book(
            room,
            service=Service(given.text("service")),
            starts_at=starts_at,
            calendar=slot_choice.calendar(),
            at=legal_time.now(),
            caller=booking.Caller(given.text("name"), given.text("phone")),
            account_id=request.actor.account_id,
        )
    except Refusal as refusal:
        return _new_page(request, room, given, problems={"day": refusals.sentence(refusal)})
    told = {"at": formats.appointment(starts_at), "code": booked.code}
    messages.success(request, _("Đã hẹn %(at)s. Đọc cho người gọi mã hẹn: %(code)s.") % told)
    return redirect("desk:appointments")


@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: ActingRequest, uuid: UUID) -> HttpResponse:
    room = room_here(request)
    found = _appointment(room, uuid)
    starts_at = slot_choice.hour(request.POST.get("starts_at", ""))
    choice = slot_choice.offered(room, request.GET, at=legal_time.now())
    context = {"moved": found, "name": _name(found), "choice": choice, "of_hall": "appointments"}
    if request.method != "POST" or starts_at is None:
        return answering.page(request, "desk/appointment_moving.html", context)
    try:
        booking.move(
            found,
            starts_at=starts_at,
            calendar=slot_choice.calendar(),
            at=legal_time.now(),
            account_id=request.actor.account_id,
        )
    except Refusal as refusal:
        return answering.mend(request, "desk/appointment_moving.html", context, {"hours": refusals.sentence(refusal)})
    messages.success(request, _("Đã đổi hẹn sang %(at)s.") % {"at": formats.appointment(starts_at)})
    return redirect("desk:appointments")


@require_POST
def cancelling(request: ActingRequest, uuid: UUID) -> HttpResponse:
    booking.cancel(_appointment(room_here(request), uuid), at=legal_time.now(), account_id=request.actor.account_id)
    messages.success(request, _("Đã hủy hẹn."))
    return redirect("desk:appointments")


@require_POST
def arriving(request: ActingRequest, uuid: UUID) -> HttpResponse:
    room = room_here(request)
    ticket = booking.arrive(_appointment(room, uuid), room=room, at=legal_time.now())
    messages.success(request, _("Đã lấy số %(number)s.") % {"number": waiting_words.number(ticket.number)})
    return redirect("desk:hall")


def _new_page(
    request: ActingRequest, room: Room, given: Answered, *, problems: dict[str, str] | None = None
) -> HttpResponse:
    context = {
        "asked": _questions(),
        "typed": given.typed,
        "choice": slot_choice.offered(room, request.POST or request.GET, at=legal_time.now()),
        "problems": problems or {},
        "of_hall": "appointments",
    }
    return answering.page(request, TEMPLATE, context, status=422 if problems else 200)


def _questions() -> list[Field]:
    services = tuple(Option(value, str(word)) for value, word in waiting_words.SERVICES.items())
    return [
        Field("name", _("Họ tên người gọi"), "person_name", required=True, max_length=200),
        Field("phone", _("Số điện thoại"), "phone", required=True),
        Field("service", _("Việc cần làm"), "radio", required=True, options=services),
    ]


def _appointment(room: Room, uuid: UUID) -> Appointment:
    return get_object_or_404(Appointment.objects.alive().select_related("room__unit", "person"), uuid=uuid, room=room)


def _name(appointment: Appointment) -> str:
    caller = booking.caller_of(appointment)
    return caller.name if caller else appointment.person.full_name if appointment.person else ""


def _phone(appointment: Appointment) -> str:
    caller = booking.caller_of(appointment)
    return caller.phone if caller else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
