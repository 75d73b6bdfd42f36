"""Situations of the law around dates."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.dossiers.commands import calendar_changes, confirming, deadlines, handling, intake, processing, watching
from motcua.dossiers.commands.deadlines import ApologyTooLate, NewDateNotLater
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.models.history import history
from motcua.dossiers.queries.ledger import ledger
from motcua.dossiers.rules.index_reading import index_reading
from motcua.dossiers.rules.lifecycle import Action, AlreadyApologised, SecondRequest, State
from motcua.foundation.calendar.models import CalendarDay, DayKind
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, moment


@pytest.mark.parametrize(
    ("received", "due"),
    [("2026-11-23T14:59", "2026-11-23T17:00"), ("2026-11-23T15:01", "2026-11-25T17:00")],
)
def test_v4_a_birth_is_registered_the_same_day_or_after_the_holiday(world: World, received: str, due: str) -> None:
    assert world.accepted("1.001193", at=moment(received)).due_at == moment(due)


def test_an_inquiry_adds_its_days_to_the_same_day(world: World) -> None:
    dossier = world.submitted("1.001193", at=moment("2026-11-19T09:00"))

    intake.accept(dossier, actor=world.minh, at=moment("2026-11-19T09:10"), found={"can_xac_minh_hon_nhan": True})

    # The 19th itself, then 20, 23 and, over the holiday, 25.
    assert dossier.due_at == moment("2026-11-25T17:00")


def test_v5_what_nobody_completed_is_closed_after_fifteen_working_days(world: World) -> None:
    dossier = world.submitted(at=moment("2026-11-02T08:00"))
    intake.ask_to_complete(
        dossier, actor=world.minh, at=moment("2026-11-02T10:00"), items=["giay_chung_sinh"], reason="Ảnh mờ"
    )

    assert watching.close_uncompleted(at=moment("2026-11-23T16:00")) == 0
    assert watching.close_uncompleted(at=moment("2026-11-25T07:30")) == 1

    dossier.refresh_from_db()
    assert dossier.state == State.STOPPED


def test_v6_a_letter_of_apology_the_day_before_the_holiday_is_in_time(world: World) -> None:
    dossier = world.accepted("1.013227", at=moment("2026-11-17T09:00"))
    assert dossier.due_at == moment("2026-11-25T17:00")

    deadlines.apologise(
        dossier,
        actor=world.tuan,
        at=moment("2026-11-23T16:00"),
        new_due_at=moment("2026-11-30T17:00"),
        reason="Chờ xác minh",
    )

    assert (dossier.due_at, dossier.promised_at) == (moment("2026-11-30T17:00"), moment("2026-11-30T17:00"))
    assert dossier.original_due_at == moment("2026-11-25T17:00")


def test_a_letter_of_apology_on_the_day_itself_is_too_late(world: World) -> None:
    dossier = world.accepted("1.013227", at=moment("2026-11-17T09:00"))

    with pytest.raises(ApologyTooLate):
        deadlines.apologise(
            dossier,
            actor=world.tuan,
            at=moment("2026-11-25T09:00"),
            new_due_at=moment("2026-11-30T17:00"),
            reason="Chờ xác minh",
        )

    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-25T17:00")


def test_v8_a_second_letter_of_apology_is_refused(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    deadlines.apologise(
        dossier, actor=world.tuan, at=TUESDAY, new_due_at=moment("2026-11-30T17:00"), reason="Chờ xác minh"
    )

    with pytest.raises(AlreadyApologised):
        deadlines.apologise(
            dossier, actor=world.tuan, at=WEDNESDAY, new_due_at=moment("2026-12-04T17:00"), reason="Chờ nữa"
        )


@pytest.mark.parametrize("new", ["2026-11-20T17:00", "2026-11-28T17:00", "2026-11-24T17:00"])
def test_the_new_date_is_later_and_a_working_day(world: World, new: str) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)

    with pytest.raises(NewDateNotLater):
        deadlines.apologise(dossier, actor=world.tuan, at=TUESDAY, new_due_at=moment(new), reason="Chờ xác minh")


def test_a_supplement_restarts_the_period_and_both_readings_come_from_the_same_events(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    processing.request_supplement(
        dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Bản quét thiếu trang hai"
    )
    assert dossier.due_at is None

    processing.supplement(dossier, actor=world.lan, at=moment("2026-11-20T09:00"), key="supplement")

    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-30T17:00")
    assert dossier.original_due_at == moment("2026-11-23T17:00")
    # The open step has its share of the new period, and not of the old one.
    assert (world.open_item(dossier).due_at or MONDAY) > moment("2026-11-25T07:30")
    reading = ledger(dossier)
    assert reading is not None
    index = index_reading(history(dossier), appointment=dossier.original_due_at, at=moment("2026-11-20T10:00"))
    assert index is not None
    assert (index.requests, index.waited.days) == (1, 3)


def test_nothing_is_handed_on_while_the_applicant_is_asked(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    item = world.open_item(dossier)
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu")

    with pytest.raises(handling.WaitsForApplicant):
        handling.forward(item, actor=world.hoa, at=TUESDAY)


def test_a_second_supplement_request_is_refused(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    items = ["gpxd_ban_chinh"]
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=items, reason="Thiếu trang")
    processing.supplement(dossier, actor=world.lan, at=WEDNESDAY, key="again")

    with pytest.raises(SecondRequest):
        processing.request_supplement(dossier, actor=world.hoa, at=WEDNESDAY, items=items, reason="Thiếu dấu")


def test_each_morning_warns_once_and_notes_what_is_late_once(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    assert deadlines.note_due(at=moment("2026-11-23T07:15")) == 1
    assert deadlines.note_due(at=moment("2026-11-23T07:16")) == 0
    assert deadlines.note_due(at=moment("2026-11-25T07:15")) == 1
    assert deadlines.note_due(at=moment("2026-11-26T07:15")) == 0

    acts = [event.action for event in dossier.events.order_by("number")]
    assert acts[-2:] == [Action.NOTE_DUE_SOON, Action.NOTE_OVERDUE]


def test_silence_agrees_with_the_draft_after_its_day(world: World) -> None:
    dossier = world.accepted("1.001193", at=MONDAY)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    assert confirming.end_silence(at=moment("2026-11-17T16:59")) == 0
    assert confirming.end_silence(at=moment("2026-11-18T07:15")) == 1

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.events.latest("number").role == "system"


def close_a_day(day: date) -> None:
    CalendarDay.objects.update_or_create(
        day=day,
        defaults={
            "kind": DayKind.CLOSED,
            "name": "Bão",
            "source": "Quyết định của Chủ tịch tỉnh",
            "entered_by_hand": True,
        },
    )


def test_a_new_calendar_is_an_event_on_open_dossiers_and_never_touches_closed_ones(world: World) -> None:
    closed = world.finished("1.013227", at=TUESDAY)
    before = (closed.due_at, closed.event_count)
    open_one = world.accepted("1.013227", at=MONDAY)
    assert open_one.due_at == moment("2026-11-23T17:00")

    close_a_day(date(2026, 11, 20))
    version, recorded = calendar_changes.apply_calendar(at=WEDNESDAY)

    open_one.refresh_from_db()
    closed.refresh_from_db()
    assert (version.number, recorded) == (2, 1)
    assert open_one.due_at == moment("2026-11-25T17:00")
    assert open_one.original_due_at == open_one.promised_at == moment("2026-11-23T17:00")
    assert (closed.due_at, closed.event_count) == before
    assert open_one.events.latest("number").action == Action.CHANGE_CALENDAR


def test_a_rebuild_gives_the_same_answer_also_after_a_new_calendar(world: World) -> None:
    world.finished("1.013227")
    world.submitted("1.001193")
    apologised = world.accepted("1.013227", at=MONDAY)
    deadlines.apologise(apologised, actor=world.tuan, at=TUESDAY, new_due_at=moment("2026-11-30T17:00"), reason="Chờ")
    paused = world.accepted("1.013227", at=MONDAY)
    processing.request_supplement(paused, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu")
    close_a_day(date(2026, 11, 19))
    calendar_changes.apply_calendar(at=WEDNESDAY)

    said = StringIO()
    call_command("rebuild", check=True, stdout=said)

    assert said.getvalue() == "4 dossiers read, 0 differ\n"


def test_the_rebuild_check_finds_a_column_that_events_do_not_give(world: World) -> None:
    from django.db import connection

    dossier = world.accepted("1.013227")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL motcua.rebuilding = 'on'")
        cursor.execute("UPDATE dossiers_dossier SET due_at = due_at + interval '1 day' WHERE id = %s", [dossier.pk])
        cursor.execute("SET LOCAL motcua.rebuilding = 'off'")

    with pytest.raises(SystemExit):
        call_command("rebuild", check=True, stdout=StringIO(), stderr=StringIO())
    call_command("rebuild", stdout=StringIO(), stderr=StringIO())

    mended = Dossier.objects.get(pk=dossier.pk)
    assert mended.due_at == dossier.due_at
    assert DossierEvent.objects.filter(dossier=dossier).count() == dossier.event_count
