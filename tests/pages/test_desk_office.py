"""Work in the office through its pages: asking, answering, giving back, giving out, who is away."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from motcua.dossiers.commands import consulting, handling
from motcua.dossiers.commands.consulting import Question
from motcua.dossiers.models import (
    Dossier,
    HandOver,
    HandOverKind,
    Opinion,
    OpinionKind,
    SiteVisit,
    WorkItem,
    WorkStatus,
)
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Absence, Agency, Delegation, Post
from tests.doors import door
from tests.processes import POLICE, item, open_steps, publish, step
from tests.world import MONDAY, TUESDAY, World, moment


def url(dossier: Dossier, act: str = "") -> str:
    return f"/desk/dossiers/{dossier.code}{act}"


def at_step(item_: WorkItem, act: str) -> str:
    return url(item_.dossier, f"/work/{item_.pk}/{act}")


def days(key: str, day: date) -> dict[str, str]:
    return {f"{key}_day": str(day.day), f"{key}_month": str(day.month), f"{key}_year": str(day.year)}


def in_a_week() -> date:
    return timezone.now().date() + timedelta(days=7)


def say(client: Client, address: str, **typed: object) -> str:
    response = client.post(address, typed, follow=True)
    assert response.status_code == 200, response.text
    return response.text


def police() -> Client:
    """The officer of the commune police who answers questions."""
    account = Account.objects.filter(posts__agency__code=POLICE, posts__role="consulted")[:1].get()
    identity = account.identities.get(provider="password")
    client = door(identity.subject)
    session = client.session
    session["post_id"] = Post.objects.get(account=account, agency__code=POLICE, role="consulted").pk
    session.save()
    return client


# --- consultation


def test_an_agency_is_asked_answers_and_the_answer_stands_on_the_page(world: World) -> None:
    dossier = world.accepted()
    mine, asked_of = world.open_item(dossier), Agency.objects.get(code=POLICE)
    hoa = door("hoa")
    assert "Lấy ý kiến cơ quan khác" in hoa.get(url(dossier)).text

    typed = {"agency_1": asked_of.pk, "content_1": "Xác nhận tình trạng cư trú", **days("day_1", in_a_week())}
    page = say(hoa, at_step(mine, "questions"), **typed)

    assert "Đã gửi lấy ý kiến 1 cơ quan." in page
    assert "Xác nhận tình trạng cư trú" in page
    asked = WorkItem.objects.get(dossier=dossier, parent=mine)
    officer = police()
    form = officer.get(at_step(asked, "opinion")).text
    assert "Xác nhận tình trạng cư trú" in form
    said = say(officer, at_step(asked, "opinion"), kind="conditions", words="Chỉ khi có hộ khẩu gốc")
    assert "Đã gửi ý kiến" in said
    after = hoa.get(url(dossier)).text
    assert "Đồng ý, kèm điều kiện" in after
    assert "Chỉ khi có hộ khẩu gốc" in after


def test_a_question_lacks_nothing_before_it_is_sent(world: World) -> None:
    dossier = world.accepted()

    response = door("hoa").post(at_step(world.open_item(dossier), "questions"), {})

    assert response.status_code == 422
    assert html.fromstring(response.text).get_element_by_id("agency_1") is not None
    assert not WorkItem.objects.filter(dossier=dossier, parent__isnull=False).exists()


def test_an_opinion_against_says_why(world: World) -> None:
    asked = a_question(world)

    response = police().post(at_step(asked, "opinion"), {"kind": "disagreed"})

    assert response.status_code == 409
    assert "ghi nội dung ý kiến" in response.text
    assert not Opinion.objects.exists()


def a_question(world: World, *, due_at: str = "2099-01-05T17:00") -> WorkItem:
    dossier = world.accepted()
    question = Question(Agency.objects.get(code=POLICE), "Cho ý kiến", moment(due_at))
    return consulting.ask(world.open_item(dossier), actor=world.hoa, at=TUESDAY, questions=[question])[0]


def test_who_asked_goes_on_without_an_answer_and_the_page_says_so(world: World) -> None:
    asked = a_question(world, due_at="2026-11-17T17:00")
    hoa = door("hoa")
    assert "đã quá hạn" in hoa.get(url(asked.dossier)).text

    page = say(hoa, at_step(asked, "silence"), reason="Đã nhắc, không trả lời")

    assert "Không nhận được ý kiến" in page
    assert Opinion.objects.get().kind == OpinionKind.SILENT


@pytest.mark.parametrize("act", ["questions", "opinion", "silence", "giving-back", "site-visits", "assignment"])
def test_pages_of_a_step_open_for_nobody_else_of_the_dossier(world: World, act: str) -> None:
    """The receptionist sees the dossier, and does nothing to the office's steps."""
    dossier = world.accepted()
    before = list(HandOver.objects.values_list("pk", flat=True))

    for response in (getattr(door("minh"), way)(at_step(world.open_item(dossier), act)) for way in ("get", "post")):
        assert response.status_code == 409

    assert list(HandOver.objects.values_list("pk", flat=True)) == before


