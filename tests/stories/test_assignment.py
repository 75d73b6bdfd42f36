"""One person answers for each step: given, given to another with a reason, let go; nothing lies with who is away."""

from datetime import date

import pytest

from motcua.dossiers.commands import assigning, giving_back, handling, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, HandOver, HandOverKind, WorkStatus
from motcua.dossiers.queries import team
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.notifications import steps as step_news
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import OfficerNotice
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations import absences
from motcua.foundation.organisations.models import Absence, AbsenceKind, Delegation, Post
from tests.processes import POLICE, at
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, run_jobs

FIRST, LAST = TUESDAY.date(), THURSDAY.date()


def post_of(world: World, sign_in: str, role: Role = Role.PROCESSOR) -> Post:
    """A post as processor at Minh Tân for this person; Hoa has one already."""
    account = Account.objects.get(identities__provider="password", identities__subject=sign_in)
    found, _ = Post.objects.get_or_create(
        account=account, agency=world.minh_tan, role=role, defaults={"valid_from": date(2026, 1, 1)}
    )
    return found


def kinds(dossier: Dossier) -> list[str]:
    hands = HandOver.objects.filter(work_item__dossier=dossier).order_by("pk")
    return list(hands.values_list("kind", flat=True))


# --- giving out work


def test_the_head_gives_a_step_to_one_person_who_is_told_and_answers_for_it(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")

    assigning.assign(world.open_item(dossier), actor=world.head, at=TUESDAY, to=hoa)

    assert world.open_item(dossier).post == hoa
    assert dossier.events.filter(action=Action.ASSIGN, role=Role.HEAD).count() == 1
    run_jobs()
    assert OfficerNotice.objects.filter(kind=News.ASSIGNED, post=hoa).count() == 1


def test_giving_it_to_another_wants_a_reason_and_the_history_stays(world: World) -> None:
    dossier, hoa, van = world.accepted(), post_of(world, "hoa"), post_of(world, "van")
    assigning.assign(world.open_item(dossier), actor=world.head, at=TUESDAY, to=hoa)
    item = world.open_item(dossier)

    with pytest.raises(ReasonMissing):
        assigning.assign(item, actor=world.head, at=WEDNESDAY, to=van, instead_of=hoa.pk)
    assigning.assign(item, actor=world.head, at=WEDNESDAY, to=van, instead_of=hoa.pk, reason="Chia lại việc")

    assert world.open_item(dossier).post == van
    assert kinds(dossier)[-2:] == [HandOverKind.ASSIGNED, HandOverKind.ASSIGNED]
    last = HandOver.objects.filter(work_item=item).latest("pk")
    assert last.remark is not None
    assert last.remark.text == "Chia lại việc"
    assert DossierEvent.objects.filter(dossier=dossier, action=Action.ASSIGN).count() == 1


def test_of_two_who_assign_at_once_one_wins_and_the_other_reads_a_sentence(committed_world: World) -> None:
    dossier = committed_world.accepted()
    item, head = committed_world.open_item(dossier), committed_world.head
    posts = [post_of(committed_world, "hoa"), post_of(committed_world, "van")]

    def give(to: Post) -> str:
        try:
            assigning.assign(item, actor=head, at=TUESDAY, to=to)
        except assigning.AssignedMeanwhile:
            return "meanwhile"
        return "given"

    assert sorted(at_once([lambda to=to: give(to) for to in posts])) == ["given", "meanwhile"]  # type: ignore[misc]
    assert kinds(dossier).count(HandOverKind.ASSIGNED) == 1


def test_who_took_it_meanwhile_keeps_it(world: World) -> None:
    dossier, van = world.accepted(), post_of(world, "van")
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    with pytest.raises(assigning.AssignedMeanwhile):
        assigning.assign(world.open_item(dossier), actor=world.head, at=TUESDAY, to=van)
    assert world.open_item(dossier).post_id == world.hoa.post_id


def test_only_superiors_of_the_agency_give_out_its_work(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")

    for stranger in (world.hoa, world.minh, world.quy, at(POLICE, Role.HEAD), at("H99.2", Role.HEAD), world.lan):
        with pytest.raises(assigning.NotYoursToAssign):
            assigning.assign(world.open_item(dossier), actor=stranger, at=TUESDAY, to=hoa)


def test_a_step_is_given_only_to_who_has_its_role_there_and_then(world: World) -> None:
    dossier = world.accepted()
    ended = post_of(world, "van")
    ended.valid_to = date(2026, 11, 10)
    ended.save()

    for wrong in (Post.objects.get(pk=world.tuan.post_id or 0), Post.objects.get(pk=world.quy.post_id or 0), ended):
        with pytest.raises(assigning.NotInThatRole):
            assigning.assign(world.open_item(dossier), actor=world.head, at=TUESDAY, to=wrong)


def test_a_step_that_is_gone_is_given_to_nobody(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")
    item = world.open_item(dossier)
    handling.forward(item, actor=world.hoa, at=TUESDAY)

    with pytest.raises(work.StepGone):
        assigning.assign(item, actor=world.head, at=TUESDAY, to=hoa)


def test_what_one_has_taken_one_may_let_go_again(world: World) -> None:
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    handling.release(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    assert world.open_item(dossier).post is None
    with pytest.raises(work.StepGone):
        handling.release(world.open_item(dossier), actor=world.hoa, at=TUESDAY)


# --- back to the step before


def test_a_step_goes_back_with_its_reason_to_who_did_it_and_the_date_stays(world: World) -> None:
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    dossier.refresh_from_db()
    due_at, returned = dossier.due_at, world.open_item(dossier)

    giving_back.give_back(returned, actor=world.head, at=WEDNESDAY, reason="Chưa ghi ngày khởi công")

    dossier.refresh_from_db()
    again, told = world.open_item(dossier), HandOver.objects.get(work_item=returned, kind=HandOverKind.RETURNED)
    assert (again.step, again.post_id, dossier.due_at) == ("tham_dinh", world.hoa.post_id, due_at)
    assert told.remark is not None
    assert told.remark.text == "Chưa ghi ngày khởi công"
    returned.refresh_from_db()
    assert returned.status == WorkStatus.RETURNED
    run_jobs()
    assert OfficerNotice.objects.filter(kind=News.GIVEN_BACK, post=world.hoa.post_id or 0).count() == 1


def test_the_signatory_gives_back_over_the_step_of_the_applicant(world: World) -> None:
    dossier = world.accepted("1.001193")
    for _ in range(3):
        world.do(world.open_item(dossier), at=TUESDAY)

    giving_back.give_back(world.open_item(dossier), actor=world.tuan, at=WEDNESDAY, reason="Sai nơi sinh")

    assert world.open_item(dossier).step == "trinh_ky"
    giving_back.give_back(world.open_item(dossier), actor=world.hoa, at=WEDNESDAY, reason="Sai từ bước thẩm tra")
    assert world.open_item(dossier).step == "tham_dinh"


def test_the_first_step_and_what_is_signed_go_back_to_nobody(world: World) -> None:
    dossier = world.accepted()
    with pytest.raises(giving_back.NothingToGiveBackTo):
        giving_back.give_back(world.open_item(dossier), actor=world.hoa, at=TUESDAY, reason="Không rõ")
    decided = world.decided()
    with pytest.raises(giving_back.CannotBeGivenBack):
        giving_back.give_back(world.open_item(decided), actor=world.van, at=WEDNESDAY, reason="Không rõ")


def test_nothing_goes_back_without_a_reason_or_by_a_stranger(world: World) -> None:
    dossier = world.accepted()
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    with pytest.raises(ReasonMissing):
        giving_back.give_back(world.open_item(dossier), actor=world.head, at=TUESDAY, reason="  ")
    with pytest.raises(work.NotYourStep):
        giving_back.give_back(world.open_item(dossier), actor=world.quy, at=TUESDAY, reason="Sai")


# --- who is away


def away(post: Post, first: date = FIRST, last: date = LAST) -> Absence:
    return absences.note_absence(post, by=post.account, at=MONDAY, kind=AbsenceKind.LEAVE, first=first, last=last)


def test_nothing_is_given_to_who_is_away(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")
    away(hoa)

    with pytest.raises(assigning.OfficerAway):
        assigning.assign(world.open_item(dossier), actor=world.head, at=WEDNESDAY, to=hoa)
    assigning.assign(world.open_item(dossier), actor=world.head, at=MONDAY, to=hoa)


def test_each_morning_the_head_and_the_delegate_hear_what_lies_with_who_is_away(world: World) -> None:
    dossier, hoa, van = world.accepted(), post_of(world, "hoa"), post_of(world, "van", Role.CLERK)
    handling.assign(world.open_item(dossier), actor=world.hoa, at=MONDAY)
    away(hoa)
    delegate_to(van.account, hoa)

    for _ in range(2):
        step_news.tell_of_the_absent(at=WEDNESDAY)

    told = OfficerNotice.objects.filter(kind=News.LIES_WITH_ABSENT)
    assert set(told.values_list("agency__code", "role", "post")) == {
        ("H99.1", "head", None),
        *(("H99.1", post.role, post.pk) for post in Post.objects.filter(account=van.account)),
    }
    assert [(post.pk, count) for post, count in team.stands_in_for(world.van, on=WEDNESDAY.date())] == [(hoa.pk, 1)]


def test_the_morning_is_silent_when_nothing_lies_with_anybody(world: World) -> None:
    away(post_of(world, "hoa"))

    step_news.tell_of_the_absent(at=WEDNESDAY)

    assert not OfficerNotice.objects.filter(kind=News.LIES_WITH_ABSENT).exists()


def delegate_to(account: Account, post: Post, *, document: str = "12/GUQ", last: date = LAST) -> Delegation:
    return absences.delegate(post, to=account, document=document, at=MONDAY, first=TUESDAY.date(), last=last)


def test_a_delegation_stands_on_a_paper_between_days_and_for_a_colleague(world: World) -> None:
    hoa, van, quy = post_of(world, "hoa"), world.van, world.quy
    colleague, stranger = (Account.objects.get(pk=actor.account_id or 0) for actor in (van, quy))

    with pytest.raises(absences.PaperNumberMissing):
        delegate_to(colleague, hoa, document=" ")
    with pytest.raises(absences.NotToOneself):
        delegate_to(hoa.account, hoa)
    with pytest.raises(absences.NotOfThisAgency):
        delegate_to(stranger, hoa)
    with pytest.raises(absences.DaysInWrongOrder):
        delegate_to(colleague, hoa, last=MONDAY.date())
    delegate_to(colleague, hoa)
    with pytest.raises(absences.AlreadyNoted):
        delegate_to(colleague, hoa)


def test_days_that_have_passed_are_not_noted_and_not_twice(world: World) -> None:
    hoa = post_of(world, "hoa")

    with pytest.raises(absences.DayHasPassed):
        away(hoa, first=date(2026, 11, 2), last=date(2026, 11, 3))
    away(hoa)
    with pytest.raises(absences.AlreadyNoted):
        away(hoa, first=THURSDAY.date(), last=date(2026, 11, 30))


def test_who_comes_back_early_is_there_again_the_next_day(world: World) -> None:
    noted = away(post_of(world, "hoa"))

    absences.end_absence(noted, at=TUESDAY)

    assert absences.away_on(TUESDAY.date()).exists()
    assert not absences.away_on(WEDNESDAY.date()).exists()


# --- who leaves


def test_the_open_work_of_who_leaves_goes_back_to_all(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")
    handling.assign(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    assigning.end_post(hoa, actor=world.head, at=TUESDAY, last=TUESDAY.date())

    assert world.open_item(dossier).post is None
    assert kinds(dossier)[-1] == HandOverKind.RELEASED


def test_a_post_that_ran_out_leaves_nothing_behind_in_the_morning(world: World) -> None:
    dossier, hoa = world.accepted(), post_of(world, "hoa")
    handling.assign(world.open_item(dossier), actor=world.hoa, at=MONDAY)
    assigning.end_post(hoa, actor=world.head, at=MONDAY, last=TUESDAY.date())
    assert world.open_item(dossier).post == hoa

    assert [assigning.release_ended(at=morning) for morning in (TUESDAY, WEDNESDAY, THURSDAY)] == [0, 1, 0]
    assert world.open_item(dossier).post is None


def test_posts_are_ended_by_their_own_superiors_and_not_in_the_past(world: World) -> None:
    hoa = post_of(world, "hoa")

    with pytest.raises(assigning.NotYoursToAssign):
        assigning.end_post(hoa, actor=at("H99.2", Role.HEAD), at=TUESDAY, last=TUESDAY.date())
    with pytest.raises(absences.DayHasPassed):
        assigning.end_post(hoa, actor=world.head, at=TUESDAY, last=MONDAY.date())


# --- what a head sees


def test_the_team_page_counts_in_as_many_queries_however_much_lies_there(
    world: World, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        handling.assign(world.open_item(world.accepted()), actor=world.hoa, at=MONDAY)
    world.accepted()

    head = world.head
    with django_assert_num_queries(4):  # type: ignore[operator]
        members = team.members(head, at=WEDNESDAY, on=WEDNESDAY.date())

    assert {each.name: each.open for each in members if each.open} == {"Đặng Thu Hoa": 3}
    assert len(team.to_assign(head, post_id=None, at=WEDNESDAY)) == 1
