"""Between agencies: who gives answers until it is acknowledged; what went wrong is mended, and the date stays."""

import pytest

from motcua.dossiers.commands import handling, transferring, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.queries.trace import Timeliness, trace
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role
from motcua.dossiers.rules.transfers import transfer_due
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import OfficerNotice
from motcua.foundation.calendar import versions
from motcua.foundation.organisations.models import Agency
from tests.processes import POLICE, at, item, open_steps, publish, step, two_branches
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs


def hoa_ban() -> Agency:
    return Agency.objects.get(code="H99.2")


# --- acknowledging


def test_the_desk_answers_for_a_dossier_until_the_office_has_acknowledged_it(world: World) -> None:
    dossier = world.accepted(at=MONDAY)
    given = world.open_item(dossier)
    assert (given.given_by, given.acknowledged_at) == (dossier.receiving_unit, None)

    transferring.acknowledge(given, actor=world.hoa, at=TUESDAY)
    transferring.acknowledge(given, actor=world.hoa, at=WEDNESDAY)

    assert world.open_item(dossier).acknowledged_at == TUESDAY
    assert HandOver.objects.filter(work_item=given, kind=HandOverKind.RECEIVED).count() == 1


def test_who_takes_a_step_has_received_it(world: World) -> None:
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    assert world.open_item(dossier).acknowledged_at == TUESDAY


def test_nobody_acknowledges_for_another_agency(world: World) -> None:
    dossier = world.accepted()

    for stranger in (world.minh, world.quy, world.lan):
        with pytest.raises(work.NotYourStep):
            transferring.acknowledge(world.open_item(dossier), actor=stranger, at=TUESDAY)


def test_within_one_agency_nothing_has_to_be_acknowledged(world: World) -> None:
    dossier = world.accepted()
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    assert world.open_item(dossier).given_by is None


@pytest.mark.parametrize(
    ("given", "silent_at", "late_at"),
    [
        ("2026-11-16T09:00", "2026-11-16T10:59", "2026-11-16T11:00"),
        # Two working hours reach over the noon, and over the night.
        ("2026-11-16T10:30", "2026-11-16T13:59", "2026-11-16T14:00"),
        ("2026-11-16T16:30", "2026-11-17T08:59", "2026-11-17T09:00"),
    ],
)
def test_after_two_working_hours_without_a_word_both_sides_are_told_once(
    world: World, given: str, silent_at: str, late_at: str
) -> None:
    world.accepted(at=moment(given))

    assert transferring.remind(at=moment(silent_at)) == 0
    assert transferring.remind(at=moment(late_at)) == 1
    assert transferring.remind(at=THURSDAY) == 0

    run_jobs()
    told = OfficerNotice.objects.filter(kind=News.NOT_ACKNOWLEDGED).values_list("agency__code", "role")
    assert set(told) == {("H99.1", "processor"), ("H99.1", "head")}


# --- before and after 15:00


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-16T09:00", "2026-11-16T17:00"),
        ("2026-11-16T15:00", "2026-11-16T17:00"),
        ("2026-11-16T15:01", "2026-11-17T07:30"),
        # The day after is the holiday of 24 November, or a Saturday.
        ("2026-11-23T15:30", "2026-11-25T07:30"),
        ("2026-11-20T16:00", "2026-11-23T07:30"),
        ("2026-11-21T09:00", "2026-11-23T07:30"),
    ],
)
def test_what_comes_after_fifteen_goes_on_at_the_start_of_the_next_working_day(
    world: World, received: str, due: str
) -> None:
    calendar = versions.calendar_of(versions.current_id())
    cutoff = moment("2026-11-16T15:00").time()

    assert transfer_due(moment(received), cutoff=cutoff, calendar=calendar) == moment(due)


@pytest.mark.parametrize(
    ("received", "acknowledged", "in_time"),
    [
        ("2026-11-16T09:00", "2026-11-16T16:59", True),
        ("2026-11-16T09:00", "2026-11-17T07:30", False),
        ("2026-11-16T15:01", "2026-11-17T11:30", True),
        ("2026-11-16T15:01", "2026-11-17T13:00", False),
    ],
)
def test_the_trace_says_by_when_it_had_to_be_handed_over_and_whether_it_was(
    world: World, received: str, acknowledged: str, in_time: object
) -> None:
    dossier = world.accepted(at=moment(received))
    transferring.acknowledge(world.open_item(dossier), actor=world.hoa, at=moment(acknowledged))

    assert trace(dossier)[-1].transferred_in_time is in_time


