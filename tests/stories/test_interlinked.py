"""One filing, several agencies: each member of an interlinked procedure is a dossier of its own, and comes back."""

from datetime import datetime

import pytest

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import visible_to, work_of
from motcua.dossiers.commands import decision, drafting, handling, intake, interlinking, members, withdrawal, work
from motcua.dossiers.models import Dossier, Paper, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action, Role, State, WorkNotDone
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.notifications.models import Notice
from motcua.effects.slips.models import Slip
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, account, officer, run_jobs

BIRTH, DEATH = "3.000722", "2.002913"
NUMBER_OF_THE_CHILD = "099226000123"


def police(role: Role = Role.PROCESSOR) -> Actor:
    return officer("dung", role)


def insurance(role: Role = Role.PROCESSOR) -> Actor:
    return officer("loan", role)


def opened(world: World, of: str, *, at: datetime = TUESDAY) -> Dossier:
    """Accepted on Monday, worked on and signed: the members are open, where the answers suffice."""
    parent = world.accepted(of)
    handling.forward(world.open_item(parent), actor=world.hoa, at=at)
    decision.file_result(parent, kind=certificate_of(of), file=world.file(by=world.hoa), actor=world.hoa, at=at)
    handling.forward(world.open_item(parent), actor=world.tuan, at=at)
    parent.refresh_from_db()
    return parent


def certificate_of(code: str) -> str:
    return {BIRTH: "giay_khai_sinh", DEATH: "trich_luc_khai_tu"}[code]


def completed(world: World, parent: Dossier, *, at: datetime = TUESDAY) -> Dossier:
    """The number that the child got with its certificate is added for the police."""
    item = parent.work_items.get(step="thuong_tru")
    return members.complete(item, actor=world.hoa, at=at, answers={"so_dinh_danh": NUMBER_OF_THE_CHILD})


def member(parent: Dossier, code: str) -> Dossier:
    return parent.children.get(procedure_version__procedure__code=code)


def finish(child: Dossier, *, by: str, world: World, at: datetime, outcome: Outcome = Outcome.GRANTED) -> None:
    """Work on the member and sign it, as the officer of its agency."""
    item = child.work_items.get(status=WorkStatus.OPEN)
    handling.forward(item, actor=officer(by, Role.PROCESSOR), at=at)
    who = officer(by, Role.SIGNATORY)
    decision.file_result(child, kind="result", file=world.file(by=who), actor=who, at=at)
    reason = "Không đủ điều kiện" if outcome is Outcome.DENIED else ""
    decision.decide(child, actor=who, at=at, outcome=outcome, reason=reason)
    child.refresh_from_db()


def test_one_filing_becomes_dossiers_at_the_agencies_that_decide(world: World) -> None:
    parent = opened(world, BIRTH)

    card = member(parent, "1.001939")
    assert card.state == State.IN_PROGRESS
    assert card.deciding_agency.code == "G24.99"
    assert card.receiving_unit_id == parent.receiving_unit_id
    assert str(card.code).startswith("G24.99-")
    assert card.subject_name == parent.subject_name
    assert card.filings.get().answers["tre_ho_ten"] == "Nguyễn Minh Khôi"
    assert [(event.action, event.role) for event in card.events.order_by("number")] == [
        (Action.SUBMIT, Role.SYSTEM),
        (Action.ACCEPT, Role.SYSTEM),
    ]


def test_the_agency_of_a_member_has_to_say_that_it_has_it(world: World) -> None:
    """NĐ 63/2024: whoever sends answers for it until the receiver has said so."""
    card = member(opened(world, BIRTH), "1.001939")

    first = card.work_items.get(status=WorkStatus.OPEN)

    assert first.agency.code == "G24.99"
    assert first.given_by_id == card.receiving_unit_id
    assert first.acknowledged_at is None


def test_a_member_has_the_period_that_the_interlinked_procedure_gives_it(world: World) -> None:
    parent = opened(world, BIRTH)

    accepted = member(parent, "1.001939").events.get(action=Action.ACCEPT)

    assert accepted.details["limit"] == [{"amount": 2, "unit": "working_day"}]
    assert accepted.details["cases"] == []


def test_without_one_a_member_has_its_own_period(world: World) -> None:
    parent = funeral(world)

    accepted = member(parent, "1.001731").events.get(action=Action.ACCEPT)

    assert accepted.details["limit"] == [{"amount": 3, "unit": "working_day"}]
    assert accepted.details["cases"] == ["thuong"]


