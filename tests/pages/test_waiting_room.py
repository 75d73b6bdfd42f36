"""The hall on its screens: a number in two taps, a window that calls, an hour that is kept."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.waiting_room import door_keys, tickets
from motcua.foundation.waiting_room.models import (
    Appointment,
    ClosedDay,
    Room,
    Service,
    Ticket,
    TicketState,
    Window,
)
from tests.doors import door
from tests.world import TUESDAY, World

HOUR = "2026-11-18T09:00:00+07:00"


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doors are open."""
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)


@pytest.fixture
def room(world: World) -> Room:
    return Room.objects.select_related("unit").get(unit__code="H99.1.1")


def kiosk(room: Room, key: str = "") -> str:
    return f"/offices/{room.unit.code}/tickets/{key or room.key}"


def taken(room: Room, *, at: datetime = TUESDAY, priority: str = "", service: Service = Service.FILING) -> Ticket:
    return tickets.take(room, service=service, at=at, uuid=uuid4(), priority=priority)


def seated(number: int = 1) -> Client:
    client = door("minh")
    client.post("/desk/hall/seat", {"window": number})
    return client


# --- the machine and the screen


def test_two_taps_and_a_number(room: Room) -> None:
    client = Client()
    first = html.fromstring(client.get(kiosk(room)).text)
    chosen = first.xpath("//a[contains(@href,'service=result')]/@href")[0]
    second = html.fromstring(client.get(kiosk(room) + chosen).text)
    form = second.xpath("//form")[0]

    answer = client.post(kiosk(room), {**dict(form.form_values()), "priority": ""})

    ticket = Ticket.objects.get()
    assert (ticket.service, ticket.number) == (Service.RESULT, 1)
    page = client.get(answer["Location"]).text
    assert "001" in page
    assert "người được gọi tiếp theo" in page
    assert f'url={kiosk(room)}"' in page, "the machine goes back to the beginning by itself"


def test_pressed_twice_it_is_one_number(room: Room) -> None:
    sent = {"service": "filing", "priority": "elderly", "key": str(uuid4())}

    addresses = {Client().post(kiosk(room), sent)["Location"] for _ in range(2)}

    assert len(addresses) == 1
    assert Ticket.objects.get().priority == "elderly"


def test_from_a_telephone_with_the_key_of_the_day_only(room: Room) -> None:
    today = door_keys.key_of_day(room, day=TUESDAY.date())
    yesterday = door_keys.key_of_day(room, day=TUESDAY.date() - timedelta(days=1))

    assert Client().get(kiosk(room, today)).status_code == 200
    assert Client().get(kiosk(room, yesterday)).status_code == 404
    assert Client().post(kiosk(room, "made-up"), {"service": "filing", "key": str(uuid4())}).status_code == 404
    assert not Ticket.objects.exists()
    page = Client().get(Client().post(kiosk(room, today), {"service": "filing", "key": str(uuid4())})["Location"]).text
    assert room.key not in page, "the machine's own key stays with the machine"


def test_when_the_doors_are_closed_no_numbers_are_given(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: datetime(2026, 11, 21, 9, tzinfo=VIETNAM))

    answer = Client().post(kiosk(room), {"service": "filing", "key": str(uuid4())})

    assert "Hiện chưa lấy số được" in answer.text
    assert not Ticket.objects.exists()


def test_the_ticket_says_how_many_are_ahead(room: Room) -> None:
    taken(room)
    mine = taken(room)

    page = Client().get(f"/tickets/{mine.uuid}").text

    assert "Còn 1 người trước ông/bà." in page
    assert "Ước chừng chờ 10 phút." in page


def test_the_screen_shows_numbers_and_windows_and_nobody(room: Room) -> None:
    mine = taken(room)
    taken(room)
    seated().post("/desk/hall/next")

    page = html.fromstring(Client().get(f"/offices/{room.unit.code}/hall/{room.key}").text)

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    assert rows[0] == ["1", "001 đang gọi"]
    assert page.xpath("//ol[@class='hall-next']/li/text()") == ["002"]
    assert page.xpath("//noscript//meta[@http-equiv='refresh']")
    assert "Mời đến quầy 1" in Client().get(f"/tickets/{mine.uuid}").text


