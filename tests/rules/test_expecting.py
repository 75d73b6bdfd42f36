"""What will be late is said from what is left to do, by how long it lately took, and with a reason."""

from collections.abc import Mapping

import pytest

from motcua.blueprints.workflows.process import Process, in_sequence
from motcua.blueprints.workflows.steps import Act, Ground, Step, StepRole
from motcua.effects.steering.expecting import Ahead, Open, Pace, Why, expect

CHECK = Step("check", "Thẩm tra", Act.WORK, StepRole.PROCESSOR, "deciding_agency", 50)
SIGN = Step("sign", "Ký", Act.DECIDE, StepRole.SIGNATORY, "deciding_agency", 30)
STAMP = Step("stamp", "Đóng dấu", Act.PUBLISH, StepRole.CLERK, "deciding_agency", 20)
HAND = Step("hand", "Trả", Act.DELIVER, StepRole.RECEPTIONIST, "receiving_unit", 0)
STEPS = (CHECK, SIGN, STAMP, HAND)
PROCESS = Process(STEPS, in_sequence(STEPS))
#: Five days of eight hours.
WHOLE = 2400


def ahead(paces: Mapping[str, Pace] | None = None, *, left: int, spent: int = 0, step: str = "check") -> Ahead:
    return Ahead(PROCESS, whole=WHOLE, left=left, open=(Open(step, spent),), paces=paces or {})


def pace(median: int, *, p90: int = 0, sample: int = 20) -> Pace:
    return Pace(median, p90 or 2 * median, sample)


@pytest.mark.parametrize(
    ("left", "spent", "late"),
    [
        pytest.param(2400, 0, False, id="the whole time is left"),
        pytest.param(2399, 0, True, id="a minute too little"),
        pytest.param(1500, 900, False, id="it fits to the minute"),
        pytest.param(1200, 1200, False, id="the first step has used its share, the others have theirs"),
        pytest.param(1199, 1300, True, id="what follows does not fit"),
        pytest.param(1200, 5000, False, id="long open, and yet there is time for the rest"),
    ],
)
def test_by_the_shares_where_nothing_is_known(left: int, spent: int, *, late: bool) -> None:
    found = expect(ahead(left=left, spent=spent))

    assert (found is not None) is late
    assert found is None or (found.why, found.sample) == (Why.BY_SHARE, 0)


def test_what_is_known_goes_before_the_shares() -> None:
    """Three hours are left. By the shares that is far too little; by what it takes here it is plenty."""
    quick = {"check": pace(60), "sign": pace(30), "stamp": pace(30)}

    assert expect(ahead(left=180)) is not None
    assert expect(ahead(quick, left=180)) is None


def test_it_says_the_numbers_that_anybody_can_check() -> None:
    found = expect(ahead({"check": pace(200), "sign": pace(100), "stamp": pace(50)}, left=300, spent=40))

    assert found is not None
    assert (found.step, found.why) == ("check", Why.BY_PACE)
    assert (found.spent, found.usual, found.after, found.left, found.sample) == (40, 200, 150, 300, 20)
    assert found.usual - found.spent + found.after > found.left


def test_what_lies_longer_than_nine_in_ten_is_said_although_there_is_time() -> None:
    slow = {"check": pace(100, p90=400), "sign": pace(10), "stamp": pace(10)}

    within, beyond = expect(ahead(slow, left=2000, spent=400)), expect(ahead(slow, left=2000, spent=401))

    assert within is None
    assert beyond is not None
    assert beyond.why is Why.LIES_LONG


def test_few_finished_steps_say_nothing() -> None:
    found = expect(ahead(dict.fromkeys(("check", "sign", "stamp"), pace(1, sample=9)), left=100))

    assert found is not None
    assert found.why is Why.BY_SHARE


def test_handing_out_takes_nothing_of_the_legal_time() -> None:
    slow_counter = {"stamp": pace(30), "hand": pace(9000)}

    assert expect(ahead(slow_counter, left=60, step="stamp")) is None


def test_nor_does_a_step_in_which_the_clock_stands() -> None:
    asks = Step("ask", "Hỏi người nộp", Act.CONFIRM_DRAFT, StepRole.APPLICANT, "deciding_agency", 0,
                ground=Ground.APPLICANT_CONFIRMATION)  # fmt: skip
    steps = (CHECK, asks, SIGN)
    paces = {"check": pace(60), "ask": pace(9000), "sign": pace(60)}

    assert expect(Ahead(Process(steps, in_sequence(steps)), WHOLE, 120, (Open("check", 0),), paces)) is None


def test_of_two_branches_the_worse_one_is_said() -> None:
    two = Ahead(PROCESS, WHOLE, 10, (Open("stamp", 0), Open("check", 0)), {})

    found = expect(two)

    assert found is not None
    assert found.step == "check"
