"""The steps of the 37 processes, and what a process must not look like."""

from dataclasses import replace

import pytest

from motcua.blueprints.expressions.tree import Call, FieldAnswer, Value
from motcua.blueprints.workflows.checking import checked, unassigned
from motcua.blueprints.workflows.process import Flow, Process, in_sequence
from motcua.blueprints.workflows.steps import (
    Act,
    Child,
    Choice,
    Ground,
    Step,
    StepRole,
    StepUnknown,
    step_named,
    steps_for,
)
from motcua.foundation.organisations.kinds import AgencyKind
from tests.rules.shipped import definitions

ACCEPT = Step("tiep_nhan", "Tiếp nhận", Act.ACCEPT, StepRole.RECEPTIONIST, "receiving_unit", 10)
WORK = Step("tham_dinh", "Thẩm định", Act.WORK, StepRole.PROCESSOR, "deciding_agency", 60)
DECIDE = Step("ky", "Ký", Act.DECIDE, StepRole.SIGNATORY, "deciding_agency", 20)
DELIVER = Step("tra", "Trả kết quả", Act.DELIVER, StepRole.RECEPTIONIST, "receiving_unit", 10)
SOUND = (ACCEPT, WORK, DECIDE, DELIVER)
SOUND_PROCESS = Process(SOUND, in_sequence(SOUND))

INTERLINKED = {
    "1.001266",
    "1.001612",
    "1.012783",
    "1.012786",
    "1.013831",
    "2.000720",
    "2.001583",
    "2.002913",
    "3.000333",
    "3.000722",
}


def test_ten_procedures_are_interlinked() -> None:
    assert {code for code, definition in definitions().items() if definition.interlinked} == INTERLINKED


@pytest.mark.parametrize("code", sorted(definitions()))
def test_every_process_is_accepted_decided_and_delivered_in_that_order(code: str) -> None:
    for channel in ("online", "counter", "post"):
        acts = [step.act for step in steps_for(definitions()[code].steps, channel=channel)]
        assert acts[0] is Act.ACCEPT
        assert acts[-1] is Act.DELIVER
        assert Act.DECIDE in acts
        assert definitions()[code].process.share_left(definitions()[code].steps[0].key) == 100


def test_where_the_clock_stops_the_ground_is_named() -> None:
    stops = {
        (code, step.key): (step.act, step.ground, step.max_days)
        for code, definition in definitions().items()
        for step in definition.steps
        if step.stops_the_clock
    }
    drafts = {key: value for key, value in stops.items() if value[0] is Act.CONFIRM_DRAFT}

    assert set(drafts.values()) == {(Act.CONFIRM_DRAFT, Ground.APPLICANT_CONFIRMATION, 1)}
    assert {key: value for key, value in stops.items() if key not in drafts} == {
        ("1.012786", "niem_yet"): (Act.POST_PUBLICLY, Ground.PUBLIC_POSTING, 15),
        ("1.013225", "lay_y_kien"): (Act.CONSULT, Ground.CONSULTATION, 12),
        ("1.013831", "nop_thue"): (Act.PAY, Ground.FINANCIAL_DUTY, None),
    }


def test_the_applicant_confirms_the_draft_of_a_birth_certificate_online_only() -> None:
    birth = definitions()["1.001193"].steps

    assert "xac_nhan_du_thao" in [step.key for step in steps_for(birth, channel="online")]
    assert "xac_nhan_du_thao" not in [step.key for step in steps_for(birth, channel="counter")]


def test_the_tax_office_has_its_step_in_founding_a_household_business() -> None:
    step = step_named(definitions()["1.001612"].steps, key="lien_thong_thue")

    assert (step.act, step.role, step.unit) == (Act.CONSULT, StepRole.CONSULTED, AgencyKind.TAX)


def test_steps_follow_one_another_to_the_end() -> None:
    process = Process(SOUND, in_sequence(SOUND))

    walked = [SOUND[0]]
    while following := process.following(walked[-1].key, holds=lambda _: False):
        walked += following

    assert tuple(walked) == SOUND


def test_a_step_that_is_not_in_the_process_is_not_found() -> None:
    with pytest.raises(StepUnknown):
        Process(SOUND, in_sequence(SOUND)).step("made_up")


