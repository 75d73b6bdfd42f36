"""The main road, from draft to the delivered result, for the three procedures that every newcomer tries."""

import pytest

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import (
    decision,
    drafting,
    filing,
    handling,
    intake,
    processing,
    requests,
    withdrawal,
    work,
)
from motcua.dossiers.commands.filing import PaperGone, PapersMissing
from motcua.dossiers.models import Dossier, HandOver, WorkItem
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.actor import STRANGER
from motcua.dossiers.rules.lifecycle import NoResultDocument, NotAllowed, OtherAgency, Role, State, WorkNotDone
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.national_portal.models import Message
from motcua.effects.notifications.models import Notice
from motcua.foundation.files import storage
from tests.world import MONDAY, TUESDAY, World, officer, run_jobs


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_a_dossier_goes_all_the_way_and_the_nation_is_told(world: World, code: str) -> None:
    dossier = world.finished(code)
    decision.deliver(dossier, actor=world.minh, at=TUESDAY)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == (State.RESULT_DELIVERED, "granted")
    assert not WorkItem.objects.filter(dossier=dossier, status="open").exists()
    run_jobs()
    told = Message.objects.filter(dossier=dossier, operation="dossier").order_by("sequence")
    # Once more with the fee that was paid after filing, where there is one.
    actions = list(dict.fromkeys(told.values_list("event__action", flat=True)))
    assert actions[:2] == ["submit", "accept"]
    assert actions[-2:] == ["publish", "deliver"]


def test_the_applicant_is_told_once_per_event_however_often_the_job_runs(world: World) -> None:
    from motcua.effects.notifications.reactions import tell_applicant

    dossier = world.accepted()
    run_jobs()
    tell_applicant.run(event_id=dossier.events.latest("number").pk)

    assert Notice.objects.filter(event__dossier=dossier).count() == 2


def test_every_step_leaves_its_hand_over(world: World) -> None:
    dossier = world.finished("1.013227")

    kinds = HandOver.objects.filter(work_item__dossier=dossier).values_list("kind", flat=True)
    assert [*kinds].count("finished") == 5


def test_the_birth_waits_for_the_parent_s_word_and_the_clock_stands(world: World) -> None:
    dossier = world.accepted("1.001193")
    handling.forward(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.SUSPENDED, None)

    processing.confirm_draft(dossier, actor=world.lan, at=TUESDAY)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.due_at is not None


def test_a_decision_waits_for_the_steps_and_the_document(world: World) -> None:
    dossier = world.accepted("1.013227")
    with pytest.raises(work.StepGone):
        decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=Outcome.GRANTED)

    dossier = world.worked("1.013227")
    with pytest.raises(NoResultDocument):
        decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=Outcome.GRANTED)
    assert WorkNotDone.__doc__


def test_a_denial_says_why(world: World) -> None:
    dossier = world.worked("1.013227")
    decision.file_result(dossier, kind="result", file=world.file(by=world.hoa), actor=world.hoa, at=TUESDAY)

    with pytest.raises(requests.ReasonMissing):
        decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=Outcome.DENIED, reason=" ")


def test_the_same_key_twice_is_one_filing(world: World) -> None:
    dossier = world.draft()

    first = intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")
    again = intake.submit(dossier, actor=world.lan, at=TUESDAY, key="k")

    assert first.pk == again.pk
    assert Dossier.objects.exclude(code=None).count() == 1


def test_a_key_is_one_dossier_s(world: World) -> None:
    intake.submit(world.draft("1.001612"), actor=world.lan, at=MONDAY, key="k")

    with pytest.raises(filing.SameKeyOtherContent):
        intake.submit(world.draft("1.013227"), actor=world.lan, at=MONDAY, key="k")


def test_a_second_tab_with_its_own_key_hears_that_it_is_filed(world: World) -> None:
    dossier = world.draft()
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="one tab")

    with pytest.raises(intake.AlreadyFiled):
        intake.submit(dossier, actor=world.lan, at=MONDAY, key="another tab")


def test_a_paper_that_vanished_stops_the_filing_and_keeps_the_draft(world: World) -> None:
    dossier = world.draft()
    paper = dossier.papers.get()
    storage.path_of(paper.file_id).unlink()

    with pytest.raises(PaperGone):
        intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.code, dossier.filings.count()) == (State.DRAFT, None, 0)


def test_a_removed_paper_is_missing(world: World) -> None:
    dossier = world.draft()
    drafting.remove_paper(dossier.papers.get(), at=MONDAY)

    with pytest.raises(PapersMissing):
        intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")


def test_what_was_filed_cannot_be_edited(world: World) -> None:
    dossier = world.submitted()

    with pytest.raises(drafting.NotChangeableNow):
        drafting.save_answers(dossier, changed={"tre_ho_ten": "Khác"}, revision=None, at=TUESDAY)


