"""Branches, joins, choices and steps that may be passed over, with the database in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.commands import giving_back, handling, intake, work
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, WorkItem, WorkStatus
from tests.processes import item, open_steps, publish, step, two_branches
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World


def branched(world: World) -> Dossier:
    """The first step is done: two branches are open."""
    two_branches()
    dossier = world.accepted()
    handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY)
    return dossier


def test_two_branches_open_together_and_the_join_waits_for_the_last(world: World) -> None:
    dossier = branched(world)
    assert open_steps(dossier) == ["b", "c"]

    handling.forward(item(dossier, "b"), actor=world.hoa, at=WEDNESDAY)
    assert open_steps(dossier) == ["c"]
    assert item(dossier, "d").status == WorkStatus.WAITING

    handling.forward(item(dossier, "c"), actor=world.hoa, at=THURSDAY)
    assert open_steps(dossier) == ["d"]
    assert item(dossier, "d").opened_at == THURSDAY


def test_a_waiting_step_is_nobody_s_to_do(world: World) -> None:
    dossier = branched(world)
    handling.forward(item(dossier, "b"), actor=world.hoa, at=WEDNESDAY)

    with pytest.raises(work.StepGone):
        handling.forward(item(dossier, "d"), actor=world.hoa, at=WEDNESDAY)


def test_two_branches_that_end_at_the_same_moment_open_the_join_once(committed_world: World) -> None:
    dossier, hoa = branched(committed_world), committed_world.hoa
    b, c = item(dossier, "b"), item(dossier, "c")

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            handling.forward(b, actor=hoa, at=WEDNESDAY)
            second = other.submit(at_once, [lambda: handling.forward(c, actor=hoa, at=WEDNESDAY)])
            until_somebody_waits()
        second.result()

    assert open_steps(dossier) == ["d"]
    assert WorkItem.objects.filter(dossier=dossier, step="d").count() == 1


def until_somebody_waits() -> None:
    """The other connection has come as far as it can before this one commits."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')"
    with connection.cursor() as cursor:
        for _ in range(100_000):
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited")


def test_of_two_who_finish_one_step_one_wins_and_the_other_reads_a_sentence(committed_world: World) -> None:
    dossier, hoa = branched(committed_world), committed_world.hoa
    b = item(dossier, "b")

    def finish() -> str:
        try:
            handling.forward(b, actor=hoa, at=WEDNESDAY)
        except work.StepGone:
            return "gone"
        return "done"

    assert sorted(at_once([finish, finish])) == ["done", "gone"]
    assert HandOver.objects.filter(work_item=b, kind=HandOverKind.FINISHED).count() == 1


def test_a_choice_of_the_officer_takes_its_own_way(world: World) -> None:
    choices = [{"key": "du", "name": "Đủ"}, {"key": "xem_lai", "name": "Xem lại"}]
    flows = [
        {"from": "nhan", "to": "a"},
        {"from": "a", "to": "b", "on": "xem_lai"},
        {"from": "a", "to": "ky", "on": "du"},
        {"from": "b", "to": "a"},
    ]
    publish([step("a", choices=choices), step("b")], flows)
    dossier = world.accepted()

    with pytest.raises(handling.ChoiceMissing):
        handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY)
    handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY, choice="xem_lai")
    assert open_steps(dossier) == ["b"]

    handling.forward(item(dossier, "b"), actor=world.hoa, at=WEDNESDAY)
    handling.forward(item(dossier, "a"), actor=world.hoa, at=WEDNESDAY, choice="du")
    assert open_steps(dossier) == ["ky"]


def test_an_optional_step_may_be_passed_over_and_no_other(world: World) -> None:
    publish([step("a"), step("b", optional=True), step("c")])
    dossier = world.accepted()

    with pytest.raises(work.StepNotOptional):
        handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY, passing_over=["c"])
    assert open_steps(dossier) == ["a"]

    handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY, passing_over=["b"])
    assert open_steps(dossier) == ["c"]


def test_a_branch_that_is_given_back_leaves_the_other_alone(world: World) -> None:
    flows = [("nhan", "a"), ("a", "b"), ("a", "c"), ("b", "b2"), ("b2", "d"), ("c", "d"), ("d", "ky")]
    publish([step(key) for key in ("a", "b", "b2", "c", "d")], [{"from": one, "to": other} for one, other in flows])
    dossier = world.accepted()
    handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY)
    handling.forward(item(dossier, "b"), actor=world.hoa, at=TUESDAY)

    giving_back.give_back(item(dossier, "b2"), actor=world.hoa, at=WEDNESDAY, reason="Thiếu trích lục bản đồ")

    assert open_steps(dossier) == ["b", "c"]
    assert item(dossier, "b2").status == WorkStatus.RETURNED


def test_what_one_branch_gave_back_comes_back_to_it_alone(world: World) -> None:
    dossier = branched(world)
    handling.forward(item(dossier, "b"), actor=world.hoa, at=TUESDAY)

    giving_back.give_back(item(dossier, "c"), actor=world.hoa, at=WEDNESDAY, reason="Sai thửa đất")
    assert open_steps(dossier) == ["a"]
    handling.forward(item(dossier, "a"), actor=world.hoa, at=WEDNESDAY)

    assert open_steps(dossier) == ["c"]
    assert WorkItem.objects.filter(dossier=dossier, step="b").count() == 1


def test_after_a_join_the_officer_says_to_which_branch_it_goes_back(world: World) -> None:
    dossier = branched(world)
    for key in "bc":
        handling.forward(item(dossier, key), actor=world.hoa, at=WEDNESDAY)
    joined = item(dossier, "d")

    with pytest.raises(giving_back.SeveralStepsBefore):
        giving_back.give_back(joined, actor=world.hoa, at=THURSDAY, reason="Thiếu ý kiến")
    giving_back.give_back(joined, actor=world.hoa, at=THURSDAY, reason="Thiếu ý kiến", to="c")

    assert open_steps(dossier) == ["c"]
    handling.forward(item(dossier, "c"), actor=world.hoa, at=THURSDAY)
    assert open_steps(dossier) == ["d"]


def test_a_step_that_two_branches_give_back_is_done_again_once(world: World) -> None:
    dossier = branched(world)
    giving_back.give_back(item(dossier, "b"), actor=world.hoa, at=WEDNESDAY, reason="Thiếu bản vẽ")

    with pytest.raises(giving_back.AlreadyBack):
        giving_back.give_back(item(dossier, "c"), actor=world.hoa, at=WEDNESDAY, reason="Thiếu bản vẽ")
    assert open_steps(dossier) == ["a", "c"]


def test_accepting_asks_the_database_no_more_than_before_there_were_branches(world: World) -> None:
    dossier = world.submitted("1.013227", at=MONDAY)

    with CaptureQueriesContext(connection) as asked:
        intake.accept(dossier, actor=world.minh, at=TUESDAY)

    assert len(asked) <= ACCEPTING


#: It was 23 before branches came; a thousand dossiers a day pay for each of them. One asks whether the fee is paid.
ACCEPTING = 19
