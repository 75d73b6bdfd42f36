"""Book, move, cancel, arrive. The room's row is the lock, and a constraint is behind it: no place is given twice."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import (
    Appointment,
    AppointmentAct,
    AppointmentEvent,
    Room,
    Service,
    Ticket,
)
from motcua.foundation.waiting_room.slots import slots

#: So much later the hour is lost, and one waits like everybody.
GRACE = timedelta(minutes=15)


class SlotTaken(Refusal):
    """Somebody else has just booked the last place, or the hour is not one of this unit's."""


class AlreadyBooked(Refusal):
    """One appointment a day and unit, so that others find an hour too."""


class AppointmentOver(Refusal):
    """It was cancelled, or the person is here already."""


class NotToday(Refusal):
    """The appointment is for another day, or at another unit."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who has rung up and has no account that we know of."""

    name: str
    phone: str


@transaction.atomic
def book(  # noqa: PLR0913 - for whom, what and when, each by name
    room: Room,
    *,
    service: Service,
    starts_at: datetime,
    calendar: WorkingCalendar,
    at: datetime,
    person_id: int | None = None,
    caller: Caller | None = None,
    account_id: int | None = None,
) -> Appointment:
    """Raises SlotTaken, AlreadyBooked."""
    room = _locked(room)
    day = legal_day(starts_at)
    if person_id is not None and Appointment.objects.alive().filter(room=room, day=day, person_id=person_id).exists():
        raise AlreadyBooked
    booked = Appointment.objects.create(
        room=room,
        service=service,
        day=day,
        starts_at=starts_at,
        place=_free_place(room, starts_at, calendar=calendar, at=at),
        person_id=person_id,
        caller_sealed=seal(json.dumps([caller.name, caller.phone], ensure_ascii=False)) if caller else b"",
        booked_at=at,
    )
    _note(booked, AppointmentAct.BOOK, account_id=account_id, at=at)
    return booked


@transaction.atomic
def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    calendar: WorkingCalendar,
    at: datetime,
    account_id: int | None = None,
) -> Appointment:
    """Raises AppointmentOver, SlotTaken, AlreadyBooked."""
    room = _locked(appointment.room)
    moved = _open(appointment)
    day = legal_day(starts_at)
    others = Appointment.objects.alive().filter(room=room, day=day).exclude(pk=moved.pk)
    if moved.person_id is not None and others.filter(person_id=moved.person_id).exists():
        raise AlreadyBooked
    if starts_at != moved.starts_at:
        moved.place = _free_place(room, starts_at, calendar=calendar, at=at)
        moved.starts_at, moved.day = starts_at, day
        moved.save(update_fields=["place", "starts_at", "day"])
    _note(moved, AppointmentAct.MOVE, account_id=account_id, at=at)
    return moved


@transaction.atomic
def cancel(appointment: Appointment, *, at: datetime, account_id: int | None = None) -> None:
    """Raises AppointmentOver."""
    _locked(appointment.room)
    cancelled = _open(appointment)
    cancelled.cancelled_at = at
    cancelled.save(update_fields=["cancelled_at"])
    _note(cancelled, AppointmentAct.CANCEL, account_id=account_id, at=at)


@transaction.atomic
def arrive(appointment: Appointment, *, room: Room, at: datetime, priority: str = "") -> Ticket:
    """At the door: the appointment becomes a ticket. Arriving twice gives the same ticket. Raises NotToday."""
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    earlier = Ticket.objects.filter(appointment=locked).first()
    if earlier is not None:
        return earlier
    if locked.room_id != room.pk or locked.day != legal_day(at):
        raise NotToday
    if locked.cancelled_at is not None:
        raise AppointmentOver
    in_time = at <= locked.starts_at + GRACE
    ticket = tickets.take(
        room,
        service=Service(locked.service),
        at=at,
        uuid=uuid4(),
        priority=priority,
        appointment=locked,
        appointed_at=locked.starts_at if in_time else None,
    )
    _note(locked, AppointmentAct.ARRIVE, account_id=None, at=at)
    return ticket


def caller_of(appointment: Appointment) -> Caller | None:
    return Caller(*json.loads(unseal(appointment.caller_sealed))) if appointment.caller_sealed else None


def _locked(room: Room) -> Room:
    return Room.objects.select_for_update(of=("self",)).select_related("unit").get(pk=room.pk)


def _open(appointment: Appointment) -> Appointment:
    found = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if found.cancelled_at is not None or Ticket.objects.filter(appointment=found).exists():
        raise AppointmentOver
    return found


def _free_place(room: Room, starts_at: datetime, *, calendar: WorkingCalendar, at: datetime) -> int:
    day = legal_day(starts_at)
    if not any(slot.starts_at == starts_at and slot.free for slot in slots(room, day=day, calendar=calendar, at=at)):
        raise SlotTaken
    same_hour = Appointment.objects.alive().filter(room=room, starts_at=starts_at)
    taken = set(same_hour.values_list("place", flat=True))
    return next(place for place in range(1, room.places + 1) if place not in taken)


def _note(appointment: Appointment, act: AppointmentAct, *, account_id: int | None, at: datetime) -> None:
    AppointmentEvent.objects.create(
        appointment=appointment, act=act, at=at, starts_at=appointment.starts_at, account_id=account_id
    )