# --- the trace


def test_the_trace_names_who_gave_and_who_received_each_step_and_how_it_ended(world: World) -> None:
    dossier = world.accepted(at=MONDAY)
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    reception, appraisal, next_step = trace(dossier)

    assert reception.done is not None
    assert reception.done.person == "Lò Thị Minh"
    assert appraisal.given is not None
    assert (appraisal.given.person, appraisal.given.at) == ("Lò Thị Minh", MONDAY)
    assert appraisal.received is not None
    assert (appraisal.received.person, appraisal.received.at) == ("Đặng Thu Hoa", TUESDAY)
    assert appraisal.result is Timeliness.EARLY
    assert (next_step.received, next_step.done, next_step.result) == (None, None, None)


def test_a_step_done_on_its_day_is_on_time_and_after_it_late(world: World) -> None:
    dossier = world.accepted(at=MONDAY)
    given = world.open_item(dossier)
    WorkItem.objects.filter(pk=given.pk).update(due_at=TUESDAY)
    handling.forward(given, actor=world.hoa, at=TUESDAY.replace(hour=16))
    late = world.open_item(dossier)
    WorkItem.objects.filter(pk=late.pk).update(due_at=TUESDAY)
    handling.forward(late, actor=world.head, at=WEDNESDAY)

    assert [leg.result for leg in trace(dossier)[1:3]] == [Timeliness.ON_TIME, Timeliness.LATE]


def test_the_trace_is_read_in_as_many_queries_however_long_it_is(
    world: World, django_assert_max_num_queries: object
) -> None:
    short, long = world.accepted(), world.worked()

    for dossier in (short, long):
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            trace(dossier)


# --- taking back


def test_what_was_handed_on_by_mistake_is_taken_back_until_somebody_has_it(world: World) -> None:
    dossier = world.accepted()
    mine = world.open_item(dossier)
    handling.assign(mine, actor=world.hoa, at=TUESDAY)
    handling.forward(mine, actor=world.hoa, at=TUESDAY)
    opened = world.open_item(dossier)

    transferring.take_back(mine, actor=world.hoa, at=TUESDAY)

    again = world.open_item(dossier)
    assert (again.pk, again.post_id, again.done_at) == (mine.pk, world.hoa.post_id, None)
    opened.refresh_from_db()
    assert opened.status == WorkStatus.CANCELLED
    assert HandOver.objects.filter(work_item=mine).latest("pk").kind == HandOverKind.TAKEN_BACK
    handling.forward(again, actor=world.hoa, at=WEDNESDAY)
    assert world.open_item(dossier).step == opened.step


def test_what_somebody_has_taken_or_finished_is_not_taken_back(world: World) -> None:
    dossier = world.accepted()
    mine = world.open_item(dossier)
    handling.forward(mine, actor=world.hoa, at=TUESDAY)
    handling.assign(world.open_item(dossier), actor=world.head, at=TUESDAY)

    with pytest.raises(transferring.AcknowledgedAlready):
        transferring.take_back(mine, actor=world.hoa, at=TUESDAY)
    handling.forward(world.open_item(dossier), actor=world.head, at=TUESDAY)
    with pytest.raises(transferring.AcknowledgedAlready):
        transferring.take_back(mine, actor=world.hoa, at=TUESDAY)


def test_only_the_one_who_handed_it_on_takes_it_back(world: World) -> None:
    dossier = world.accepted()
    mine = world.open_item(dossier)
    handling.forward(mine, actor=world.hoa, at=TUESDAY)

    for stranger in (world.head, world.minh, world.quy):
        with pytest.raises(work.NotYourStep):
            transferring.take_back(mine, actor=stranger, at=TUESDAY)


def test_acceptance_is_not_undone_by_taking_back(world: World) -> None:
    dossier = world.accepted()

    with pytest.raises(transferring.AcknowledgedAlready):
        transferring.take_back(item(dossier, "tiep_nhan"), actor=world.minh, at=MONDAY)


def test_a_join_waits_again_when_a_branch_is_taken_back(world: World) -> None:
    two_branches()
    dossier = world.accepted()
    for key in "abc":
        handling.forward(item(dossier, key), actor=world.hoa, at=TUESDAY)
    assert open_steps(dossier) == ["d"]

    transferring.take_back(item(dossier, "c"), actor=world.hoa, at=TUESDAY)
    assert open_steps(dossier) == ["c"]
    assert item(dossier, "d").status == WorkStatus.WAITING

    handling.forward(item(dossier, "c"), actor=world.hoa, at=WEDNESDAY)
    assert open_steps(dossier) == ["d"]


