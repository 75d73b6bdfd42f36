"""Pages of the rules that protect people: what they ask, what they refuse, and what a forged post does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from motcua.dossiers.commands import apologies, checking, intake, processing, requests
from motcua.dossiers.commands.requests import Reason
from motcua.dossiers.models import ApologyDraft, Dossier, SecondRequestWish
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import OfficerNotice
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.news import WORDS
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World, run_jobs

PAPER = "gpxd_ban_chinh"
GOOD = {"items": [PAPER], f"fault-{PAPER}": "unreadable", "looked": "on"}


def url(dossier: Dossier, act: str = "") -> str:
    return f"/desk/dossiers/{dossier.code}/{act}".rstrip("/")


def asked_again(world: World) -> Dossier:
    """Asked once at reception, and filed again."""
    dossier = world.submitted("1.013227")
    intake.ask_to_complete(
        dossier, actor=world.minh, at=MONDAY, items=[PAPER], reasons={PAPER: Reason(Fault.UNREADABLE)}
    )
    intake.resubmit(dossier, actor=world.lan, at=TUESDAY, key="again")
    dossier.refresh_from_db()
    return dossier


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({**GOOD, f"fault-{PAPER}": ""}, f"fault-{PAPER}-error"),
        ({**GOOD, f"fault-{PAPER}": "made_up"}, f"fault-{PAPER}-error"),
        ({**GOOD, f"fault-{PAPER}": "other"}, f"words-{PAPER}-error"),
        ({"items": ["ly_do"], "fault-ly_do": "expired", "looked": "on"}, "fault-ly_do-error"),
        ({**GOOD, "looked": ()}, "looked-error"),
        ({"items": ["made_up"], "looked": "on"}, "asked-error"),
    ],
    ids=["no-reason", "forged-reason", "no-words", "reason-of-papers-for-a-field", "not-looked", "forged-item"],
)
def test_a_request_that_says_too_little_is_mended_on_the_form(
    world: World, typed: dict[str, object], place: str
) -> None:
    dossier = world.submitted("1.013227")

    answer = door("minh").post(url(dossier, "completion-request"), typed)

    assert answer.status_code == 422
    assert f'id="{place}"' in answer.text
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_who_has_not_looked_at_everything_reads_what_was_not_ticked(world: World) -> None:
    dossier = world.submitted("1.013227")

    page = door("minh").post(url(dossier, "completion-request"), {**GOOD, "looked": ()}).text

    assert "Chưa đánh dấu, coi như đã đạt" in page
    assert "Giấy phép đã cấp: 7 mục" in page


def test_marks_on_papers_are_where_a_request_begins(world: World) -> None:
    dossier = world.submitted("1.013227")
    checking.mark(dossier, item=PAPER, actor=world.minh, at=MONDAY, fault=Fault.EXPIRED)

    page = html.fromstring(door("minh").get(url(dossier, "completion-request")).text)

    assert page.xpath(f"//input[@name='items'][@value='{PAPER}']/@checked")
    assert page.xpath(f"//select[@id='fault-{PAPER}']/option[@selected]/@value") == ["expired"]


def test_the_citizen_reads_what_is_wrong_with_each(world: World) -> None:
    dossier = world.submitted("1.013227")
    door("minh").post(url(dossier, "completion-request"), {**GOOD, f"words-{PAPER}": "Trang 2 bị lóa"})

    for path in ("", "/completion"):
        page = door("lan").get(f"/dossiers/{dossier.code}{path}").text
        assert "Mờ, không đọc được: Trang 2 bị lóa" in page


def test_a_second_request_is_no_button_but_a_question_to_the_head(world: World) -> None:
    dossier = asked_again(world)

    page = door("minh").get(url(dossier)).text

    assert f'href="{url(dossier, "completion-request")}"' not in page
    assert f'href="{url(dossier, "second-request-wish")}"' in page
    assert door("minh").post(url(dossier, "completion-request"), GOOD).status_code == 409


def test_the_head_reads_why_allows_and_the_citizen_reads_the_reason(world: World) -> None:
    dossier, heads = asked_again(world), door("tuan", Role.HEAD)

    door("minh").post(url(dossier, "second-request-wish"), {"reason": "Trang cuối vẫn thiếu"})
    assert "Trang cuối vẫn thiếu" in heads.get(url(dossier, "second-request")).text
    assert heads.post(url(dossier, "second-request"), {"reason": " "}).status_code == 422
    heads.post(url(dossier, "second-request"), {"reason": "Đồng ý, lần cuối"})
    again = door("minh").post(url(dossier, "completion-request"), GOOD, follow=True)

    assert again.status_code == 200
    page = door("lan").get(f"/dossiers/{dossier.code}").text
    assert "Đây là lần yêu cầu thứ 2." in page
    assert "Đồng ý, lần cuối" in page


def test_the_head_says_no(world: World) -> None:
    dossier = asked_again(world)
    requests.wish_second(dossier, actor=world.minh, at=TUESDAY, reason="Trang cuối vẫn thiếu")

    door("tuan", Role.HEAD).post(url(dossier, "second-request"), {"answer": "disallow"})

    assert SecondRequestWish.objects.get().answered_at is not None
    assert not dossier.events.filter(action=Action.ALLOW_SECOND_REQUEST).exists()


def test_the_dossier_says_what_hangs_over_it_and_what_was_asked(world: World) -> None:
    dossier = asked_again(world)
    requests.wish_second(dossier, actor=world.minh, at=TUESDAY, reason="Trang cuối vẫn thiếu")
    run_jobs()

    page = door("minh").get(url(dossier)).text

    assert "Bản chính giấy phép xây dựng đã cấp: Mờ, không đọc được" in page
    assert "Trang cuối vẫn thiếu" in page
    assert officers.unread_count(world.minh, at=timezone.now()) == 0, "who opens the dossier has read its news"


@pytest.mark.parametrize("who", ["minh", "hoa", "van"])
def test_nobody_but_a_head_allows(world: World, who: str) -> None:
    dossier = asked_again(world)

    answer = door(who).post(url(dossier, "second-request"), {"reason": "Tự cho phép"})

    assert answer.status_code == 409
    assert not dossier.events.filter(action=Action.ALLOW_SECOND_REQUEST).exists()


def test_leave_is_not_offered_where_it_is_not_needed(world: World) -> None:
    dossier = world.submitted("1.013227")

    assert door("tuan", Role.HEAD).get(url(dossier, "second-request")).status_code == 409
    assert door("minh").get(url(dossier, "second-request-wish")).status_code == 409


def test_a_refusal_names_the_right_agency(world: World) -> None:
    dossier, right = world.submitted("1.013227"), Agency.objects.get(code="H99.5")
    typed = {"ground": "not_competent", "reason": "Công trình cấp I"}

    assert door("minh").post(url(dossier, "refusal"), typed).status_code == 422
    assert door("minh").post(url(dossier, "refusal"), {**typed, "agency": "999999"}).status_code == 422
    door("minh").post(url(dossier, "refusal"), {**typed, "agency": str(right.pk)})

    assert right.name in door("lan").get(f"/dossiers/{dossier.code}").text


def test_her_written_wish_ends_it_at_the_desk(world: World) -> None:
    dossier = world.accepted("1.013227")

    assert door("minh").post(url(dossier, "withdrawal"), {"reason": ""}).status_code == 422
    assert door("hoa").post(url(dossier, "withdrawal"), {"reason": "Đơn"}).status_code == 409
    door("minh").post(url(dossier, "withdrawal"), {"reason": "Đơn ngày 17/11"})

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN


def drafted(world: World) -> ApologyDraft:
    """A letter that waits for Tuấn: as if this morning had found that it will be late."""
    dossier = world.accepted("1.001612", at=timezone.now())
    assert dossier.due_at is not None
    return ApologyDraft.objects.create(
        dossier=dossier,
        agency=dossier.deciding_agency,
        due_at=dossier.due_at,
        last_day=(dossier.due_at - timedelta(days=1)).date(),
        new_due_at=dossier.due_at + timedelta(days=7),
        cause="step_late",
        drafted_at=timezone.now(),
    )


def test_the_head_signs_several_letters_at_once(world: World) -> None:
    letters = [drafted(world), drafted(world)]
    heads = door("tuan", Role.HEAD)
    page = heads.get("/desk/apologies").text
    assert page.count('name="drafts"') == 2

    said = heads.post("/desk/apologies", {"drafts": [letter.pk for letter in letters]}, follow=True).text

    assert "Đã ký 2 văn bản xin lỗi." in said
    assert not ApologyDraft.objects.waiting().exists()
    assert {letter.dossier.events.latest("number").action for letter in letters} == {"apologise"}


def test_a_letter_of_another_agency_is_not_in_the_list_and_not_signed(world: World) -> None:
    letter = drafted(world)
    elsewhere = door("son", Role.HEAD)

    assert 'name="drafts"' not in elsewhere.get("/desk/apologies").text
    elsewhere.post("/desk/apologies", {"drafts": [letter.pk, "x", "999999"]})

    assert ApologyDraft.objects.waiting().get() == letter


def test_the_list_is_for_who_signs(world: World) -> None:
    drafted(world)

    assert door("hoa").get("/desk/apologies").status_code == 404
    assert door("minh").post("/desk/apologies", {"drafts": ["1"]}).status_code == 404


def test_a_letter_begins_with_what_was_drafted_and_can_be_dropped(world: World) -> None:
    letter, heads = drafted(world), door("tuan", Role.HEAD)

    page = heads.get(url(letter.dossier, "apology")).text
    assert "Việc thẩm tra hồ sơ cần thêm thời gian so với dự kiến." in page
    assert heads.post(url(letter.dossier, "apology-dropping"), {"reason": ""}).status_code == 422
    heads.post(url(letter.dossier, "apology-dropping"), {"reason": "Chiều nay ký"})

    letter.refresh_from_db()
    assert letter.dropped_at is not None
    assert heads.get(url(letter.dossier, "apology-dropping")).status_code == 409


def test_the_bell_counts_and_opening_the_news_leads_to_the_dossier(world: World) -> None:
    dossier = asked_again(world)
    run_jobs()
    officers.tell_role(world.minh.agency_id or 0, Role.RECEPTIONIST, News.DUE_SOON, dossier.pk, timezone.now())

    page = door("minh").get("/desk/news").text

    assert "Sắp đến hạn" in page
    assert str(dossier.code) in page
    assert 'class="desk-bell"' in page
    door("minh").post("/desk/news/reading")
    assert officers.unread_count(world.minh, at=timezone.now()) == 0


def test_news_of_a_dossier_that_is_not_hers_is_not_there(world: World) -> None:
    """Told to her role by mistake or before it moved on: she still sees nothing of it."""
    dossier = world.submitted("1.013227")
    elsewhere = Agency.objects.get(code="H99.2.1")
    officers.tell_role(elsewhere.pk, Role.RECEPTIONIST, News.DUE_SOON, dossier.pk, timezone.now())

    assert str(dossier.code) not in door("quy").get("/desk/news").text


def test_every_kind_of_news_has_its_words() -> None:
    assert set(WORDS) == set(News)
    assert max(map(len, News)) <= (OfficerNotice._meta.get_field("kind").max_length or 0)


def test_the_applicant_reads_the_draft_and_says_what_is_wrong(world: World) -> None:
    dossier = world.accepted("1.001193", at=timezone.now())
    world.do(world.open_item(dossier), at=timezone.now())
    lan = door("lan")

    assert "coi như ông/bà đồng ý" in lan.get(f"/dossiers/{dossier.code}").text
    assert lan.post(f"/dossiers/{dossier.code}/draft-objection", {"reason": " "}).status_code == 422
    assert door("binh").post(f"/dossiers/{dossier.code}/draft-objection", {"reason": "x"}).status_code == 404
    lan.post(f"/dossiers/{dossier.code}/draft-objection", {"reason": "Tên đệm thiếu dấu"})

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert lan.get(f"/dossiers/{dossier.code}/draft-objection").status_code == 409


def test_a_request_in_the_handling_is_refused_the_second_time(world: World) -> None:
    dossier = world.accepted("1.013227")
    door("hoa").post(url(dossier, "supplement-requests"), GOOD)
    processing.supplement(dossier, actor=world.lan, at=timezone.now(), key="again")

    assert door("hoa").post(url(dossier, "supplement-requests"), GOOD).status_code == 409
    assert apologies.draft(at=TUESDAY) == []
