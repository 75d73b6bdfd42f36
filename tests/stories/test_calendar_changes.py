"""A calendar changes after dossiers were promised: shown before, done once, and never to what is closed."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.commands import calendar_changes, deadlines, handling, processing
from motcua.dossiers.commands.calendar_changes import AnotherChangeRuns, CalendarMovedOn, NotCountedYet, NothingChanged
from motcua.dossiers.models import CalendarChange, Dossier, DossierEvent, Stage
from motcua.dossiers.queries import calendar_changes as queries
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation.calendar import entering, versions
from motcua.foundation.calendar.models import CalendarDay, DayKind
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, moment

STORM = date(2026, 11, 20)


def close(day: date) -> None:
    entering.enter_day(day, kind=DayKind.CLOSED, name="Bão số 12", source="Công điện của Chủ tịch tỉnh")


def counted() -> CalendarChange:
    change = calendar_changes.ask(at=WEDNESDAY)
    while calendar_changes.count_some(change):
        pass
    return change


def finish(change: CalendarChange) -> None:
    while calendar_changes.apply_some(change):
        pass


def dates() -> dict[int, object]:
    return dict(Dossier.objects.values_list("pk", "due_at"))


def test_the_page_before_the_change_is_what_happens(world: World) -> None:
    moved = world.accepted("1.013227", at=MONDAY)
    late_comer = world.accepted("1.013227", at=moment("2026-11-20T09:00"))
    closed = world.finished("1.013227", at=TUESDAY)
    before = dates()
    close(STORM)

    change = counted()
    shown = {row.number: row.new_due_at for row in queries.moved(change)}
    calendar_changes.apply(change, at=WEDNESDAY)
    finish(change)

    after = dates()
    assert shown == {moved.pk: moment("2026-11-25T17:00")}
    assert {pk: due for pk, due in after.items() if due != before[pk]} == shown
    assert after[late_comer.pk] == before[late_comer.pk]
    assert after[closed.pk] == before[closed.pk]
    assert not closed.events.filter(action=Action.CHANGE_CALENDAR).exists()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    closing=st.sets(st.dates(date(2026, 11, 16), date(2026, 12, 4)), max_size=4),
    opening=st.sets(st.sampled_from([date(2026, 11, 21), date(2026, 11, 24), date(2026, 11, 28)]), max_size=2),
)
def test_whatever_changes_what_was_shown_is_what_happened(world: World, closing: set[date], opening: set[date]) -> None:
    savepoint = transaction.savepoint()
    running = world.accepted("1.013227", at=MONDAY)
    waiting = world.accepted("1.013227", at=MONDAY)
    processing.request_supplement(
        waiting, actor=world.hoa, at=WEDNESDAY, items=["gpxd_ban_chinh"], reason="Thiếu trang"
    )
    promised = world.accepted("1.013227", at=MONDAY)
    deadlines.apologise(promised, actor=world.tuan, at=TUESDAY, new_due_at=moment("2026-11-30T17:00"), reason="Chờ")
    for day in closing - opening:
        close(day)
    for day in opening:
        entering.enter_day(day, kind=DayKind.OPENED, name="Làm bù", source="Thông báo")
    before = dates()
    try:
        change = counted()
    except NothingChanged:
        transaction.savepoint_rollback(savepoint)
        return
    shown = {row.number: (row.old_due_at, row.new_due_at) for row in queries.moved(change)}
    calendar_changes.apply(change, at=THURSDAY)
    finish(change)

    after = dates()
    told = set(DossierEvent.objects.filter(action=Action.CHANGE_CALENDAR).values_list("dossier_id", flat=True))
    assert told == set(shown)
    assert all((before[pk], after[pk]) == shown.get(pk, (before[pk], before[pk])) for pk in before)
    assert {running.pk, waiting.pk, promised.pk} >= told
    transaction.savepoint_rollback(savepoint)


def test_no_act_moves_a_date_in_passing_while_the_change_is_still_on_its_way(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    first = versions.current_id()
    close(STORM)
    change = counted()
    calendar_changes.apply(change, at=WEDNESDAY)

    handling.forward(world.open_item(dossier), actor=world.hoa, at=WEDNESDAY)

    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.calendar_version_id) == (moment("2026-11-23T17:00"), first)
    finish(change)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.calendar_version_id) == (moment("2026-11-25T17:00"), change.after_id)
    assert dossier.events.latest("number").action == Action.CHANGE_CALENDAR


def test_a_dossier_that_a_change_does_not_touch_counts_later_acts_with_the_new_calendar(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    close(date(2026, 12, 1))
    change = counted()
    calendar_changes.apply(change, at=TUESDAY)
    finish(change)
    dossier.refresh_from_db()
    assert not dossier.events.filter(action=Action.CHANGE_CALENDAR).exists()

    processing.request_supplement(
        dossier, actor=world.hoa, at=WEDNESDAY, items=["gpxd_ban_chinh"], reason="Thiếu trang"
    )
    processing.supplement(dossier, actor=world.lan, at=moment("2026-11-26T09:00"), key="again")

    dossier.refresh_from_db()
    # 27 and 30 November, then over the new rest day: 2, 3 and 4 December.
    assert dossier.due_at == moment("2026-12-04T17:00")


def test_a_broken_off_change_goes_on_where_it_stopped_and_records_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Chunks of one, so that the break falls between two dossiers.
    monkeypatch.setattr(calendar_changes, "CHUNK", 1)
    dossiers = [world.accepted("1.013227", at=MONDAY) for _ in range(3)]
    close(STORM)
    change = counted()
    calendar_changes.apply(change, at=WEDNESDAY)
    assert calendar_changes.apply_some(change)

    finish(CalendarChange.objects.get(pk=change.pk))

    change.refresh_from_db()
    assert (change.stage, change.recorded) == (Stage.APPLIED, 3)
    told = DossierEvent.objects.filter(action=Action.CHANGE_CALENDAR)
    assert sorted(told.values_list("dossier_id", flat=True)) == sorted(dossier.pk for dossier in dossiers)


def test_what_is_entered_after_the_counting_is_not_applied(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    close(STORM)
    change = counted()
    close(date(2026, 11, 23))

    with pytest.raises(CalendarMovedOn):
        calendar_changes.apply(change, at=WEDNESDAY)

    assert not DossierEvent.objects.filter(action=Action.CHANGE_CALENDAR).exists()


def test_a_change_is_counted_first_and_applied_once(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    close(STORM)
    change = calendar_changes.ask(at=WEDNESDAY)
    with pytest.raises(NotCountedYet):
        calendar_changes.apply(change, at=WEDNESDAY)
    while calendar_changes.count_some(change):
        pass
    calendar_changes.apply(change, at=WEDNESDAY)

    with pytest.raises(NotCountedYet):
        calendar_changes.apply(change, at=WEDNESDAY)
    close(date(2026, 12, 1))
    with pytest.raises(AnotherChangeRuns):
        calendar_changes.ask(at=WEDNESDAY)


def test_a_calendar_that_is_the_same_has_nothing_to_show(world: World) -> None:
    with pytest.raises(NothingChanged):
        calendar_changes.ask(at=WEDNESDAY)


def test_a_closed_day_taken_back_is_worked_again(world: World) -> None:
    dossier = world.accepted("1.013227", at=moment("2026-11-19T09:00"))
    assert dossier.due_at == moment("2026-11-27T17:00")
    entering.take_back(CalendarDay.objects.get(day=date(2026, 11, 24)))

    calendar_changes.apply_calendar(at=FRIDAY)

    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-26T17:00")


# --- what the database itself refuses ---


def refused(sql: str, *values: int, match: str) -> None:
    with pytest.raises(DatabaseError, match=match):
        at_once(sql, values)


def at_once(sql: str, values: tuple[int, ...]) -> None:
    """With what is otherwise looked at when the transaction ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "column",
    [
        "due_at = due_at + interval '1 day'",
        "original_due_at = original_due_at + interval '1 day'",
        "promised_at = promised_at + interval '1 day'",
        "supplement_rounds = 3",
        "calendar_version_id = NULL",
        "state = 'decided'",
        "event_count = event_count + 1",
    ],
)
def test_no_column_of_the_clock_moves_without_an_event(world: World, column: str) -> None:
    dossier = world.accepted("1.013227")

    refused(f"UPDATE dossiers_dossier SET {column} WHERE id = %s", dossier.pk, match="with an event only")  # noqa: S608 - our own columns


