"""Mẫu tin, dò tin, cách nhận tin: who may open them, what they keep, and what they never show."""

import json
from datetime import time, timedelta

from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import reactions, reminders, telling
from motcua.effects.notifications.models import MessageTemplate
from motcua.foundation.audit.models import Export, Look
from motcua.foundation.messaging import preferences
from motcua.foundation.messaging.channels import Channel, Group
from motcua.foundation.messaging.models import Message, PushSubscription
from motcua.foundation.waiting_room.models import Appointment, Room, Service
from tests.doors import door
from tests.world import MONDAY, World, account

EDITED, TRACE = "/studio/messages/accept/sms/vi", "/studio/messages/trace"
#: One keeps the catalogue, the other runs the system.
ADMINISTRATORS = ("kien", "phuc")


def told(world: World) -> Dossier:
    dossier = world.accepted()
    reactions.tell_applicant.run(event_id=dossier.events.get(action=Action.ACCEPT).pk)
    return dossier


def save(client: Client, text: str, *, do: str = "save") -> object:
    return client.post(
        EDITED,
        {"text": text, "valid_from_day": "23", "valid_from_month": "11", "valid_from_year": "2026", "do": do},
    )


def test_an_administrator_sees_before_she_saves(world: World) -> None:
    page = door("kien").post(
        EDITED,
        {"text": "Hẹn trả {due}", "valid_from_day": "23", "valid_from_month": "11", "valid_from_year": "2026"},
    )

    body = page.content.decode()
    assert "Hen tra 17 gio" in body
    assert "GSM-7" in body
    assert not MessageTemplate.objects.exclude(edited_by=None).exists()


def test_what_she_saves_is_a_new_version_with_her_name(world: World) -> None:
    save(door("phuc"), "Hẹn trả {due}. {link}")

    saved = MessageTemplate.objects.exclude(edited_by=None).get()
    assert (saved.kind, saved.channel, saved.number, saved.edited_by) == ("accept", "sms", 2, account("phuc"))
    assert account("phuc").person.full_name in door("kien").get(EDITED).content.decode()


def test_a_fact_that_there_is_not_is_told_with_its_line(world: World) -> None:
    page = door("kien").post(
        EDITED,
        {
            "text": "Chào\n{name}",
            "valid_from_day": "23",
            "valid_from_month": "11",
            "valid_from_year": "2026",
            "do": "save",
        },
    )

    assert page.status_code == 422
    assert "dòng 2: name" in page.content.decode()
    assert not MessageTemplate.objects.exclude(edited_by=None).exists()


def test_a_message_that_there_is_not_has_no_page(world: World) -> None:
    for path in ("accept/fax/vi", "nothing/sms/vi", "accept/sms/fr", "office_news/sms/vi"):
        assert door("kien").get(f"/studio/messages/{path}").status_code == 404


def who_runs_the_system() -> str:
    return next(name for name in ADMINISTRATORS if door(name).get(TRACE).status_code == 200)


def test_who_runs_the_system_follows_a_message_and_her_look_is_written_down(world: World) -> None:
    dossier = told(world)
    administrator = who_runs_the_system()

    body = door(administrator).get(TRACE, {"code": str(dossier.code)}).content.decode()

    assert "Đã tiếp nhận hồ sơ" in body
    assert f"event {dossier.events.get(action=Action.ACCEPT).pk}" in body
    # What is in the dossier, and whose it is, she does not learn.
    for hidden in ("Nguyễn Thị Ngọc Lan", "0912345671", dossier.procedure_version.procedure.short_name):
        assert hidden not in body
    assert Look.objects.filter(dossier_id=dossier.pk, account=account(administrator), part="messages").count() == 1


def test_a_message_about_an_appointment_is_followed_by_the_code_of_the_appointment(world: World) -> None:
    starts_at = MONDAY + timedelta(days=1)
    appointment = Appointment.objects.create(
        room=Room.objects.order_by("pk")[0],
        service=Service.FILING,
        day=starts_at.date(),
        starts_at=starts_at,
        place=1,
        person_id=world.lan.person_id,
        booked_at=MONDAY,
    )
    reminders.of_appointments(at=MONDAY)

    body = door(who_runs_the_system()).get(TRACE, {"code": appointment.code.lower()}).content.decode()

    assert f"appointment {appointment.pk}" in body
    assert Export.objects.filter(what=f"messages of appointment {appointment.pk}").count() == 1


