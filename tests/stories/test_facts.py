"""The facts are what the events add up to, however they came to be: as things happen, anew, or told slowly."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.commands import deadlines, decision, intake, processing, withdrawal
from motcua.dossiers.models import Dossier
from motcua.effects.national_portal import ledger
from motcua.effects.national_portal.models import Standing
from motcua.effects.reporting import facts, figures, reasons, rebuilding, rechecking, worked_days
from motcua.effects.reporting.cells import COUNTERS
from motcua.effects.reporting.fact_sql import COLUMNS
from motcua.effects.reporting.measures import COUNTED, POST_OF, STANDING, Balance, Measure
from motcua.effects.reporting.models import DossierFact, DurationTally, Rebuilding, Tally, WorkedDay
from motcua.foundation.accounts.models import IdentityVerification
from motcua.foundation.calendar.versions import calendar_of, current_id
from tests.slow_facts import slow_fact, working_days_between
from tests.stories.random_histories import begun
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, run_jobs

PAPER = "gpxd_ban_chinh"
KNOWN_OR_NOT = (Measure.SYNCHRONISED, Measure.NOT_SYNCHRONISED)
#: Bình registers a business at the commune: a fee is due.
WITH_A_FEE = "1.001612"


def differences() -> tuple[int, int, tuple[str, ...]]:
    *_, done = rebuilding.check()
    return done.facts_differ, done.cells_differ, done.named


def everything() -> list[Any]:
    """All facts and all cells in which something is counted."""
    rows: list[Any] = sorted(DossierFact.objects.values_list(*COLUMNS))
    keys = ("grain", "starts_on", "agency", "procedure", "post", "service_level", "channel")
    rows += sorted((row for row in Tally.objects.values_list(*keys, *COUNTERS) if any(row[len(keys) :])), key=repr)
    lasted = DurationTally.objects.exclude(dossiers=0)
    rows += sorted(
        lasted.values_list("grain", "starts_on", "agency", "procedure", "channel", "working_days", "dossiers"), key=repr
    )
    return rows


def tells_the_same(dossier: Dossier) -> None:
    fact, slowly = DossierFact.objects.get(pk=dossier.pk), slow_fact(dossier)
    assert {name: getattr(fact, name) for name in slowly} == slowly


def withdrawn(world: World) -> Dossier:
    dossier = world.accepted()
    withdrawal.withdraw(dossier, actor=world.lan, at=WEDNESDAY, reason="Đổi ý")
    return dossier


def refused(world: World) -> Dossier:
    dossier = world.submitted("1.013227")
    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Không thuộc thẩm quyền")
    return dossier


def supplemented(world: World) -> Dossier:
    dossier = world.accepted()
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=[PAPER], reason="Thiếu bản chính")
    return dossier


def apologised(world: World) -> Dossier:
    dossier = world.accepted()
    assert dossier.due_at is not None
    new_date = dossier.due_at + timedelta(days=7)
    deadlines.apologise(dossier, actor=world.head, at=THURSDAY, new_due_at=new_date, reason="Chờ ý kiến")
    return dossier


def delivered(world: World) -> Dossier:
    dossier = world.finished()
    world.pay(dossier, at=THURSDAY)
    decision.deliver(dossier, actor=world.minh, at=FRIDAY)
    return dossier


def told_there(world: World) -> Dossier:
    dossier = world.accepted()
    run_jobs()
    while (message := ledger.claim(dossier.pk, at=THURSDAY)) is not None:
        ledger.accepted(message, answer="", at=THURSDAY)
    return dossier


STORIES: tuple[Callable[[World], Dossier], ...] = (
    World.submitted,
    World.accepted,
    World.worked,
    World.decided,
    World.finished,
    delivered,
    withdrawn,
    refused,
    supplemented,
    apologised,
    told_there,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_after_each_story_facts_and_cells_are_what_its_events_add_up_to(
    world: World, story: Callable[[World], Dossier]
) -> None:
    dossier = story(world)

    run_jobs()

    tells_the_same(dossier)
    assert differences() == (0, 0, ())


def test_a_rebuild_from_nothing_gives_the_same(world: World) -> None:
    for story in STORIES:
        story(world)
    run_jobs()
    kept = everything()
    DossierFact.objects.all().delete()
    Tally.objects.all().delete()
    DurationTally.objects.all().delete()

    call_command("facts", rebuild=True, processes=1, stdout=StringIO(), stderr=StringIO())

    assert everything() == kept
    assert kept


def test_told_twice_is_counted_once(world: World) -> None:
    dossier = world.finished()
    run_jobs()
    kept = everything()

    for event in dossier.events.all():
        facts.note_event.run(event_id=event.pk)

    assert everything() == kept


def test_a_job_that_was_lost_is_found(world: World) -> None:
    """The negative control: a check that finds nothing here would find nothing ever."""
    dossier = world.accepted()
    run_jobs()
    withdrawal.withdraw(dossier, actor=world.lan, at=WEDNESDAY, reason="Đổi ý")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    said, named = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("facts", check=True, json=True, stdout=said, stderr=named)

    assert json.loads(said.getvalue())["differing_facts"] == 1
    assert str(dossier.code) in named.getvalue()


def test_the_night_mends_what_a_lost_job_left_and_says_so(world: World, caplog: pytest.LogCaptureFixture) -> None:
    dossier = world.accepted()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    assert rechecking.recheck(at=TUESDAY) > 0
    assert "figures differed" in caplog.text
    assert str(dossier.code) not in caplog.text
    assert rechecking.recheck(at=TUESDAY) == 0
    assert differences() == (0, 0, ())


def test_a_cell_that_was_edited_by_hand_is_found_and_mended(world: World) -> None:
    world.finished()
    run_jobs()
    kept = everything()
    Tally.objects.filter(grain="m", received__gt=0).update(received=99)

    assert differences()[1] > 0
    call_command("facts", rebuild=True, processes=1, stdout=StringIO(), stderr=StringIO())

    assert everything() == kept


def test_a_rebuild_goes_on_where_it_was_interrupted(world: World) -> None:
    world.finished()
    run_jobs()
    kept = everything()
    DossierFact.objects.all().update(state="draft")

    next(rebuilding.rebuild(at=FRIDAY))
    run = Rebuilding.objects.get()
    assert run.next_dossier > 0
    list(rebuilding.rebuild(at=FRIDAY))

    assert Rebuilding.objects.get().ended_at is not None
    assert everything() == kept


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_history_is_told_by_the_query_as_it_is_told_slowly(world: World, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a history, not a secret
    with transaction.atomic():
        told = [begun(chance.randint, number=number) for number in range(10)]
        # In two stages, so that what was counted is taken back before it is counted elsewhere.
        for each in told:
            each.go_on(chance.randint(1, len(each.events)))
        facts.note([each.dossier.pk for each in told])
        for each in told:
            tells_the_same(each.dossier)
            each.go_on(len(each.events))
        facts.note([each.dossier.pk for each in told])
        for each in told:
            tells_the_same(each.dossier)
        reasons.rebuild()
        assert differences() == (0, 0, ())
        transaction.set_rollback(True)


def test_filed_anew_after_a_withdrawal_is_seen_and_another_procedure_is_not(world: World) -> None:
    first = withdrawn(world)
    again = world.submitted("1.013227", at=THURSDAY)
    other = world.submitted("1.001193", at=THURSDAY)
    run_jobs()

    seen = dict(DossierFact.objects.values_list("dossier_id", "received_again"))
    assert seen == {first.pk: False, again.pk: True, other.pk: False}


def test_a_withdrawal_that_reaches_us_late_is_seen_as_well(world: World) -> None:
    """A counter without a line tells of it after the person has filed anew."""
    first = world.accepted()
    again = world.submitted("1.013227", at=FRIDAY)
    run_jobs()
    withdrawal.withdraw(first, actor=world.lan, at=WEDNESDAY, reason="Đổi ý")
    run_jobs()

    assert DossierFact.objects.get(pk=again.pk).received_again
    assert differences() == (0, 0, ())


def test_a_fee_that_is_paid_later_is_counted(world: World) -> None:
    dossier = world.draft(WITH_A_FEE)
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="fee")
    run_jobs()
    owed = DossierFact.objects.get(pk=dossier.pk)

    world.pay(dossier, at=TUESDAY)
    run_jobs()

    paid = DossierFact.objects.get(pk=dossier.pk)
    assert (owed.has_fee, owed.paid_online, paid.has_fee, paid.paid_online) == (True, False, True, True)
    assert differences() == (0, 0, ())


def test_a_dossier_is_synchronised_from_when_the_national_portal_has_heard_of_it(world: World) -> None:
    dossier = world.accepted()
    run_jobs()
    november = (date(2026, 11, 1), date(2026, 11, 30))
    assert [figures.totals(*november)[0][each] for each in KNOWN_OR_NOT] == [0, 1]
    message = ledger.claim(dossier.pk, at=THURSDAY)
    assert message is not None

    with transaction.atomic():
        ledger.accepted(message, answer="", at=THURSDAY)
        transaction.set_rollback(True)
    assert run_jobs() == [], "what the ledger does not know is not counted"
    ledger.accepted(message, answer="", at=THURSDAY)
    assert run_jobs() == ["reporting.note_known_there"]

    assert [figures.totals(*november)[0][each] for each in KNOWN_OR_NOT] == [1, 0]
    assert [list(figures.dossiers(each, *november).codes) for each in KNOWN_OR_NOT] == [[dossier.code], []]
    assert differences() == (0, 0, ())


def test_a_check_finds_what_the_ledger_says_otherwise(world: World) -> None:
    dossier = told_there(world)
    run_jobs()

    Standing.objects.filter(dossier=dossier).update(known_since=None)

    assert differences()[0] == 1


def test_an_identity_counts_from_the_moment_it_was_vouched_for(world: World) -> None:
    before, after = world.submitted(at=MONDAY), world.submitted("1.013227", at=WEDNESDAY)
    IdentityVerification.objects.create(account_id=world.lan.account_id or 0, provider="vneid", level=2, at=TUESDAY)

    facts.note([before.pk, after.pk])

    verified = dict(DossierFact.objects.values_list("dossier_id", "identity_verified"))
    assert verified == {before.pk: False, after.pk: True}


def test_a_result_that_is_out_has_its_file(world: World) -> None:
    dossier = world.finished()
    run_jobs()

    fact = DossierFact.objects.get(pk=dossier.pk)
    assert (fact.electronic_result, fact.finished_without_result) == (True, False)


def test_working_days_are_numbered_as_the_calendar_counts(world: World) -> None:
    worked_days.number_all()
    calendar = calendar_of(current_id())
    numbers = dict(WorkedDay.objects.filter(calendar_version=current_id()).values_list("day", "number"))
    first = date(2026, 1, 1)
    for ahead in range(0, 700, 7):
        day = first + timedelta(days=ahead)
        assert numbers[day] - numbers[first] == working_days_between(first, day, calendar)


def test_each_measure_has_its_column_and_its_line() -> None:
    columns = {field.name for field in Tally._meta.get_fields()} - {
        "id",
        "grain",
        "starts_on",
        "agency",
        "procedure",
        "post",
        "service_level",
        "channel",
    }
    assert columns == set(Measure) == set(COUNTED)
    assert {counting.on for counting in COUNTED.values()} <= set(POST_OF)
    assert set(STANDING) == set(Balance)
    assert [field.attname for field in DossierFact._meta.concrete_fields] == list(COLUMNS)
    assert set(model_to_dict(DossierFact())) <= {field.name for field in DossierFact._meta.concrete_fields}