def funeral(world: World) -> Dossier:
    """The dead person lived on social aid: the commune itself pays for the funeral."""
    draft = world.draft(DEATH)
    drafting.save_answers(draft, changed={"nhom_che_do": "bao_tro"}, revision=None, at=MONDAY)
    intake.submit(draft, actor=world.lan, at=MONDAY, key="funeral")
    intake.accept(draft, actor=world.minh, at=MONDAY)
    handling.forward(world.open_item(draft), actor=world.hoa, at=TUESDAY)
    handling.forward(world.open_item(draft), actor=world.tuan, at=TUESDAY)
    draft.refresh_from_db()
    return draft


def test_only_the_members_of_this_case_are_opened(world: World) -> None:
    with_aid = {child.procedure_version.procedure.code for child in funeral(world).children.all()}
    with_insurance = {child.procedure_version.procedure.code for child in opened(world, DEATH).children.all()}

    assert with_aid == {"1.003197", "1.001731"}
    assert with_insurance == {"1.003197", "2.000821"}


def test_papers_go_with_a_member_as_the_same_file(world: World) -> None:
    parent = opened(world, DEATH)
    handed_in = Paper.objects.get(dossier=parent, item="to_khai_bhxh")
    certificate = parent.results.get()

    pension = member(parent, "2.000821")
    given = {paper.item: paper for paper in Paper.objects.filter(dossier=pension)}

    assert given["to_khai_tn"].file_id == handed_in.file_id
    assert given["to_khai_tn"].shared_from_id == handed_in.pk
    assert given["giay_chung_tu"].file_id == certificate.file_id
    assert [paper.get("shared") for paper in pension.filings.get().papers if paper["item"] == "to_khai_tn"] == [True]


def test_what_a_member_lacks_keeps_the_step_open_until_an_officer_adds_it(world: World) -> None:
    parent = opened(world, BIRTH)
    item = parent.work_items.get(step="thuong_tru")

    lacking = interlinking.intended(item, at=TUESDAY)

    assert [problem.field for problem in lacking.problems] == ["so_dinh_danh"]
    assert item.status == WorkStatus.OPEN
    assert item.child_dossier is None
    assert item in work_of(world.hoa)
    child = completed(world, parent)
    assert child.deciding_agency.code == "G01.99.1"
    assert child.filings.get().answers["so_dinh_danh"] == NUMBER_OF_THE_CHILD
    assert item not in work_of(world.hoa)


def test_a_member_that_still_lacks_something_is_not_opened_by_half(world: World) -> None:
    parent = opened(world, BIRTH)
    item = parent.work_items.get(step="thuong_tru")
    before = Dossier.objects.count()

    with pytest.raises(interlinking.ChildIncomplete):
        members.complete(item, actor=world.hoa, at=TUESDAY, answers={"so_dinh_danh": "12"})

    item.refresh_from_db()
    assert item.child_dossier is None
    assert item.post is None
    assert Dossier.objects.count() == before


def test_a_step_opens_one_member_and_no_second(world: World) -> None:
    parent = opened(world, BIRTH)
    completed(world, parent)

    with pytest.raises(work.StepGone):
        completed(world, parent)

    assert parent.children.count() == 2


@pytest.mark.parametrize("who", ["quy", "dung", "minh"])
def test_only_the_agency_that_decides_completes_a_member(world: World, who: str) -> None:
    item = opened(world, BIRTH).work_items.get(step="thuong_tru")

    with pytest.raises(work.NotYourStep):
        members.complete(item, actor=officer(who), at=TUESDAY, answers={"so_dinh_danh": NUMBER_OF_THE_CHILD})


def test_the_whole_is_signed_when_every_member_has_come_back(world: World) -> None:
    parent = opened(world, BIRTH)
    completed(world, parent)
    finish(member(parent, "1.001939"), by="loan", world=world, at=WEDNESDAY)
    with pytest.raises(work.StepGone):
        decision.decide(parent, actor=world.tuan, at=WEDNESDAY, outcome=Outcome.GRANTED)

    finish(member(parent, "1.004222"), by="dung", world=world, at=WEDNESDAY)
    decision.decide(parent, actor=world.tuan, at=WEDNESDAY, outcome=Outcome.GRANTED)

    parent.refresh_from_db()
    assert parent.state == State.RESULT_READY
    assert {child.state for child in parent.children.all()} == {State.RESULT_DELIVERED}


