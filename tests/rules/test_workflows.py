"""The steps of the 34 processes, and what a process must not look like."""

from dataclasses import replace

import pytest

from motcua.blueprints.workflows.checking import checked
from motcua.blueprints.workflows.process import Process, in_sequence
from motcua.blueprints.workflows.steps import (
    Act,
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
        assert sum(step.share_pct for step in definitions()[code].steps) == 100


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
    assert list(checked(SOUND)) == []


@pytest.mark.parametrize(
    ("steps", "at", "expected"),
    [
        ((WORK, DECIDE, DELIVER), (0, "act"), "accept at the receiving unit"),
        ((replace(ACCEPT, unit="deciding_agency"), WORK, DECIDE, DELIVER), (0, "act"), "accept at the receiving unit"),
        ((ACCEPT, WORK, DECIDE), (2, "act"), "deliver as the last step"),
        ((ACCEPT, WORK, DELIVER), (), "at least one step with act: decide"),
        ((ACCEPT, DECIDE, WORK, DELIVER), (2, "act"), "only publish, automatic or deliver"),
        ((ACCEPT, replace(WORK, share_pct=61), DECIDE, DELIVER), (), "share_pct of all steps to sum to 100"),
        ((ACCEPT, replace(WORK, unit="district"), DECIDE, DELIVER), (1, "unit"), "one of"),
        (
            (ACCEPT, replace(WORK, ground=Ground.CONSULTATION), DECIDE, DELIVER),
            (1, "share_pct"),
            "0 where the legal clock",
        ),
        ((ACCEPT, replace(WORK, act=Act.PAY), DECIDE, DELIVER), (1, "role"), "applicant for act pay"),
        ((ACCEPT, WORK, replace(DECIDE, key="tham_dinh"), DELIVER), (2, "key"), "a key that no other step has"),
    ],
)
def test_what_a_process_must_not_look_like_is_told_at_its_place(
    steps: tuple[Step, ...], at: tuple[str | int, ...], expected: str
) -> None:
    found = [(mistake.at, mistake.expected) for mistake in checked(steps)]

    assert any(place == at and text.startswith(expected) for place, text in found), found