def test_who_keeps_the_catalogue_follows_nobody_s_messages(world: World) -> None:
    answers = {name: door(name).get(TRACE).status_code for name in (*ADMINISTRATORS, "minh", "lan")}

    assert sorted(answers.values()) == [200, 404, 404, 404]


def test_the_unit_sees_what_went_out_and_that_is_written_down_too(world: World) -> None:
    dossier = told(world)

    page = door("minh").get(f"/desk/dossiers/{dossier.code}/messages")

    assert "Tin nhắn điện thoại" in page.content.decode()
    assert Look.objects.filter(dossier_id=dossier.pk, part="messages").exists()
    assert door("quy").get(f"/desk/dossiers/{dossier.code}/messages").status_code == 404


def test_she_reads_what_was_sent_to_her_and_nothing_of_others(world: World) -> None:
    dossier = told(world)
    Message.objects.filter(channel=Channel.EMAIL).update(person=world.binh.person_id)

    body = door("lan").get(f"/dossiers/{dossier.code}/messages").content.decode()

    assert "Hẹn trả" in body
    assert "Thư điện tử" not in body
    # Causes and gateways are the office's.
    assert "event " not in body


def test_what_she_turns_off_is_off(world: World) -> None:
    door("lan").post("/profile/messages", {"email-asked": "on", "starts": "20", "ends": "8", "language": "en"})

    mine = account("lan").pk
    chosen = preferences.choices(mine)
    assert [key for key, wanted in chosen.items() if wanted] == [(Channel.EMAIL, Group.ASKED)]
    assert preferences.quiet_hours(mine) == preferences.Quiet(time(20), time(8))
    assert telling.language_of(mine) == "en"


def test_another_s_telephone_is_named_with_who_it_is_and_dropped_again(world: World) -> None:
    wrong = door("lan").post("/profile/contact-phone", {"phone": "12", "relation": "child"})
    assert wrong.status_code == 422

    door("lan").post("/profile/contact-phone", {"phone": "0912345699", "relation": "child"})
    named = preferences.contact_phone(account("lan").person_id)
    assert named is not None
    assert (named.phone, named.relation) == ("0912345699", "child")
    assert "Con" in door("lan").get("/profile/messages").content.decode()

    door("lan").post("/profile/contact-phone", {"do": "drop"})
    assert preferences.contact_phone(account("lan").person_id) is None


def subscription(host: str = "fcm.googleapis.com") -> str:
    key, secret = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "A" * 22
    return json.dumps({"endpoint": f"https://{host}/x", "keys": {"p256dh": key, "auth": secret}})


def test_a_device_joins_and_is_removed_by_its_owner_alone(world: World) -> None:
    joined = door("lan").post("/profile/devices", subscription(), content_type="application/json")
    assert (joined.status_code, joined.content.decode()) == (200, "Đã bật thông báo trên thiết bị này.")
    device = PushSubscription.objects.get()

    assert door("binh").post(f"/profile/devices/{device.pk}/removal").status_code == 404
    door("lan").post(f"/profile/devices/{device.pk}/removal")
    assert not PushSubscription.objects.exists()


def test_we_are_nobody_s_messenger(world: World) -> None:
    """An address that a browser would not name, and things that are no subscription."""
    hostile = (subscription("10.0.0.1"), subscription("example.org"), "{", "[]", '{"endpoint": 1, "keys": {}}', '"x"')

    answers = {
        door("lan").post("/profile/devices", body, content_type="application/json").status_code for body in hostile
    }

    assert answers == {422}
    assert not PushSubscription.objects.exists()


def test_the_worker_for_pushes_answers_for_no_page(world: World) -> None:
    """It is registered for a corner of its own, and has nothing that would stand before the counter's worker."""
    program = Client().get("/push-worker.js")

    assert program["Content-Type"].startswith("text/javascript")
    assert b'"fetch"' not in program.content