def test_signing_is_refused_while_a_member_is_open_whatever_step_is_asked(world: World) -> None:
    """The table says it too: a process that forgot its join does not get past it."""
    parent = opened(world, BIRTH)
    WorkItem.objects.create(
        dossier=parent, step="tong_hop", act=Act.DECIDE, role=Role.SIGNATORY, agency=world.minh_tan, opened_at=TUESDAY
    )

    with pytest.raises(WorkNotDone):
        decision.decide(parent, actor=world.tuan, at=WEDNESDAY, outcome=Outcome.GRANTED)


def test_a_refused_member_holds_up_nobody(world: World) -> None:
    parent = opened(world, BIRTH)
    completed(world, parent)
    finish(member(parent, "1.004222"), by="dung", world=world, at=WEDNESDAY, outcome=Outcome.DENIED)
    finish(member(parent, "1.001939"), by="loan", world=world, at=WEDNESDAY)

    assert world.open_item(parent).act == Act.DECIDE
    assert {child.outcome for child in parent.children.all()} == {Outcome.DENIED, Outcome.GRANTED}


def test_when_the_applicant_takes_the_whole_back_its_members_end(world: World) -> None:
    parent = opened(world, BIRTH)

    withdrawal.withdraw(parent, actor=world.lan, at=WEDNESDAY)

    card = member(parent, "1.001939")
    assert card.state == State.STOPPED
    assert card.events.latest("number").details == {"ground": StopGround.PARENT_ENDED}
    assert not card.work_items.filter(status=WorkStatus.OPEN).exists()


def test_a_member_that_has_come_back_is_not_undone_with_the_whole(world: World) -> None:
    parent = opened(world, BIRTH)
    finish(member(parent, "1.001939"), by="loan", world=world, at=WEDNESDAY)

    withdrawal.withdraw(parent, actor=world.lan, at=THURSDAY)

    assert member(parent, "1.001939").state == State.RESULT_DELIVERED


def test_one_member_taken_back_lets_the_rest_go_on(world: World) -> None:
    parent = opened(world, BIRTH)
    police_member = completed(world, parent)

    withdrawal.withdraw(police_member, actor=world.lan, at=WEDNESDAY)

    parent.refresh_from_db()
    assert parent.state == State.IN_PROGRESS
    assert parent.work_items.get(step="thuong_tru").status == WorkStatus.DONE
    assert parent.work_items.get(step="bhyt").status == WorkStatus.OPEN


def test_an_agency_sees_its_member_and_not_the_whole(world: World) -> None:
    parent = opened(world, BIRTH)
    child = completed(world, parent)

    assert child in visible_to(police())
    assert parent not in visible_to(police())
    assert member(parent, "1.001939") not in visible_to(police())
    assert child not in visible_to(insurance())
    assert child not in visible_to(world.quy)


def test_the_unit_that_received_watches_over_all_of_it(world: World) -> None:
    parent = opened(world, BIRTH)
    completed(world, parent)

    assert set(parent.children.all()) <= set(visible_to(world.minh))
    assert not set(parent.children.all()) & set(visible_to(world.hoa))


def test_the_secret_of_a_member_is_on_no_paper_and_is_not_empty(world: World) -> None:
    parent = opened(world, BIRTH)

    card = member(parent, "1.001939")

    assert card.tracking_secret
    assert card.tracking_secret != parent.tracking_secret


def test_she_hears_once_of_what_she_filed_and_of_each_thing_that_comes_back(world: World) -> None:
    parent = opened(world, BIRTH)
    finish(member(parent, "1.001939"), by="loan", world=world, at=WEDNESDAY)

    run_jobs()

    told = Notice.objects.filter(account=account("lan")).order_by("pk")
    assert [(notice.event.dossier_id == parent.pk, notice.event.action) for notice in told] == [
        (True, Action.SUBMIT),
        (True, Action.ACCEPT),
        (False, Action.PUBLISH),
    ]
    assert set(Slip.objects.values_list("dossier", flat=True)) == {parent.pk}


def test_the_end_of_the_whole_is_told_once(world: World) -> None:
    parent = opened(world, BIRTH)
    withdrawal.withdraw(parent, actor=world.lan, at=WEDNESDAY)

    run_jobs()

    assert not Notice.objects.filter(event__dossier__parent=parent).exists()
    assert not Slip.objects.filter(dossier__parent=parent).exists()