def test_a_sound_process_has_no_mistakes() -> None:
    assert list(checked(SOUND_PROCESS)) == []


CONSULT = Step("hoi", "Hỏi", Act.CONSULT, StepRole.CONSULTED, "tax", 0, max_days=2)
CONFIRM = Step("xac_nhan", "Xác nhận", Act.CONFIRM_DRAFT, StepRole.APPLICANT, "deciding_agency", 0, max_days=1)
PAY = Step(
    "nop_tien", "Nộp tiền", Act.PAY, StepRole.APPLICANT, "deciding_agency", 70, ground=Ground.FINANCIAL_DUTY, max_days=9
)
STOPPING = replace(CONSULT, ground=Ground.CONSULTATION, ground_basis="Điều 1")
AGAIN = replace(WORK, choices=(Choice("dat", "Đạt"), Choice("lai", "Làm lại")))
LAND = Call("eq", (FieldAnswer("dat"), Value(value=True)))
#: Name of the mistake, the steps, the flows where they do not follow each other, and where it is told.
MISTAKES: dict[str, tuple[tuple[Step, ...], tuple[Flow, ...] | None, tuple[str | int, ...], str]] = {
    "the acceptance is not first": ((WORK, DECIDE, DELIVER), None, ("steps", 0, "act"), "accept at the receiving unit"),
    "accepted elsewhere": (
        (replace(ACCEPT, unit="deciding_agency"), WORK, DECIDE, DELIVER),
        None,
        ("steps", 0, "act"),
        "accept at the receiving unit",
    ),
    "no delivery": ((ACCEPT, WORK, DECIDE), None, ("steps",), "at least one step with act: deliver"),
    "no decision": ((ACCEPT, WORK, DELIVER), None, ("steps",), "at least one step with act: decide"),
    "work after the decision": ((ACCEPT, DECIDE, WORK, DELIVER), None, ("steps", 2, "act"), "only publish, automatic"),
    "a second decision": (
        (ACCEPT, WORK, DECIDE, replace(DECIDE, key="ky_lai"), DELIVER),
        None,
        ("steps", 3, "act"),
        "decide in one step only",
    ),
    "shares too many": (
        (ACCEPT, replace(WORK, share_pct=61), DECIDE, DELIVER),
        None,
        ("steps",),
        "share_pct of the longest way to sum to 100",
    ),
    "a step at no unit": (
        (ACCEPT, replace(WORK, unit="district"), DECIDE, DELIVER),
        None,
        ("steps", 1, "unit"),
        "one of",
    ),
    "a share while the clock stands": (
        (
            ACCEPT,
            WORK,
            replace(CONSULT, ground=Ground.CONSULTATION, ground_basis="Điều 1", share_pct=5),
            DECIDE,
            DELIVER,
        ),
        None,
        ("steps", 2, "share_pct"),
        "0 where the legal clock stops",
    ),
    "a ground without basis": (
        (ACCEPT, WORK, replace(CONSULT, ground=Ground.CONSULTATION), DECIDE, DELIVER),
        None,
        ("steps", 2),
        "ground_basis",
    ),
    "a ground of another act": (
        (ACCEPT, WORK, replace(CONSULT, ground=Ground.FINANCIAL_DUTY, ground_basis="Điều 1"), DECIDE, DELIVER),
        None,
        ("steps", 2, "ground"),
        "consultation for act consult",
    ),
    "a payment without ground": (
        (ACCEPT, WORK, replace(CONFIRM, act=Act.PAY), DECIDE, DELIVER),
        None,
        ("steps", 2),
        "ground: financial_duty",
    ),
    "a role that cannot do it": (
        (ACCEPT, WORK, replace(DECIDE, role=StepRole.CLERK), DELIVER),
        None,
        ("steps", 2, "role"),
        "signatory for act decide",
    ),
    "an undefined time": (
        (ACCEPT, replace(WORK, share_pct=0), DECIDE, DELIVER),
        None,
        ("steps", 1, "share_pct"),
        "a share where the legal clock runs",
    ),
    "a question without a time": (
        (ACCEPT, WORK, replace(CONSULT, max_days=None), DECIDE, DELIVER),
        None,
        ("steps", 2),
        "max_days for act consult",
    ),
    "a draft without a time": (
        (ACCEPT, WORK, replace(CONFIRM, max_days=None), DECIDE, DELIVER),
        None,
        ("steps", 2),
        "max_days for act confirm_draft",
    ),
    "an optional decision": (
        (ACCEPT, WORK, replace(DECIDE, optional=True), DELIVER),
        None,
        ("steps", 2, "optional"),
        "no optional step",
    ),
    "choices where nobody chooses": (
        (ACCEPT, WORK, replace(DECIDE, choices=AGAIN.choices), DELIVER),
        None,
        ("steps", 2, "choices"),
        "choices only for",
    ),
    "a child without its act": (
        (ACCEPT, replace(WORK, child=Child("1.001193")), DECIDE, DELIVER),
        None,
        ("steps", 1),
        "child together with act",
    ),
    "a key twice": (
        (ACCEPT, WORK, replace(DECIDE, key="tham_dinh"), DELIVER),
        None,
        ("steps", 2, "key"),
        "a key that no other step has",
    ),
    "a flow to no step": (
        SOUND,
        (*in_sequence(SOUND), Flow("tham_dinh", "khac")),
        ("flows", 3, "to"),
        "the key of a step",
    ),
    "a flow twice": (SOUND, (*in_sequence(SOUND), Flow("ky", "tra")), ("flows", 3), "each flow once"),
    "a flow from no step": (
        SOUND,
        (*in_sequence(SOUND), Flow("khac", "ky")),
        ("flows", 3, "from"),
        "the key of a step",
    ),
    "a choice that is none": (
        SOUND,
        (Flow("tiep_nhan", "tham_dinh"), Flow("tham_dinh", "ky", on="dat"), Flow("ky", "tra")),
        ("flows", 1, "on"),
        "a choice of tham_dinh",
    ),
    "a choice that no flow uses": (
        (ACCEPT, AGAIN, DECIDE, DELIVER),
        (Flow("tiep_nhan", "tham_dinh"), Flow("tham_dinh", "ky", on="dat"), Flow("ky", "tra")),
        ("steps", 1, "choices"),
        "a flow on lai",
    ),
    "a branch without result, nothing otherwise": (
        SOUND,
        (Flow("tiep_nhan", "tham_dinh"), Flow("tham_dinh", "ky", when=LAND), Flow("ky", "tra")),
        ("steps", 1),
        "a flow otherwise",
    ),
    "a branch without result, a dead end": (
        (ACCEPT, WORK, CONSULT, DECIDE, DELIVER),
        (*in_sequence(SOUND), Flow("tham_dinh", "hoi")),
        ("steps", 2),
        "a way to ky",
    ),
    "an otherwise that nobody takes": (
        SOUND,
        (*in_sequence(SOUND), Flow("tham_dinh", "tra", otherwise=True)),
        ("steps", 1),
        "one flow otherwise, beside conditions",
    ),
    "an otherwise with a condition": (
        SOUND,
        (Flow("tiep_nhan", "tham_dinh"), Flow("tham_dinh", "ky", otherwise=True, when=LAND), Flow("ky", "tra")),
        ("flows", 1, "otherwise"),
        "otherwise without when and on",
    ),
    "a step that nothing reaches": (
        (ACCEPT, WORK, CONSULT, DECIDE, DELIVER),
        (*in_sequence(SOUND), Flow("hoi", "ky")),
        ("steps", 2),
        "a way from the acceptance",
    ),
    "a loop without exit": (
        (ACCEPT, WORK, CONSULT, DECIDE, DELIVER),
        (*in_sequence(SOUND), Flow("tham_dinh", "hoi"), Flow("hoi", "tham_dinh")),
        ("steps", 2),
        "a choice that leads on",
    ),
    "a loop from which no way leads on": (
        (ACCEPT, WORK, CONSULT, replace(CONSULT, key="hoi_lai"), DECIDE, DELIVER),
        (*in_sequence(SOUND), Flow("tham_dinh", "hoi"), Flow("hoi", "hoi_lai"), Flow("hoi_lai", "hoi")),
        ("steps", 3),
        "a way to ky",
    ),
    "a loop that an answer keeps up": (
        SOUND,
        (
            Flow("tiep_nhan", "tham_dinh"),
            Flow("tham_dinh", "tham_dinh", when=LAND),
            Flow("tham_dinh", "ky", otherwise=True),
            Flow("ky", "tra"),
        ),
        ("steps", 1),
        "a choice that leads on",
    ),
    "a loop with two entries": (
        (ACCEPT, WORK, replace(AGAIN, key="hoi"), DECIDE, DELIVER),
        (
            *in_sequence(SOUND),
            Flow("tiep_nhan", "hoi"),
            Flow("tham_dinh", "hoi"),
            Flow("hoi", "tham_dinh", on="lai"),
            Flow("hoi", "ky", on="dat"),
        ),
        ("flows", 5),
        "no way into the loop but by tham_dinh",
    ),
    "a way around the decision": (
        (ACCEPT, AGAIN, DECIDE, DELIVER),
        (
            Flow("tiep_nhan", "tham_dinh"),
            Flow("tham_dinh", "ky", on="dat"),
            Flow("tham_dinh", "tra", on="lai"),
            Flow("ky", "tra"),
        ),
        ("steps", 3),
        "the decision on every way to it",
    ),
    "two grounds at the same time": (
        (ACCEPT, PAY, STOPPING, DECIDE, DELIVER),
        (
            Flow("tiep_nhan", "nop_tien"),
            Flow("tiep_nhan", "hoi"),
            Flow("nop_tien", "ky"),
            Flow("hoi", "ky"),
            Flow("ky", "tra"),
        ),
        ("steps", 2),
        "no second ground beside a payment",
    ),
    "a flow from the delivery": (
        (ACCEPT, WORK, DECIDE, DELIVER, replace(DELIVER, key="ghi", act=Act.AUTOMATIC, role=StepRole.SYSTEM)),
        None,
        ("steps", 3, "act"),
        "deliver as the last step",
    ),
    "a flow back to the acceptance": (
        (ACCEPT, AGAIN, DECIDE, DELIVER),
        (
            Flow("tiep_nhan", "tham_dinh"),
            Flow("tham_dinh", "tiep_nhan", on="lai"),
            Flow("tham_dinh", "ky", on="dat"),
            Flow("ky", "tra"),
        ),
        ("steps", 0),
        "no flow back to the acceptance",
    ),
    "nobody decides at the counter": (
        (ACCEPT, WORK, replace(DECIDE, channel="online"), DELIVER),
        None,
        ("steps",),
        "at least one step with act: decide",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_a_process_must_not_look_like_is_told_at_its_place(name: str) -> None:
    steps, flows, at, expected = MISTAKES[name]

    found = [
        (mistake.at, mistake.expected)
        for mistake in checked(Process(steps, in_sequence(steps) if flows is None else flows))
    ]

    assert any(place == at and text.startswith(expected) for place, text in found), found


@pytest.mark.parametrize("name", [name for name in MISTAKES if name.startswith("a loop without") or "branch" in name])
def test_the_mistake_names_the_step(name: str) -> None:
    steps, flows, at, _expected = MISTAKES[name]

    told = [mistake.found for mistake in checked(Process(steps, flows or ())) if mistake.at == at]

    assert any(steps[int(at[1])].key in each for each in told), told


def test_a_loop_that_can_be_left_is_sound() -> None:
    flows = (
        Flow("tiep_nhan", "tham_dinh"),
        Flow("tham_dinh", "hoi", on="lai"),
        Flow("hoi", "tham_dinh"),
        Flow("tham_dinh", "ky", on="dat"),
        Flow("ky", "tra"),
    )

    assert list(checked(Process((ACCEPT, AGAIN, CONSULT, DECIDE, DELIVER), flows))) == []


def test_a_step_without_role_or_unit_is_told_by_its_key() -> None:
    node = {"steps": [{"key": "tham_dinh", "role": "processor"}, {"key": "ky", "unit": "deciding_agency"}]}

    told = [(mistake.at, mistake.expected, mistake.found) for mistake in unassigned(node)]

    assert told == [
        (("steps", 0), "a unit", "an unassigned step: tham_dinh"),
        (("steps", 1), "a role", "an unassigned step: ky"),
    ]
