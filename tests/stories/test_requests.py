"""Asked once and completely; once more only by a head's leave, and everybody can read why."""

import pytest

from motcua.dossiers.commands import intake, processing, requests
from motcua.dossiers.commands.requests import Reason
from motcua.dossiers.models import Dossier, Remark
from motcua.dossiers.queries import requests as asked
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, SecondRequest
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, officer, run_jobs

PAPER = "gpxd_ban_chinh"
BLURRED = {PAPER: Reason(Fault.UNREADABLE)}


def test_each_item_has_its_own_reason_and_its_words_can_be_erased(world: World) -> None:
    dossier = world.submitted("1.013227")

    event = intake.ask_to_complete(
        dossier,
        actor=world.minh,
        at=MONDAY,
        items=[PAPER, "ly_do"],
        reasons={PAPER: Reason(Fault.PAGES_MISSING, "Thiếu trang 2"), "ly_do": Reason(Fault.MISSING)},
    )

    told = event.details["reasons"]
    assert event.details["items"] == [PAPER, "ly_do"]
    assert (told[PAPER]["code"], told["ly_do"]) == ("pages_missing", {"code": "missing"})
    assert "Thiếu trang 2" not in str(event.details)
    assert Remark.objects.get(pk=told[PAPER]["remark"]).text == "Thiếu trang 2"
    assert asked.items_of(event)[0] == asked.AskedItem(PAPER, Fault.PAGES_MISSING, "Thiếu trang 2")


def test_an_item_whose_reason_is_forgotten_is_not_asked_for(world: World) -> None:
    dossier = world.submitted("1.013227")

    with pytest.raises(requests.ItemWithoutReason):
        intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=[PAPER, "ly_do"], reasons=BLURRED)

    dossier.refresh_from_db()
    assert dossier.state == "submitted"
    assert not Remark.objects.filter(dossier=dossier).exists()


@pytest.mark.parametrize("fault", [Fault.OTHER, Fault.DISAGREES], ids=str)
def test_a_reason_that_says_too_little_wants_words(world: World, fault: Fault) -> None:
    dossier = world.submitted("1.013227")

    with pytest.raises(requests.WordsMissing):
        intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=[PAPER], reasons={PAPER: Reason(fault)})


def completed_once(world: World) -> Dossier:
    """Asked at reception, and filed again."""
    dossier = world.submitted("1.013227")
    intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=[PAPER], reasons=BLURRED)
    intake.resubmit(dossier, actor=world.lan, at=TUESDAY, key="again")
    dossier.refresh_from_db()
    return dossier


def test_a_second_request_at_reception_is_refused(world: World) -> None:
    dossier = completed_once(world)

    with pytest.raises(SecondRequest):
        intake.ask_to_complete(dossier, actor=world.minh, at=WEDNESDAY, items=[PAPER], reasons=BLURRED)


def test_a_head_allows_one_more_and_not_two(world: World) -> None:
    dossier = completed_once(world)
    requests.allow_second(dossier, actor=world.head, at=WEDNESDAY, reason="Bản chụp lại vẫn thiếu trang cuối")

    intake.ask_to_complete(dossier, actor=world.minh, at=WEDNESDAY, items=[PAPER], reasons=BLURRED)
    request = asked.last_request(dossier)
    intake.resubmit(dossier, actor=world.lan, at=THURSDAY, key="third")

    assert (request.number, request.allowed_because) == (2, "Bản chụp lại vẫn thiếu trang cuối")
    with pytest.raises(SecondRequest):
        intake.ask_to_complete(dossier, actor=world.minh, at=THURSDAY, items=[PAPER], reasons=BLURRED)


def test_leave_at_reception_is_none_for_the_handling(world: World) -> None:
    """Each stage asks once: NĐ 61/2018 art. 17.2 at reception, art. 19.4 in the handling."""
    dossier = world.accepted("1.013227")
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=[PAPER], reasons=BLURRED)
    processing.supplement(dossier, actor=world.lan, at=WEDNESDAY, key="supplement")
    dossier.refresh_from_db()

    with pytest.raises(SecondRequest):
        processing.request_supplement(dossier, actor=world.hoa, at=WEDNESDAY, items=[PAPER], reasons=BLURRED)
    requests.allow_second(dossier, actor=world.head, at=WEDNESDAY, reason="Văn bản mới của Sở")
    processing.request_supplement(dossier, actor=world.hoa, at=THURSDAY, items=[PAPER], reasons=BLURRED)

    dossier.refresh_from_db()
    assert dossier.supplement_rounds == 2


