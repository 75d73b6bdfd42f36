"""Which steps are done at the same time, and which only in some cases, as citizens are told."""

from motcua.blueprints.workflows.together import at_the_same_time, in_every_case
from tests.rules.shipped import definitions

BIRTH = definitions()["3.000722"].process
DEATH = definitions()["2.002913"].process


def test_residence_and_insurance_of_a_child_are_settled_at_the_same_time() -> None:
    assert {"thuong_tru", "bhyt"} in at_the_same_time(BIRTH)


def test_what_follows_something_is_not_done_at_the_same_time() -> None:
    together = at_the_same_time(BIRTH)

    assert not any("tong_hop" in pair or "kiem_tra" in pair for pair in together)


def test_branches_of_which_one_is_taken_are_not_at_the_same_time() -> None:
    together = at_the_same_time(DEATH)

    assert {"mai_tang", "tu_tuat"} not in together
    assert {"xoa_thuong_tru", "tu_tuat"} in together


def test_a_branch_with_a_condition_is_not_passed_in_every_case() -> None:
    assert {step.key for step in BIRTH.steps} - in_every_case(BIRTH) == {"can_cuoc"}


def test_steps_one_after_the_other_are_all_passed_and_never_together() -> None:
    process = definitions()["1.001193"].process

    assert in_every_case(process) == {step.key for step in process.steps}
    assert at_the_same_time(process) == frozenset()