def test_a_step_of_another_dossier_is_not_there(world: World) -> None:
    dossier, other = world.accepted(), world.accepted()

    assert door("hoa").get(url(dossier, f"/work/{world.open_item(other).pk}/giving-back")).status_code == 404


# --- steps


def test_a_step_is_given_back_and_the_reason_stands_above_the_work(world: World) -> None:
    dossier = world.accepted()
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    head = door("tuan", Role.HEAD)
    assert "Trả lại bước trước" in head.get(url(dossier)).text

    assert "Đã trả lại bước" in say(
        head, at_step(world.open_item(dossier), "giving-back"), reason="Thiếu ngày khởi công"
    )

    page = door("hoa").get(url(dossier)).text
    assert "Được trả lại để làm lại:" in page
    assert "Thiếu ngày khởi công" in page


def test_giving_back_without_a_reason_comes_back_with_the_field(world: World) -> None:
    dossier = world.accepted()
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    response = door("tuan", Role.HEAD).post(at_step(world.open_item(dossier), "giving-back"), {"reason": " "})

    assert response.status_code == 422
    assert world.open_item(dossier).step == "trinh_ky"


def test_a_handing_on_is_taken_back_from_the_page(world: World) -> None:
    dossier = world.accepted()
    mine, hoa = world.open_item(dossier), door("hoa")
    say(hoa, at_step(mine, "forwarding"))

    page = hoa.get(url(dossier)).text
    assert "Lấy lại về bước của tôi" in page
    say(hoa, at_step(mine, "taking-back"))

    assert world.open_item(dossier).pk == mine.pk


def test_choices_are_buttons_and_optional_steps_can_be_passed_over(world: World) -> None:
    choices = [{"key": "du", "name": "Đủ điều kiện"}, {"key": "thieu", "name": "Cần kiểm tra thêm"}]
    flows = [("nhan", "a", ""), ("a", "c", "du"), ("a", "b", "thieu"), ("b", "c", ""), ("c", "d", ""), ("d", "ky", "")]
    publish(
        [step("a", choices=choices), step("b"), step("c"), step("d", optional=True)],
        [{"from": one, "to": other, **({"on": on} if on else {})} for one, other, on in flows],
    )
    dossier, hoa = world.accepted(), door("hoa")
    page = html.fromstring(hoa.get(url(dossier)).text)
    forms = {
        "".join(form.xpath(".//button/text()")).strip(): form.get("action")
        for form in page.xpath("//form[@class='desk-act']")
    }
    assert {"Đủ điều kiện", "Cần kiểm tra thêm"} <= set(forms)

    hoa.post(forms["Đủ điều kiện"])
    assert open_steps(dossier) == ["c"]
    hoa.post(at_step(item(dossier, "c"), "forwarding?passing_over=d"))
    assert open_steps(dossier) == ["ky"]


def test_the_office_acknowledges_what_came_and_the_desk_sees_what_is_on_its_way(world: World) -> None:
    dossier = world.accepted()
    assert str(dossier.code) in door("minh").get("/desk/lists/on-their-way").text
    hoa = door("hoa")
    assert str(dossier.code) in hoa.get("/desk/lists/to-acknowledge").text
    assert "Chờ xác nhận nhận hồ sơ" in hoa.get(url(dossier)).text

    say(hoa, at_step(world.open_item(dossier), "acknowledgement"))

    assert str(dossier.code) not in hoa.get("/desk/lists/to-acknowledge").text
    assert HandOver.objects.filter(work_item__dossier=dossier, kind=HandOverKind.RECEIVED).count() == 1


def test_a_site_visit_is_noted_with_time_place_members_and_findings(world: World) -> None:
    dossier = world.accepted()
    typed = {**days("day", date(2026, 11, 17)), "hour": "08:30", "place": "Tổ 5", "members": "Bà Hoa, ông Tuấn"}

    page = say(door("hoa"), at_step(world.open_item(dossier), "site-visits"), **typed, found="Đã xây móng")

    assert "Đã lưu xác minh thực địa." in page
    assert "Đã xây móng" in page
    assert SiteVisit.objects.get().visited_at == moment("2026-11-17T08:30")


def test_a_wrong_transfer_is_mended_from_the_page(world: World) -> None:
    dossier = world.accepted()
    to = Agency.objects.get(code="H99.2")
    page = door("hoa").get(url(dossier, "/redirection")).text
    assert to.name in page

    door("hoa").post(url(dossier, "/redirection"), {"agency": to.pk, "reason": "Công trình ở xã Hoa Ban"})

    dossier.refresh_from_db()
    assert dossier.deciding_agency == to