def test_leave_is_not_laid_by_before_anybody_was_asked(world: World) -> None:
    dossier = world.submitted("1.013227")

    with pytest.raises(requests.FirstRequestOpen):
        requests.allow_second(dossier, actor=world.head, at=MONDAY, reason="Phòng khi cần")

    assert not dossier.events.filter(action=Action.ALLOW_SECOND_REQUEST).exists()


def test_only_a_head_of_the_dossier_allows(world: World) -> None:
    dossier = world.accepted("1.013227")
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=[PAPER], reasons=BLURRED)
    processing.supplement(dossier, actor=world.lan, at=WEDNESDAY, key="supplement")

    with pytest.raises(NotAllowed):
        requests.allow_second(dossier, actor=world.hoa, at=WEDNESDAY, reason="Tự cho phép")
    with pytest.raises(OtherAgency):
        requests.allow_second(dossier, actor=officer("son", Role.HEAD), at=WEDNESDAY, reason="Nơi khác")


def heads_news(world: World) -> list[str]:
    return [one.kind for one in officers.news_of(world.head, at=THURSDAY)]


def test_an_officer_asks_the_head_who_reads_why_and_answers(world: World) -> None:
    dossier = completed_once(world)

    requests.wish_second(dossier, actor=world.minh, at=WEDNESDAY, reason="Trang cuối vẫn thiếu")
    with pytest.raises(requests.WishWaits):
        requests.wish_second(dossier, actor=world.minh, at=WEDNESDAY, reason="Nhắc lại")
    run_jobs()
    waiting = asked.wish_waiting(dossier)
    requests.allow_second(dossier, actor=world.head, at=THURSDAY, reason="Đồng ý, lần cuối")
    run_jobs()

    assert waiting is not None
    assert waiting.remark.text == "Trang cuối vẫn thiếu"
    assert News.SECOND_REQUEST_WISHED in heads_news(world)
    assert asked.wish_waiting(dossier) is None
    assert News.SECOND_REQUEST_ALLOWED in [one.kind for one in officers.news_of(world.minh, at=THURSDAY)]


def test_what_the_head_does_not_allow_stays_refused(world: World) -> None:
    dossier = completed_once(world)
    requests.wish_second(dossier, actor=world.minh, at=WEDNESDAY, reason="Trang cuối vẫn thiếu")

    requests.disallow_second(dossier, actor=world.head, at=THURSDAY)
    run_jobs()

    assert News.SECOND_REQUEST_DISALLOWED in [one.kind for one in officers.news_of(world.minh, at=THURSDAY)]
    with pytest.raises(SecondRequest):
        intake.ask_to_complete(dossier, actor=world.minh, at=THURSDAY, items=[PAPER], reasons=BLURRED)
    with pytest.raises(requests.NoWishWaits):
        requests.disallow_second(dossier, actor=world.head, at=THURSDAY)


def test_the_citizen_reads_the_head_s_reason_and_each_fault(world: World) -> None:
    dossier = completed_once(world)
    requests.allow_second(dossier, actor=world.head, at=WEDNESDAY, reason="Bản chụp lại vẫn thiếu trang cuối")
    intake.ask_to_complete(dossier, actor=world.minh, at=WEDNESDAY, items=[PAPER], reasons=BLURRED)

    moments = {moment.action: moment for moment in tracking.timeline(dossier)}

    assert moments[Action.ALLOW_SECOND_REQUEST].reason == "Bản chụp lại vẫn thiếu trang cuối"
    assert moments[Action.ASK_TO_COMPLETE].asked == (asked.AskedItem(PAPER, Fault.UNREADABLE),)


def test_who_asked_hears_that_it_was_completed(world: World) -> None:
    completed_once(world)

    run_jobs()

    assert News.COMPLETED in [one.kind for one in officers.news_of(world.minh, at=WEDNESDAY)]
    assert officers.unread_count(officer("quy"), at=WEDNESDAY) == 0


def test_news_is_read_by_each_for_herself(world: World) -> None:
    completed_once(world)
    run_jobs()
    assert officers.unread_count(world.minh, at=WEDNESDAY) == 1

    officers.mark_read(officers.unread(world.minh, at=WEDNESDAY), actor=world.minh, at=WEDNESDAY)

    assert officers.unread_count(world.minh, at=WEDNESDAY) == 0
    assert len(officers.news_of(world.minh, at=WEDNESDAY)) == 1
