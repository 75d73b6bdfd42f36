"""The only door: event, columns and jobs, all or nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, State
from tests.world import MONDAY, TUESDAY, World, moment


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def test_a_filing_has_its_code_its_event_and_its_job(world: World) -> None:
    dossier = world.submitted()

    assert dossier.state == State.SUBMITTED
    assert dossier.code == "H99.1-261116-0001"
    assert [e.action for e in dossier.events.order_by("number")] == ["submit"]
    assert queued() == 1


def test_a_refused_act_leaves_nothing_behind(world: World) -> None:
    dossier = world.submitted()
    events, jobs = DossierEvent.objects.count(), queued()

    with pytest.raises(NotAllowed):
        intake.accept(dossier, actor=world.lan, at=TUESDAY)

    dossier.refresh_from_db()
    assert (dossier.state, DossierEvent.objects.count(), queued()) == (State.SUBMITTED, events, jobs)


def test_a_rolled_back_filing_gives_its_number_back(world: World) -> None:
    with transaction.atomic():
        world.submitted()
        transaction.set_rollback(True)

    assert world.submitted().code == "H99.1-261116-0001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossierevent SET happened_at = now()",
        "DELETE FROM dossiers_dossierevent",
        "UPDATE dossiers_filing SET answers = '{}'",
        "UPDATE dossiers_dossier SET due_at = now()",
        "UPDATE dossiers_dossier SET state = 'withdrawn'",
        "UPDATE dossiers_dossier SET code = 'H99-1'",
        "UPDATE dossiers_dossier SET event_count = 9",
        "UPDATE dossiers_dossier SET original_due_at = now(), event_count = event_count + 1",
    ],
)
def test_the_database_refuses_to_rewrite_what_happened(world: World, statement: str) -> None:
    world.accepted()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_guard_is_about_dates_and_not_about_everything(world: World) -> None:
    dossier = world.accepted()

    assert Dossier.objects.filter(pk=dossier.pk).update(subject_name="Nguyễn Thị Lan") == 1


def test_an_event_holds_no_words_but_the_hash_of_the_reason(world: World) -> None:
    dossier = world.submitted()

    event = intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Hồ sơ của bà Lan thiếu giấy chứng sinh")

    stored = DossierEvent.objects.values().get(pk=event.pk)
    assert "Lan" not in str(stored)
    assert len(stored["remark_hash"]) == 64
    assert event.remark is not None
    assert event.remark.text.startswith("Hồ sơ")


def test_an_event_names_who_where_when_and_the_calendar(world: World) -> None:
    dossier = world.accepted(at=moment("2026-11-19T09:10"))

    event = dossier.events.latest("number")

    assert (event.role, event.post_id, event.agency_id) == (
        "receptionist",
        world.minh.post_id,
        world.minh.agency_id,
    )
    assert event.happened_at == moment("2026-11-19T09:10")
    assert event.recorded_at - event.happened_at != timedelta()
    assert event.calendar_version.number == 1


def test_the_date_comes_from_the_law_and_is_the_promised_one(world: World) -> None:
    dossier = world.accepted("1.013227", at=moment("2026-11-19T09:10"))

    # Five working days, with the holiday of 24 November between: 20, 23, 25, 26, 27.
    assert dossier.due_at == dossier.original_due_at == dossier.promised_at == moment("2026-11-27T17:00")


def test_record_sees_the_dossier_as_it_is_and_not_as_the_page_was_drawn(world: World) -> None:
    dossier = world.submitted()
    stale = Dossier.objects.get(pk=dossier.pk)
    intake.accept(dossier, actor=world.minh, at=MONDAY)

    with pytest.raises(NotAllowed):
        record(stale, Action.REFUSE, actor=world.minh, at=TUESDAY)
