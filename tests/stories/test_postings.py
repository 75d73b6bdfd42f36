"""Public posting and the applicant's draft: the clock stands on a ground with its document, and never for ever."""

import pytest
from django.db import transaction

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import confirming, consulting, handling, postings, processing, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, Posting, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import Action, NoSuchGround, State
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from motcua.foundation.organisations.models import Agency
from tests.processes import POLICE
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs


@pytest.mark.parametrize("ground", ["public_posting", "waiting", ""], ids=["of-another-procedure", "made-up", "none"])
def test_the_clock_stands_on_no_ground_that_the_version_does_not_name(world: World, ground: str) -> None:
    """P41: waiting in the office stops nothing, whoever says so."""
    dossier = world.accepted("1.001193")
    before = dossier.due_at

    for actor in (SYSTEM, world.hoa):
        with pytest.raises(NoSuchGround), transaction.atomic():
            record(dossier, Action.SUSPEND, actor=actor, at=TUESDAY, details={"ground": ground})

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.IN_PROGRESS, before)


def posted(world: World) -> WorkItem:
    """A lost land certificate (1.012786), at the step in which its loss is posted: as if the steps before were done."""
    dossier = world.accepted("1.013227", at=MONDAY)
    item = world.open_item(dossier)
    version = catalogue.find("1.012786").version
    Dossier.objects.filter(pk=dossier.pk).update(procedure_version=version)
    WorkItem.objects.filter(pk=item.pk).update(step="niem_yet", act=Act.POST_PUBLICLY)
    return WorkItem.objects.get(pk=item.pk)


def test_the_clock_stands_from_when_the_notice_hangs_with_its_number(world: World) -> None:
    item = posted(world)

    made = postings.post(item, actor=world.hoa, at=TUESDAY, place="Trụ sở UBND phường", number="12/TB-UBND")

    dossier = Dossier.objects.get(pk=item.dossier_id)
    stop = dossier.events.latest("number")
    assert (dossier.state, dossier.due_at) == (State.SUSPENDED, None)
    assert (stop.action, stop.details["ground"], stop.details["document"]) == (
        Action.SUSPEND,
        "public_posting",
        "12/TB-UBND",
    )
    # Fifteen days from Tuesday 17 November: Wednesday 2 December.
    assert made.ends_at == moment("2026-12-02T17:00")


def test_it_comes_down_by_itself_and_the_clock_goes_on(world: World) -> None:
    item = posted(world)
    postings.post(item, actor=world.hoa, at=TUESDAY, place="Trụ sở", number="12/TB-UBND")

    assert postings.end_due(at=moment("2026-12-02T16:59")) == 0
    assert postings.end_due(at=moment("2026-12-03T07:15")) == 1
    assert postings.end_due(at=moment("2026-12-03T07:30")) == 0
    run_jobs()

    item.refresh_from_db()
    dossier = Dossier.objects.get(pk=item.dossier_id)
    assert (item.status, dossier.state) == (WorkStatus.DONE, State.IN_PROGRESS)
    assert dossier.events.latest("number").action == Action.CONTINUE
    assert News.POSTING_ENDED in [one.kind for one in officers.news_of(world.hoa, at=moment("2026-12-03T08:00"))]


def test_who_was_asked_meanwhile_is_waited_for_and_holds_up_no_other_notice(world: World) -> None:
    asked, plain = posted(world), posted(world)
    for item, number in ((asked, "12/TB"), (plain, "13/TB")):
        postings.post(item, actor=world.hoa, at=TUESDAY, place="Trụ sở", number=number)
    police = Agency.objects.get(code=POLICE)
    question = consulting.Question(police, "Có ai phản đối không?", moment("2026-12-10T17:00"))
    (open_question,) = consulting.ask(asked, actor=world.hoa, at=WEDNESDAY, questions=[question])

    assert postings.end_due(at=moment("2026-12-03T07:15")) == 1
    plain.refresh_from_db()
    asked.refresh_from_db()
    assert (asked.status, plain.status) == (WorkStatus.OPEN, WorkStatus.DONE)

    consulting.go_on_without(open_question, actor=world.hoa, at=moment("2026-12-03T08:00"), reason="Không cần nữa")
    assert postings.end_due(at=moment("2026-12-04T07:15")) == 1


