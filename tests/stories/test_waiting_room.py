"""The hall: whose turn it is, by a rule that everybody can read; and no number given or called twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.waiting_room import appointments, door_keys, estimates, seats, slots, tickets
from motcua.foundation.waiting_room.models import (
    Act,
    Appointment,
    ClosedDay,
    Room,
    Service,
    Ticket,
    TicketEvent,
    TicketState,
    Window,
)
from motcua.foundation.waiting_room.order import LONGEST_WAIT
from motcua.foundation.waiting_room.priorities import Priority
from tests.world import MONDAY, TUESDAY, World, moment

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(world: World) -> Room:
    return Room.objects.get(unit__code="H99.1.1")


def window(room: Room, number: int = 1) -> Window:
    return Window.objects.get(room=room, number=number)


def taken(room: Room, *, at: datetime = MONDAY, service: Service = Service.FILING, priority: str = "") -> Ticket:
    return tickets.take(room, service=service, at=at, uuid=uuid4(), priority=priority)


def called(room: Room, world: World, *, at: datetime, number: int = 1) -> Ticket:
    return tickets.call_next(window(room, number), post_id=post(world), at=at)


def post(world: World) -> int:
    found = world.minh.post_id
    assert found is not None
    return found


def calendar() -> WorkingCalendar:
    return versions.calendar_of(versions.current_id())


def test_numbers_run_from_one_each_day(room: Room) -> None:
    assert [taken(room).number, taken(room).number, taken(room, at=TUESDAY).number] == [1, 2, 1]


def test_a_button_pressed_twice_gives_one_number(room: Room) -> None:
    key = uuid4()
    first = tickets.take(room, service=Service.FILING, at=MONDAY, uuid=key)
    again = tickets.take(room, service=Service.FILING, at=MONDAY, uuid=key)

    assert first.pk == again.pk
    assert taken(room).number == 2, "no number was lost"


def test_who_came_first_is_called_first(room: Room, world: World) -> None:
    first, second = taken(room), taken(room, at=MONDAY + MINUTE)

    assert called(room, world, at=MONDAY + 2 * MINUTE).pk == first.pk
    assert called(room, world, at=MONDAY + 2 * MINUTE, number=2).pk == second.pk


def test_by_law_an_old_person_goes_before(room: Room, world: World) -> None:
    taken(room)
    old = taken(room, at=MONDAY + MINUTE, priority=Priority.ELDERLY)

    assert called(room, world, at=MONDAY + 2 * MINUTE).pk == old.pk


def test_a_priority_that_the_unit_does_not_keep_is_refused(room: Room) -> None:
    room.priorities = [Priority.DISABLED]

    with pytest.raises(tickets.PriorityNotKept):
        taken(room, priority=Priority.ELDERLY)


def test_an_appointment_goes_first_from_its_hour_on(room: Room, world: World) -> None:
    booked = book(room, world, at=MONDAY, starts_at=moment("2026-11-17T09:00"))
    waiting = taken(room, at=moment("2026-11-17T08:30"))
    ticket = appointments.arrive(booked, room=room, at=moment("2026-11-17T08:50"))

    assert called(room, world, at=moment("2026-11-17T08:55")).pk == waiting.pk
    taken(room, at=moment("2026-11-17T08:56"))
    assert called(room, world, at=moment("2026-11-17T09:00"), number=2).pk == ticket.pk


def test_whoever_comes_too_late_for_her_hour_waits_like_everybody(room: Room, world: World) -> None:
    booked = book(room, world, at=MONDAY, starts_at=moment("2026-11-17T09:00"))
    waiting = taken(room, at=moment("2026-11-17T09:10"))
    ticket = appointments.arrive(booked, room=room, at=moment("2026-11-17T09:16"))

    assert ticket.appointed_at is None
    assert called(room, world, at=moment("2026-11-17T09:17")).pk == waiting.pk


def test_nobody_is_passed_over_for_ever(room: Room, world: World) -> None:
    long_here = taken(room, at=MONDAY)
    later = MONDAY + LONGEST_WAIT
    taken(room, at=MONDAY + MINUTE, service=Service.GUIDANCE)

    assert called(room, world, at=later).pk == long_here.pk


def test_a_window_for_results_calls_those_who_fetch_results(room: Room, world: World) -> None:
    taken(room)
    fetching = taken(room, at=MONDAY + MINUTE, service=Service.RESULT)

    assert called(room, world, at=MONDAY + MINUTE, number=3).pk == fetching.pk
    tickets.act(fetching, Act.CLOSE, window=window(room, 3), post_id=post(world), at=MONDAY + 2 * MINUTE)
    with pytest.raises(tickets.NobodyWaits):
        called(room, world, at=MONDAY + 3 * MINUTE, number=3)


def test_a_window_serves_one_person_at_a_time(room: Room, world: World) -> None:
    taken(room)
    taken(room)
    called(room, world, at=MONDAY)

    with pytest.raises(tickets.WindowBusy):
        called(room, world, at=MONDAY)


def test_what_was_left_open_yesterday_does_not_stop_today(room: Room, world: World) -> None:
    left = taken(room)
    called(room, world, at=MONDAY)
    today = taken(room, at=TUESDAY)

    assert called(room, world, at=TUESDAY).pk == today.pk
    left.refresh_from_db()
    assert (left.state, left.closed_at) == (TicketState.DONE, MONDAY)


def test_held_missed_recalled_transferred_closed(room: Room, world: World) -> None:
    ticket = taken(room)
    called(room, world, at=MONDAY)
    here = window(room)
    do: Any = {"window": here, "post_id": post(world), "at": MONDAY + MINUTE}

    tickets.act(ticket, Act.MISS, **do)
    tickets.call(ticket, **do)
    tickets.act(ticket, Act.BEGIN, **do)
    tickets.act(ticket, Act.HOLD, **do)
    tickets.call(ticket, **do)
    tickets.transfer(ticket, to=window(room, 2), **do)
    taken(room, priority=Priority.ILL)
    sent = called_by_seated(room, world, number=2)
    tickets.act(sent, Act.CLOSE, window=window(room, 2), post_id=post(world), at=MONDAY + 9 * MINUTE)

    assert sent.pk == ticket.pk, "who was sent here has waited already"
    acts = list(TicketEvent.objects.filter(ticket=ticket).order_by("pk").values_list("act", flat=True))
    assert acts == ["take", "call", "miss", "recall", "begin", "hold", "recall", "transfer", "call", "close"]
    ticket.refresh_from_db()
    assert (ticket.begun_at, ticket.closed_at) == (MONDAY + MINUTE, MONDAY + 9 * MINUTE)


def called_by_seated(room: Room, world: World, *, number: int) -> Ticket:
    seats.sit(window(room, number), post_id=post(world))
    return called(room, world, at=MONDAY + 5 * MINUTE, number=number)


def test_who_was_sent_to_a_window_that_nobody_keeps_is_called_by_another(room: Room, world: World) -> None:
    ticket = taken(room)
    called(room, world, at=MONDAY)
    tickets.transfer(ticket, window=window(room), to=window(room, 3), post_id=post(world), at=MONDAY)

    assert called(room, world, at=MONDAY + MINUTE, number=2).pk == ticket.pk


def test_a_number_of_another_window_is_left_alone(room: Room, world: World) -> None:
    ticket = taken(room)
    called(room, world, at=MONDAY)

    with pytest.raises(tickets.TicketElsewhere):
        tickets.act(ticket, Act.CLOSE, window=window(room, 2), post_id=post(world), at=MONDAY)


def test_events_of_tickets_are_only_added(room: Room) -> None:
    taken(room)

    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        TicketEvent.objects.update(act=Act.CLOSE)


def test_an_officer_has_one_chair(room: Room, world: World) -> None:
    seats.sit(window(room, 1), post_id=post(world))
    seats.sit(window(room, 2), post_id=post(world))

    assert window(room, 1).post_id is None
    assert window(room, 2).post_id == post(world)
    other = world.quy.post_id
    assert other is not None
    with pytest.raises(seats.WindowTaken):
        seats.sit(window(room, 2), post_id=other)


def test_the_estimate_follows_the_people_ahead(room: Room) -> None:
    for _ in range(3):
        last = taken(room)

    assert estimates.ahead_of(last, at=MONDAY) == 2
    assert estimates.minutes_until(last, at=MONDAY) == 20, "two people of eight minutes, rounded up to five"


def test_the_key_at_the_door_is_of_one_day(room: Room) -> None:
    key = door_keys.key_of_day(room, day=MONDAY.date())

    assert door_keys.opens(room, key, day=MONDAY.date())
    assert not door_keys.opens(room, key, day=TUESDAY.date())
    assert door_keys.opens(room, room.key, day=TUESDAY.date())


# --- appointments


def book(room: Room, world: World, *, at: datetime, starts_at: datetime) -> Appointment:
    return appointments.book(
        room, service=Service.FILING, starts_at=starts_at, calendar=calendar(), at=at, person_id=world.lan.person_id
    )


def test_slots_are_the_opening_hours_of_working_days(room: Room) -> None:
    found = slots.days(room, calendar=calendar(), at=moment("2026-11-20T16:00"))

    assert moment("2026-11-21T00:00").date() not in found, "a Saturday"
    assert moment("2026-11-24T00:00").date() not in found, "a holiday"
    assert moment("2026-11-23T00:00").date() in found
    hours = [slot.starts_at for slot in slots.slots(room, day=MONDAY.date(), calendar=calendar(), at=MONDAY)]
    assert hours[0] == moment("2026-11-16T10:00"), "an hour's notice"
    assert moment("2026-11-16T12:00") not in hours


def test_a_day_that_the_head_has_closed_has_no_hours(room: Room) -> None:
    ClosedDay.objects.create(room=room, day=TUESDAY.date())

    assert TUESDAY.date() not in slots.days(room, calendar=calendar(), at=MONDAY)
    assert slots.slots(room, day=TUESDAY.date(), calendar=calendar(), at=MONDAY) == []


def test_no_hour_is_given_to_more_people_than_it_has_places(room: Room, world: World) -> None:
    hour = moment("2026-11-17T09:00")
    caller = appointments.Caller("Lò Thị Mai", "0912000111")
    for _ in range(room.places):
        appointments.book(room, service=Service.FILING, starts_at=hour, calendar=calendar(), at=MONDAY, caller=caller)

    with pytest.raises(appointments.SlotTaken):
        book(room, world, at=MONDAY, starts_at=hour)


@pytest.mark.parametrize("hour", ["2026-11-17T09:07", "2026-11-17T12:00", "2026-11-21T09:00", "2026-11-16T09:30"])
def test_an_hour_that_is_not_offered_cannot_be_booked(room: Room, world: World, hour: str) -> None:
    with pytest.raises(appointments.SlotTaken):
        book(room, world, at=MONDAY, starts_at=moment(hour))


def test_moved_cancelled_and_once_a_day(room: Room, world: World) -> None:
    booked = book(room, world, at=MONDAY, starts_at=moment("2026-11-17T09:00"))
    with pytest.raises(appointments.AlreadyBooked):
        book(room, world, at=MONDAY, starts_at=moment("2026-11-17T10:00"))
    appointments.move(booked, starts_at=moment("2026-11-18T14:00"), calendar=calendar(), at=MONDAY)
    appointments.cancel(booked, at=MONDAY)

    with pytest.raises(appointments.AppointmentOver):
        appointments.cancel(booked, at=MONDAY)
    assert list(booked.events.order_by("pk").values_list("act", flat=True)) == ["book", "move", "cancel"]
    assert book(room, world, at=MONDAY, starts_at=moment("2026-11-18T14:00")).pk != booked.pk


def test_arriving_twice_is_arriving_once_and_on_the_day(room: Room, world: World) -> None:
    booked = book(room, world, at=MONDAY, starts_at=moment("2026-11-17T09:00"))
    with pytest.raises(appointments.NotToday):
        appointments.arrive(booked, room=room, at=MONDAY)
    first = appointments.arrive(booked, room=room, at=TUESDAY)

    assert appointments.arrive(booked, room=room, at=TUESDAY + MINUTE).pk == first.pk


def test_the_database_itself_refuses_a_place_twice(room: Room, world: World) -> None:
    booked = book(room, world, at=MONDAY, starts_at=moment("2026-11-17T09:00"))

    with pytest.raises(IntegrityError, match="no_place_is_booked_twice"), transaction.atomic():
        Appointment.objects.create(
            room=room,
            service=Service.FILING,
            day=booked.day,
            starts_at=booked.starts_at,
            place=booked.place,
            caller_sealed=b"x",
            booked_at=MONDAY,
        )


# --- races


def at_once(count: int, act: object) -> list[object]:
    """The same act in so many connections, begun together."""
    start = Barrier(count)

    def run(number: int) -> object:
        try:
            start.wait()
            return act(number)  # type: ignore[operator]
        except Exception as problem:  # noqa: BLE001 - what lost the race is looked at
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_windows_that_press_at_once_call_different_people(committed_world: World) -> None:
    room = Room.objects.get(unit__code="H99.1.1")
    here = [Window.objects.create(room=room, number=10 + n) for n in range(6)]
    for n in range(6):
        taken(room, at=MONDAY + n * MINUTE)
    sitting = post(committed_world)
    connection.close()

    found = at_once(6, lambda n: tickets.call_next(here[n], post_id=sitting, at=MONDAY + 9 * MINUTE).number)

    assert sorted(map(str, found)) == ["1", "2", "3", "4", "5", "6"]


def test_machines_that_print_at_once_leave_no_gap(committed_world: World) -> None:
    room = Room.objects.get(unit__code="H99.1.1")
    key = uuid4()
    connection.close()

    at_once(8, lambda n: tickets.take(room, service=Service.FILING, at=MONDAY, uuid=key if n < 4 else uuid4()))

    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_the_last_place_is_given_once(committed_world: World) -> None:
    room = Room.objects.get(unit__code="H99.1.1")
    days = calendar()
    caller = appointments.Caller("Lò Thị Mai", "0912000111")
    connection.close()

    def press(_n: int) -> object:
        return appointments.book(
            room,
            service=Service.FILING,
            starts_at=moment("2026-11-17T09:00"),
            calendar=days,
            at=MONDAY,
            caller=caller,
        ).place

    found = at_once(5, press)

    assert sorted(str(each) for each in found if isinstance(each, int)) == ["1", "2"]
    assert sum(isinstance(each, appointments.SlotTaken) for each in found) == 3