# --- the team


def colleague(world: World) -> Post:
    account = Account.objects.get(identities__provider="password", identities__subject="van")
    return Post.objects.create(account=account, agency=world.minh_tan, role=Role.PROCESSOR, valid_from=date(2026, 1, 1))


def test_the_head_gives_many_steps_to_one_person(world: World) -> None:
    items = [world.open_item(world.accepted()) for _ in range(3)]
    to, head = colleague(world), door("tuan", Role.HEAD)
    page = head.get("/desk/team").text
    assert "Việc chưa ai nhận" in page
    handling.assign(items[0], actor=world.hoa, at=MONDAY)

    said = say(head, "/desk/team/assignments", items=[each.pk for each in items], post=to.pk)

    assert "Đã giao 2 việc cho Bùi Thị Hải Vân." in said
    assert f"{items[0].dossier.code}: Vừa có người nhận" in said
    assert WorkItem.objects.filter(post=to, status=WorkStatus.OPEN).count() == 2


def test_work_is_moved_from_one_person_to_another_with_a_reason(world: World) -> None:
    mine, to, head = world.open_item(world.accepted()), colleague(world), door("tuan", Role.HEAD)
    handling.assign(mine, actor=world.hoa, at=MONDAY)
    typed = {"items": [mine.pk], "post": to.pk, "held_by": world.hoa.post_id}
    assert str(mine.dossier.code) in head.get(f"/desk/team/{world.hoa.post_id}").text

    assert "Nhập lý do" in say(head, "/desk/team/assignments", **typed) or not WorkItem.objects.filter(post=to).exists()
    say(head, "/desk/team/assignments", **typed, reason="Cô Hoa đi công tác")

    mine.refresh_from_db()
    assert mine.post == to


def test_a_step_is_given_on_its_own_page_to_those_who_are_there(world: World) -> None:
    mine, to, head = world.open_item(world.accepted()), colleague(world), door("tuan", Role.HEAD)
    today = timezone.now().date()
    post = Post.objects.get(pk=world.hoa.post_id or 0)
    Absence.objects.create(
        post=post, kind="leave", valid_from=today, valid_to=today, noted_at=MONDAY, noted_by=post.account
    )
    page = head.get(at_step(mine, "assignment")).text
    assert "Bùi Thị Hải Vân" in page
    assert "Đặng Thu Hoa" not in html.fromstring(page).xpath("string(//fieldset)")

    say(head, at_step(mine, "assignment"), post=to.pk, held_by="")

    mine.refresh_from_db()
    assert mine.post == to


def test_one_notes_one_s_own_days_and_the_head_sees_who_is_away(world: World) -> None:
    hoa, post_id, today = door("hoa"), world.hoa.post_id, timezone.now().date()
    page = f"/desk/days/{post_id}"
    typed = {"what": "absence", "kind": "leave", **days("away_from", today), **days("away_to", in_a_week())}

    assert "Đã ghi ngày vắng mặt." in say(hoa, page, **typed)
    assert "trùng" in hoa.post(page, typed).text
    handling.assign(world.open_item(world.accepted()), actor=world.hoa, at=MONDAY)
    team = door("tuan", Role.HEAD).get("/desk/team").text
    assert "Đang vắng" in team
    assert "chưa có người làm thay" in team
    say(hoa, f"{page}/absence/{Absence.objects.get().pk}/ending")
    assert Absence.objects.get().valid_to == today


def test_a_delegation_is_noted_with_its_paper_and_ended(world: World) -> None:
    hoa, page, today = door("hoa"), f"/desk/days/{world.hoa.post_id}", timezone.now().date()
    typed = {
        "what": "delegation",
        "to": world.van.account_id,
        **days("acts_from", today),
        **days("acts_to", in_a_week()),
    }

    assert hoa.post(page, {**typed, "document": ""}).status_code == 422
    assert "Đã ghi người làm thay." in say(hoa, page, **typed, document="15/GUQ")
    assert "15/GUQ" in hoa.get(page).text
    say(hoa, f"{page}/delegation/{Delegation.objects.get().pk}/ending")
    assert Delegation.objects.get().valid_to == today


def test_who_leaves_leaves_nothing_behind(world: World) -> None:
    mine, head = world.open_item(world.accepted()), door("tuan", Role.HEAD)
    handling.assign(mine, actor=world.hoa, at=MONDAY)

    assert "việc đang mở đã về chung" in say(head, f"/desk/team/{world.hoa.post_id}/leaving")

    mine.refresh_from_db()
    assert mine.post is None