def test_it_is_not_handed_on_while_it_hangs(world: World) -> None:
    item = posted(world)
    postings.post(item, actor=world.hoa, at=TUESDAY, place="Trụ sở", number="12/TB-UBND")

    with pytest.raises(postings.PostingNotOver):
        handling.forward(item, actor=world.hoa, at=WEDNESDAY)
    with pytest.raises(postings.AlreadyPosted):
        postings.post(item, actor=world.hoa, at=WEDNESDAY, place="Nơi khác", number="13/TB-UBND")

    assert Posting.objects.get().number == "12/TB-UBND"


@pytest.mark.parametrize(("place", "number"), [("", "12/TB"), ("Trụ sở", " ")], ids=["no-place", "no-number"])
def test_nobody_finds_a_notice_without_place_or_number(world: World, place: str, number: str) -> None:
    item = posted(world)

    with pytest.raises(postings.PostingIncomplete):
        postings.post(item, actor=world.hoa, at=TUESDAY, place=place, number=number)

    assert Dossier.objects.get(pk=item.dossier_id).state == State.IN_PROGRESS


def test_an_ordinary_step_is_not_posted(world: World) -> None:
    item = world.open_item(world.accepted("1.013227"))

    with pytest.raises(postings.NothingToPost):
        postings.post(item, actor=world.hoa, at=TUESDAY, place="Trụ sở", number="12/TB-UBND")


def to_confirm(world: World) -> Dossier:
    """A birth, whose draft lies before Lan."""
    dossier = world.accepted("1.001193", at=MONDAY)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=MONDAY)
    dossier.refresh_from_db()
    assert dossier.state == State.SUSPENDED
    return dossier


def test_she_says_what_is_wrong_and_its_maker_has_it_again(world: World) -> None:
    dossier = to_confirm(world)

    again = confirming.object_to_draft(dossier, actor=world.lan, at=TUESDAY, reason="Tên đệm thiếu dấu")
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.due_at is not None
    assert (again.status, again.agency_id, again.post_id) == (WorkStatus.OPEN, world.hoa.agency_id, world.hoa.post_id)
    assert News.DRAFT_OBJECTED in [one.kind for one in officers.news_of(world.hoa, at=WEDNESDAY)]
    returned = WorkItem.objects.get(dossier=dossier, status=WorkStatus.RETURNED)
    told = returned.hand_overs.get(kind="returned")
    assert told.remark is not None
    assert told.remark.text == "Tên đệm thiếu dấu"


def test_a_mended_draft_comes_before_her_again(world: World) -> None:
    dossier = to_confirm(world)
    again = confirming.object_to_draft(dossier, actor=world.lan, at=TUESDAY, reason="Tên đệm thiếu dấu")

    handling.forward(again, actor=world.hoa, at=TUESDAY)
    processing.confirm_draft(dossier, actor=world.lan, at=WEDNESDAY)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert not WorkItem.objects.filter(dossier=dossier, act=Act.CONFIRM_DRAFT, status=WorkStatus.OPEN).exists()


def test_an_objection_says_what_is_wrong(world: World) -> None:
    dossier = to_confirm(world)

    with pytest.raises(ReasonMissing):
        confirming.object_to_draft(dossier, actor=world.lan, at=TUESDAY, reason="  ")
    processing.confirm_draft(dossier, actor=world.lan, at=TUESDAY)
    with pytest.raises(work.StepGone):
        confirming.object_to_draft(dossier, actor=world.lan, at=TUESDAY, reason="Muộn rồi")


def test_silence_agrees_where_the_version_says_so(world: World) -> None:
    """1.001193: one day at most, then she is taken to agree (P65)."""
    dossier = to_confirm(world)

    assert confirming.end_silence(at=moment("2026-11-17T16:59")) == 0
    assert confirming.end_silence(at=moment("2026-11-18T07:15")) == 1

    assert WorkItem.objects.get(dossier=dossier, act=Act.CONFIRM_DRAFT).status == WorkStatus.DONE


def test_elsewhere_silence_is_not_agreement_and_nobody_waits_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default. No shipped procedure has it, so the answer of the version is replaced."""
    monkeypatch.setattr(confirming, "silence_agrees", lambda _item: False)
    dossier = to_confirm(world)

    assert confirming.end_silence(at=moment("2026-11-18T07:15")) == 1
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert WorkItem.objects.get(dossier=dossier, act=Act.CONFIRM_DRAFT).status == WorkStatus.RETURNED
    assert News.DRAFT_UNANSWERED in [one.kind for one in officers.news_of(world.hoa, at=moment("2026-11-18T08:00"))]