def test_where_the_clock_stands_because_of_it_nothing_is_taken_back(world: World) -> None:
    dossier = world.accepted("1.001193")
    mine = world.open_item(dossier)
    handling.forward(mine, actor=world.hoa, at=MONDAY)

    with pytest.raises(transferring.AcknowledgedAlready):
        transferring.take_back(mine, actor=world.hoa, at=MONDAY)


def test_of_taking_back_and_taking_one_wins(committed_world: World) -> None:
    dossier, hoa, head = committed_world.accepted(), committed_world.hoa, committed_world.head
    mine = committed_world.open_item(dossier)
    handling.forward(mine, actor=hoa, at=TUESDAY)
    opened = committed_world.open_item(dossier)

    def try_it(act: object) -> str:
        try:
            act()  # type: ignore[operator]
        except (transferring.AcknowledgedAlready, work.StepGone):
            return "no"
        return "yes"

    results = at_once(
        [
            lambda: try_it(lambda: transferring.take_back(mine, actor=hoa, at=WEDNESDAY)),
            lambda: try_it(lambda: handling.assign(opened, actor=head, at=WEDNESDAY)),
        ]
    )

    assert sorted(results) == ["no", "yes"]
    assert len(open_steps(dossier)) == 1


# --- sent to the wrong agency


def test_a_wrong_transfer_is_mended_with_a_reason_and_the_same_date_to_the_minute(world: World) -> None:
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    dossier.refresh_from_db()
    before = (dossier.code, dossier.due_at, dossier.original_due_at, dossier.promised_at)

    transferring.redirect(dossier, actor=world.hoa, at=WEDNESDAY, to=hoa_ban(), reason="Công trình ở xã Hoa Ban")

    dossier.refresh_from_db()
    moved = world.open_item(dossier)
    assert dossier.deciding_agency == hoa_ban()
    assert (dossier.code, dossier.due_at, dossier.original_due_at, dossier.promised_at) == before
    assert (moved.agency, moved.post, moved.acknowledged_at) == (hoa_ban(), None, None)
    assert moved.given_by == world.minh_tan
    assert dossier.events.get(action=Action.REDIRECT).remark is not None
    handling.forward(moved, actor=at("H99.2", Role.PROCESSOR), at=THURSDAY)
    assert world.open_item(dossier).agency == hoa_ban()
    run_jobs()
    assert OfficerNotice.objects.filter(kind=News.REDIRECTED, agency=hoa_ban(), role="processor").exists()


def test_questions_that_were_asked_elsewhere_stay_there(world: World) -> None:
    asked = step("hoi", act="consult", role="consulted", unit="commune_police", max_days=3, max_unit="working_day")
    publish([asked])
    dossier = world.accepted()

    transferring.redirect(dossier, actor=world.hoa, at=TUESDAY, to=hoa_ban(), reason="Sai nơi")

    assert item(dossier, "hoi").agency.code == POLICE


def test_a_dossier_is_sent_on_only_to_who_can_decide_it_and_by_who_has_it(world: World) -> None:
    dossier = world.accepted()

    with pytest.raises(ReasonMissing):
        transferring.redirect(dossier, actor=world.hoa, at=TUESDAY, to=hoa_ban(), reason=" ")
    with pytest.raises(transferring.NotCompetent):
        transferring.redirect(dossier, actor=world.hoa, at=TUESDAY, to=Agency.objects.get(code=POLICE), reason="Sai")
    with pytest.raises(transferring.SameAgency):
        transferring.redirect(dossier, actor=world.hoa, at=TUESDAY, to=world.minh_tan, reason="Sai")
    with pytest.raises(OtherAgency):
        transferring.redirect(dossier, actor=world.quy, at=TUESDAY, to=hoa_ban(), reason="Sai")
    with pytest.raises(NotAllowed):
        transferring.redirect(dossier, actor=world.van, at=TUESDAY, to=hoa_ban(), reason="Sai")

    dossier.refresh_from_db()
    assert dossier.deciding_agency == world.minh_tan
    assert not HandOver.objects.filter(work_item__dossier=dossier, kind=HandOverKind.REDIRECTED).exists()


def test_what_is_decided_is_not_sent_elsewhere(world: World) -> None:
    decided: Dossier = world.decided()

    with pytest.raises(NotAllowed):
        transferring.redirect(decided, actor=world.hoa, at=WEDNESDAY, to=hoa_ban(), reason="Sai")
