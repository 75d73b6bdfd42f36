"""Which steps open when: branches, joins, loops, and what a channel passes over."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import Call, FieldAnswer, Tree, Value
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Act, Choice, Step, StepRole
from tests.world import MONDAY

BY_SEA = Call("eq", (FieldAnswer("duong_bien"), Value(value=True)))


def step(key: str, **facts: Any) -> Step:
    made = Step(key, key, Act.WORK, StepRole.PROCESSOR, "deciding_agency", 10)
    return replace(made, **facts)


def process(*ways: str, flows: tuple[Flow, ...] = (), **special: Step) -> Process:
    """`process("a b d", "a c d")`: every way that can be walked, written as the keys of its steps."""
    pairs = [pair for way in ways for pair in zip(way.split(), way.split()[1:], strict=False)]
    keys = dict.fromkeys(key for way in ways for key in way.split())
    return Process(
        tuple(special.get(key, step(key)) for key in keys), (*(Flow(*pair) for pair in dict.fromkeys(pairs)), *flows)
    )


def after(found: Process, done: str, *, on: str = "", **answers: Any) -> list[str]:
    def is_so(tree: Tree) -> bool:
        return holds(tree, answers, Context(today=MONDAY.date(), channel="online"))

    return [each.key for each in found.following(done, on=on, holds=is_so)]


def test_what_is_not_written_as_a_condition_follows_always() -> None:
    found = process("a b d", "a c d")

    assert after(found, "a") == ["b", "c"]


def test_both_branches_open_at_once_and_the_join_after_the_last() -> None:
    found = process("a b d", "a c d")

    assert found.opening(waiting=["b", "c"], begun=[]) == {"b", "c"}
    assert found.opening(waiting=["d"], begun=["c"]) == set()
    assert found.opening(waiting=["d"], begun=[]) == {"d"}


def test_a_join_waits_for_nobody_who_was_not_asked() -> None:
    found = process("a d", "a b d", flows=())

    assert found.opening(waiting=["d"], begun=[]) == {"d"}
    assert found.opening(waiting=["d", "b"], begun=[]) == {"b"}


def test_a_branch_that_is_still_two_steps_away_holds_the_join() -> None:
    found = process("a b d", "a c e f d")

    assert found.opening(waiting=["d"], begun=["c"]) == set()


def test_otherwise_is_taken_where_nothing_else_holds() -> None:
    found = process("a", "b", "c", flows=(Flow("a", "b", when=BY_SEA), Flow("a", "c", otherwise=True)))

    assert after(found, "a", duong_bien=True) == ["b"]
    assert after(found, "a", duong_bien=False) == ["c"]
    assert after(found, "a") == ["c"]


def test_what_the_officer_chose_says_where_it_goes() -> None:
    found = process("a", "b", "c", flows=(Flow("a", "b", on="dat"), Flow("a", "c", on="lai")))

    assert after(found, "a", on="dat") == ["b"]
    assert after(found, "a", on="lai") == ["c"]


def test_doing_a_part_again_waits_until_the_branches_beside_it_are_at_rest() -> None:
    found = process("a b d", "a c d", flows=(Flow("b", "a", on="lai"),))

    assert found.opening(waiting=["a"], begun=["c"]) == set()
    assert found.opening(waiting=["a", "d"], begun=[]) == {"a"}


def test_a_loop_inside_one_branch_waits_for_no_other() -> None:
    found = process("a b e d", "a c d", flows=(Flow("e", "b", on="lai"),))

    assert found.opening(waiting=["b"], begun=["c"]) == {"b"}


def test_a_join_waits_for_a_branch_that_is_on_its_way_back() -> None:
    """The papers go to and fro between b and e; what comes out of that can still reach d."""
    found = process("a b d", "a c d", "b e b")

    assert found.opening(waiting=["d"], begun=["e"]) == set()
    assert found.opening(waiting=["b", "d"], begun=[]) == {"b"}


def test_branches_inside_a_loop_do_not_wait_for_the_next_round() -> None:
    found = process("a b d", "a c d", "d e a", "d f")

    assert found.opening(waiting=["b", "c"], begun=[]) == {"b", "c"}
    assert found.opening(waiting=["d"], begun=["b"]) == set()
    assert found.opening(waiting=["a"], begun=[]) == {"a"}


def test_the_flow_that_goes_back_is_the_one_that_closes_the_loop() -> None:
    again = Flow("c", "b", on="lai")
    found = process("a b c d", flows=(again,))

    assert [flow for flow in found.flows if found.goes_back(flow)] == [again]


@pytest.mark.parametrize("channel", ["online", "counter"])
def test_what_led_to_a_step_of_another_channel_leads_to_what_follows_it(channel: str) -> None:
    found = process("a b c", b=step("b", channel="online")).for_channel(channel)

    assert after(found, "a") == (["b"] if channel == "online" else ["c"])


def test_a_fork_of_another_channel_is_passed_over_on_all_its_ways() -> None:
    found = process("a b c e", "b d e", b=step("b", channel="online")).for_channel("counter")

    assert after(found, "a") == ["c", "d"]


def test_a_step_of_another_channel_is_passed_over_as_if_nothing_had_been_chosen() -> None:
    asks = step("b", channel="online", choices=(Choice("dat", "Đạt"), Choice("lai", "Lại")))
    flows = (Flow("b", "d", on="lai"), Flow("b", "c", otherwise=True))
    found = process("a b", "c", "d", flows=flows, b=asks).for_channel("counter")

    assert after(found, "a") == ["c"]


@pytest.mark.parametrize(
    ("answers", "expected"), [({"duong_bien": True}, ["c"]), ({}, ["d"])], ids=["holds", "unknown"]
)
def test_conditions_of_a_step_that_is_passed_over_decide_all_the_same(
    answers: dict[str, Any], expected: list[str]
) -> None:
    flows = (Flow("b", "c", when=BY_SEA), Flow("b", "d", otherwise=True))
    found = process("a b", "c", "d", flows=flows, b=step("b", channel="online")).for_channel("counter")

    assert after(found, "a", **answers) == expected


def test_conditions_before_and_after_a_step_that_is_passed_over_must_both_hold() -> None:
    by_night = Call("eq", (FieldAnswer("ban_dem"), Value(value=True)))
    flows = (
        Flow("a", "b", when=by_night),
        Flow("a", "e", otherwise=True),
        Flow("b", "c", when=BY_SEA),
        Flow("b", "d", otherwise=True),
    )
    found = process("a", "b", "c", "d", "e", flows=flows, b=step("b", channel="online")).for_channel("counter")

    assert after(found, "a", ban_dem=True, duong_bien=True) == ["c"]
    assert after(found, "a", ban_dem=True) == ["d"]
    assert after(found, "a", duong_bien=True) == ["e"]


def test_of_two_branches_the_longer_share_counts() -> None:
    found = process("a b d", "a c d", b=step("b", share_pct=30), c=step("c", share_pct=50))

    assert [found.share_left(key) for key in "abcd"] == [70, 40, 60, 10]


def test_a_loop_counts_its_shares_once() -> None:
    found = process("a b c", flows=(Flow("b", "a", on="lai"),))

    assert found.share_left("a") == 30


def test_many_branches_one_after_the_other_are_reckoned_at_once() -> None:
    """Two to the fortieth ways: whoever walks them one by one does not come back."""
    ways = [f"n{each} {side}{each} n{each + 1}" for each in range(40) for side in "lr"]
    found = process(*ways)

    assert found.share_left("n0") == 810