def test_a_draft_can_be_thrown_away_and_a_filing_cannot(world: World) -> None:
    dossier = world.draft()
    drafting.discard(dossier, at=MONDAY)
    assert not Dossier.objects.filter(uuid=dossier.uuid).exists()

    with pytest.raises(drafting.NotChangeableNow):
        drafting.discard(world.submitted(), at=MONDAY)


def test_two_devices_never_overwrite_each_other_silently(world: World) -> None:
    dossier = world.draft()
    seen = dossier.answers.revision + 1
    drafting.save_answers(dossier, changed={"tre_ho_ten": "Nguyễn Minh Anh"}, revision=seen, at=MONDAY)

    with pytest.raises(drafting.ChangedElsewhere):
        drafting.save_answers(dossier, changed={"tre_ho_ten": "Nguyễn Minh Ánh"}, revision=seen, at=MONDAY)


def test_an_officer_completes_a_request_and_the_code_stays(world: World) -> None:
    dossier = world.submitted()
    code = dossier.code
    intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=["giay_chung_sinh"], reason="Ảnh mờ")

    filed = intake.resubmit(dossier, actor=world.lan, at=TUESDAY, key="second")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.code, filed.number) == (State.SUBMITTED, code, 2)


def test_withdrawing_ends_the_open_steps(world: World) -> None:
    dossier = world.accepted("1.013227")

    withdrawal.withdraw(dossier, actor=world.lan, at=TUESDAY)

    assert WorkItem.objects.get(dossier=dossier, act=Act.WORK).status == "cancelled"
    with pytest.raises(work.StepGone):
        handling.forward(WorkItem.objects.get(dossier=dossier, act=Act.WORK), actor=world.hoa, at=TUESDAY)


def test_who_sees_a_dossier(world: World) -> None:
    dossier = world.accepted("1.013227")

    sees = {
        name: visible_to(actor).filter(pk=dossier.pk).exists()
        for name, actor in {
            "lan": world.lan,
            "binh": world.binh,
            "minh": world.minh,
            "hoa": world.hoa,
            "quy": world.quy,
            "khanh": officer("khanh"),
            "kien": officer("kien", Role.TECHNICAL_ADMINISTRATOR),
            "phuc": officer("phuc", Role.CATALOGUE_OFFICER),
            "stranger": STRANGER,
        }.items()
    }

    assert {name for name, seen in sees.items() if seen} == {"lan", "minh", "hoa"}


def test_nobody_but_its_owner_sees_a_draft(world: World) -> None:
    dossier = world.draft()

    assert visible_to(world.lan).filter(pk=dossier.pk).exists()
    assert not visible_to(world.minh).filter(pk=dossier.pk).exists()
    assert not visible_to(world.binh).filter(pk=dossier.pk).exists()


def test_a_step_belongs_to_its_role_and_agency(world: World) -> None:
    dossier = world.accepted("1.013227")
    item = world.open_item(dossier)

    for stranger in (world.quy, world.minh, world.van):
        with pytest.raises(work.NotYourStep):
            handling.forward(item, actor=stranger, at=TUESDAY)


def test_an_officer_of_another_agency_acts_on_nothing(world: World) -> None:
    with pytest.raises(OtherAgency):
        intake.accept(world.submitted(), actor=world.quy, at=TUESDAY)
    elsewhere = officer("quy", Role.PROCESSOR)
    with pytest.raises(OtherAgency):
        processing.request_supplement(
            world.accepted("1.013227"), actor=elsewhere, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu"
        )


def test_results_are_made_where_the_dossier_is_decided(world: World) -> None:
    dossier, at = world.worked("1.013227"), TUESDAY
    for stranger, refusal in ((officer("quy", Role.PROCESSOR), OtherAgency), (world.head, NotAllowed)):
        with pytest.raises(refusal):
            decision.file_result(dossier, kind="result", file=world.file(), actor=stranger, at=at)


def test_a_step_is_finished_once(world: World) -> None:
    dossier = world.accepted("1.013227")
    item = world.open_item(dossier)
    handling.forward(item, actor=world.hoa, at=TUESDAY)

    with pytest.raises(work.StepGone):
        handling.forward(item, actor=world.hoa, at=TUESDAY)


def test_the_code_alone_tells_how_far_and_the_secret_tells_where(world: World) -> None:
    dossier = world.accepted("1.013227")
    found = tracking.filed(f" {str(dossier.code).lower()} ")
    assert found is not None

    degree = tracking.degree(found)
    assert (degree.percent, degree.is_closed) == (17, False)
    assert tracking.status(found, secret="AAAAAAAA") is None
    status = tracking.status(found, secret=dossier.tracking_secret.lower())
    assert status is not None
    assert status.due_at == dossier.due_at
    assert "Lan" not in str(status)


def test_a_citizen_accepts_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        intake.accept(world.submitted(), actor=world.lan, at=TUESDAY)
