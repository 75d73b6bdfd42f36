"""What lies is asked after: once for each cause, on the right morning, and never when there is nothing to do."""

from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet

from motcua.dossiers.commands import decision, intake, processing
from motcua.dossiers.models import DeliveryChoice, Dossier, Way
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications import mailing, officers, reminders
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.reminders import RESULT_LIES
from motcua.foundation.calendar import versions
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message
from motcua.foundation.waiting_room.models import Appointment, Room, Service
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, World, account, moment


def told(kind: str) -> QuerySet[Message]:
    return Message.objects.filter(kind=kind, channel=Channel.SMS)


def asked_to_supplement(world: World) -> Dossier:
    dossier = world.accepted()
    processing.request_supplement(
        dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu bản chính"
    )
    return dossier


@pytest.mark.parametrize(
    ("morning", "times"),
    [
        # Asked on 17 November; of the fifteen working days one is the holiday of the 24th: the last is 9 December.
        pytest.param("2026-12-03T07:15", 0, id="four working days before"),
        pytest.param("2026-12-04T07:15", 1, id="three before"),
        pytest.param("2026-12-07T07:15", 1, id="two before, once more"),
        pytest.param("2026-12-08T07:15", 2, id="one before"),
    ],
)
def test_a_supplement_that_runs_out_is_reminded_of_twice(world: World, morning: str, times: int) -> None:
    asked_to_supplement(world)

    for at in mornings(until=moment(morning)):
        reminders.of_supplements(at=at)

    assert told("remind_supplement").count() == times


def mornings(*, until: datetime) -> list[datetime]:
    first = moment("2026-11-18T07:15")
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    return [day for day in days if versions.calendar_of(versions.current_id()).is_open(day.date())]


def test_what_has_come_is_not_reminded_of(world: World) -> None:
    dossier = asked_to_supplement(world)
    processing.supplement(dossier, actor=world.lan, at=THURSDAY, key="k")

    reminders.of_supplements(at=moment("2026-12-08T07:15"))

    assert not told("remind_supplement").exists()


def test_a_fee_that_lies_is_reminded_of_once_a_step(world: World) -> None:
    dossier = world.draft("1.001612")
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")

    for at in (MONDAY, TUESDAY, TUESDAY, FRIDAY):
        reminders.of_fees(at=at)

    assert told("remind_fee").count() == 2
    world.pay(dossier)
    reminders.of_fees(at=FRIDAY + timedelta(days=10))
    assert told("remind_fee").count() == 2


def test_a_result_that_lies_is_asked_after_for_a_month_and_no_longer(world: World) -> None:
    dossier = to_be_fetched(world)

    for day in range(60):
        reminders.of_results(at=TUESDAY + timedelta(days=day))

    assert told("remind_result").count() == len(RESULT_LIES)
    assert dossier.receiving_unit.name in told("remind_result")[0].words.short


def to_be_fetched(world: World) -> Dossier:
    dossier = world.finished()
    DeliveryChoice.objects.create(
        dossier=dossier,
        number=1,
        way=Way.DESK,
        unit=dossier.receiving_unit,
        chosen_at=MONDAY,
        chosen_by=account("lan"),
    )
    return dossier


def test_a_result_that_comes_by_another_way_is_not(world: World) -> None:
    dossier = world.finished()
    assert not dossier.delivery_choices.exists()

    reminders.of_results(at=TUESDAY + timedelta(days=4))

    assert not told("remind_result").exists()


def test_a_result_that_was_handed_over_is_not(world: World) -> None:
    dossier = to_be_fetched(world)
    decision.deliver(dossier, actor=world.minh, at=TUESDAY)

    reminders.of_results(at=TUESDAY + timedelta(days=4))

    assert not told("remind_result").exists()


def test_an_appointment_is_reminded_of_on_the_working_day_before(world: World) -> None:
    monday = moment("2026-11-30T08:30")
    Appointment.objects.create(
        room=Room.objects.order_by("pk")[0],
        service=Service.FILING,
        day=monday.date(),
        starts_at=monday,
        place=1,
        person_id=world.lan.person_id,
        booked_at=MONDAY,
    )

    for morning in ("2026-11-26T07:15", "2026-11-27T07:15", "2026-11-27T07:20"):
        reminders.of_appointments(at=moment(morning))

    assert told("remind_appointment").count() == 1
    assert "8 giờ 30, thứ Hai 30/11/2026" in told("remind_appointment")[0].words.short


def test_an_officer_gets_letters_only_when_she_asked_for_them(world: World) -> None:
    dossier = world.accepted()
    post = world.open_item(dossier)
    officers.tell_role(post.agency_id, Role.PROCESSOR, News.DUE_SOON, dossier.pk, MONDAY)
    assert not Message.objects.filter(kind="office_due_soon").exists()
    mailing.want(account("hoa").pk, wanted=True)

    for _ in range(2):
        officers.tell_role(post.agency_id, Role.PROCESSOR, News.DUE_SOON, dossier.pk, MONDAY, about="2")

    letter = Message.objects.get(kind="office_due_soon")
    assert (letter.channel, letter.account) == (Channel.EMAIL, account("hoa"))
    assert str(dossier.code) in letter.words.subject