# --- the window


def test_without_a_chair_nothing_is_called(room: Room) -> None:
    taken(room)

    assert "Ngồi quầy 1" in door("minh").get("/desk/hall").text
    assert door("minh").post("/desk/hall/next").status_code == 404
    assert Ticket.objects.get().state == TicketState.WAITING


def test_one_press_finishes_one_and_calls_the_next(room: Room) -> None:
    first, second = taken(room), taken(room)
    client = seated()
    client.post("/desk/hall/next")
    client.post("/desk/hall/next", {"finish": "1"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (TicketState.DONE, TicketState.CALLED)


def test_the_list_says_why_somebody_is_next(room: Room) -> None:
    taken(room)
    taken(room, priority="pregnant")

    page = html.fromstring(seated().get("/desk/hall").text)

    rows = [" ".join(" ".join(row.itertext()).split()) for row in page.xpath("//tbody/tr")]
    assert rows[0].startswith("002 Nộp hồ sơ Ưu tiên Phụ nữ mang thai")
    assert "Theo thứ tự" in rows[1]


def test_missed_then_called_again(room: Room) -> None:
    ticket = taken(room)
    client = seated()
    client.post("/desk/hall/next")
    client.post(f"/desk/hall/tickets/{ticket.uuid}/acts/miss")
    assert "Gọi không đến" in client.get("/desk/hall").text

    client.post(f"/desk/hall/tickets/{ticket.uuid}/call")

    ticket.refresh_from_db()
    assert ticket.state == TicketState.CALLED


def test_a_refusal_is_a_sentence(room: Room) -> None:
    client = seated()

    page = client.post("/desk/hall/next", follow=True).text

    assert "Không còn ai chờ việc mà quầy này tiếp." in page


def test_sent_to_another_window(room: Room) -> None:
    ticket = taken(room)
    client = seated()
    client.post("/desk/hall/next")
    client.post(f"/desk/hall/tickets/{ticket.uuid}/transfer", {"window": "2"})

    ticket.refresh_from_db()
    assert (ticket.state, ticket.window) == (TicketState.WAITING, Window.objects.get(room=room, number=2))


# --- appointments


def booked(client: Client, hour: str = HOUR) -> Appointment:
    answer = client.post("/offices/H99.1.1/appointments", {"service": "filing", "starts_at": hour})
    assert answer.status_code == 302, answer.text
    return Appointment.objects.get(uuid=answer["Location"].rpartition("/")[2])


def test_a_citizen_books_moves_and_cancels(room: Room) -> None:
    client = door("lan")
    appointment = booked(client)
    shown = client.get(f"/appointments/{appointment.uuid}").text
    assert appointment.code in shown
    assert "9 giờ, thứ Tư 18/11/2026" in shown
    assert "9 giờ, thứ Tư 18/11/2026" in client.get("/dossiers").text, "her account reminds her"

    client.post(f"/appointments/{appointment.uuid}/moving", {"starts_at": "2026-11-19T14:00:00+07:00"})
    appointment.refresh_from_db()
    assert appointment.day.isoformat() == "2026-11-19"

    client.post(f"/appointments/{appointment.uuid}/cancelling")
    appointment.refresh_from_db()
    assert appointment.cancelled_at == TUESDAY
    assert client.get(f"/appointments/{appointment.uuid}").status_code == 404


@pytest.mark.parametrize("hour", ["2026-11-18T12:00:00+07:00", "2026-11-18T09:00:00", "soon", ""])
def test_an_hour_that_nobody_offered_is_not_booked(room: Room, hour: str) -> None:
    answer = door("lan").post("/offices/H99.1.1/appointments", {"service": "filing", "starts_at": hour})

    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_the_code_at_the_door_becomes_a_number(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    appointment = booked(door("lan"))
    wrong = Client().post(kiosk(room) + "/arrival", {"appointment": "AAAAAA"})
    early = Client().post(kiosk(room) + "/arrival", {"appointment": appointment.code})
    assert (wrong.status_code, early.status_code) == (422, 422)
    assert "Không có lịch hẹn nào hôm nay với mã này" in early.text

    monkeypatch.setattr(legal_time, "now", lambda: datetime(2026, 11, 18, 8, 50, tzinfo=VIETNAM))
    answer = Client().post(kiosk(room) + "/arrival", {"appointment": f" {appointment.code.lower()} "})

    assert answer.status_code == 302
    assert Ticket.objects.get().appointed_at == appointment.starts_at


def test_somebody_rings_up(room: Room) -> None:
    client = door("minh")
    client.post(
        "/desk/appointments/new",
        {"name": "Lò Thị Mai", "phone": "0912 000 111", "service": "guidance", "starts_at": HOUR},
    )

    page = client.get("/desk/appointments", {"day": "2026-11-18"}).text
    assert "Lò Thị Mai" in page
    assert b"Mai" not in bytes(Appointment.objects.get().caller_sealed)
    client.post(f"/desk/appointments/{Appointment.objects.get().uuid}/cancelling")
    assert "Lò Thị Mai" not in client.get("/desk/appointments", {"day": "2026-11-18"}).text


def test_an_officer_marks_who_has_come(room: Room) -> None:
    appointment = booked(door("lan"), "2026-11-17T14:00:00+07:00")

    door("minh").post(f"/desk/appointments/{appointment.uuid}/arriving")

    assert Ticket.objects.get().appointment_id == appointment.pk


# --- the head


def test_the_head_sets_hours_windows_and_days(room: Room) -> None:
    client = door("tuan", Role.HEAD)
    sent = {"places": "1", "slot_minutes": "20", "days_ahead": "5", "usual_minutes": "6", "priorities": ["elderly"]}
    client.post("/desk/hall/settings", {**sent, "save": "1"})
    client.post("/desk/hall/settings", {"add_window": "1"})
    client.post("/desk/hall/settings", {"close_window": "2"})
    day = {"closed_day_day": "18", "closed_day_month": "11", "closed_day_year": "2026"}
    client.post("/desk/hall/settings", {**day, "close_day": "1"})

    room.refresh_from_db()
    assert (room.places, room.slot_minutes, room.priorities) == (1, 20, ["elderly"])
    assert list(Window.objects.filter(room=room, closed_at=None).values_list("number", flat=True)) == [1, 3, 4]
    assert ClosedDay.objects.get().day.isoformat() == "2026-11-18"
    assert "2026-11-18" not in door("lan").get("/offices/H99.1.1/appointments").text


def test_an_address_that_was_carried_away_opens_nothing(room: Room) -> None:
    before = kiosk(room)
    door("tuan", Role.HEAD).post("/desk/hall/settings", {"change_key": "1"})

    assert Client().get(before).status_code == 404
    room.refresh_from_db()
    assert Client().get(kiosk(room)).status_code == 200


def test_a_setting_out_of_bounds_is_said(room: Room) -> None:
    sent = {"places": "1", "slot_minutes": "0", "days_ahead": "5", "usual_minutes": "6", "save": "1"}

    answer = door("tuan", Role.HEAD).post("/desk/hall/settings", sent)

    assert answer.status_code == 422
    room.refresh_from_db()
    assert room.slot_minutes == 30


def test_the_figures_of_a_day_have_no_names(room: Room) -> None:
    taken(room, priority="ill")
    client = seated()
    client.post("/desk/hall/next")
    head = door("tuan", Role.HEAD)

    page = head.get("/desk/hall/days", {"day": "2026-11-17"})
    table = head.get("/desk/hall/days", {"day": "2026-11-17", "csv": "1"})

    assert "Người ốm nặng" in page.text
    assert table["Content-Type"].startswith("text/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("1,Nộp hồ sơ,Người ốm nặng,1,09:00,0,")