def test_an_event_that_leaves_the_clock_alone_moves_no_date(world: World) -> None:
    dossier = world.accepted("1.013227")
    said = dossier.events.latest("number")
    said.pk, said.number, said.action, said.clock = None, said.number + 1, Action.NOTE_DUE_SOON, "keep"
    said.save(force_insert=True)

    refused(
        "UPDATE dossiers_dossier SET event_count = event_count + 1, due_at = due_at + interval '1 day' WHERE id = %s",
        dossier.pk,
        match="does not move this date",
    )
    # The same event may count itself, and nothing else.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET event_count = event_count + 1 WHERE id = %s", [dossier.pk])


def test_a_row_that_is_no_draft_comes_with_its_events(world: World) -> None:
    dossier = world.accepted("1.013227")
    columns = [field.column for field in Dossier._meta.concrete_fields if field.column not in ("id", "uuid", "code")]
    names = ", ".join(columns)
    copy = (
        f"INSERT INTO dossiers_dossier (uuid, code, {names}) "  # noqa: S608 - our own columns
        f"SELECT gen_random_uuid(), 'copied', {names} FROM dossiers_dossier WHERE id = %s"
    )

    refused(copy, dossier.pk, match="comes with its events")


def test_what_has_been_filed_is_not_deleted(world: World) -> None:
    dossier = world.accepted("1.013227")

    refused("DELETE FROM dossiers_dossier WHERE id = %s", dossier.pk, match="not deleted")
