"""Each act at the desk: what it asks, what it does, and how it says no."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from motcua.dossiers.commands import handling, processing
from motcua.dossiers.models import Dossier, Result, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.foundation.accounts.models import SignInIdentity
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM
from tests import samples
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World


def url(dossier: Dossier, act: str) -> str:
    return f"/desk/dossiers/{dossier.code}/{act}"


def state(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    return dossier.state


def do(client: Client, dossier: Dossier, act: str, **typed: object) -> str:
    """Act, follow to the dossier's page, and give what it says."""
    response = client.post(url(dossier, act), typed, follow=True)
    assert response.status_code == 200, response.text
    assert response.redirect_chain == [(f"/desk/dossiers/{dossier.code}", 302)]
    return response.text


def by_secret(dossier: Dossier) -> dict[str, str]:
    """She has come with her receipt."""
    return {"receiver": "herself", "seen_by": "receipt_shown", "proof": dossier.tracking_secret}


def representative() -> dict[str, str]:
    return {
        "receiver": "representative",
        "seen_by": "id_typed",
        "proof": "001190000099",
        "receiver_name": "Trần Văn Thay",
    }


def a_pdf(name: str = "ket-qua.pdf") -> BytesIO:
    file = BytesIO(samples.pdf(name))
    file.name = name
    return file


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_a_dossier_goes_all_the_way_through_the_pages(world: World, code: str) -> None:
    dossier = world.submitted(code)

    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in do(door("minh"), dossier, "acceptance")
    while (item := world.open_item(dossier)).act != "decide":
        if item.act == "confirm_draft":
            processing.confirm_draft(dossier, actor=world.lan, at=timezone.now())
            continue
        client = door_of(item)
        do(client, dossier, f"work/{item.pk}/taking")
        act = "opinion" if item.act == "consult" else "forwarding"
        client.post(url(dossier, f"work/{item.pk}/{act}"), {"kind": "agreed"})
    kinds = door("hoa").get(url(dossier, "result")).text
    do(door("hoa"), dossier, "result", kind=first_kind(kinds), file=a_pdf())
    do(door("tuan"), dossier, "decision", outcome="granted")
    if state(dossier) == State.DECIDED:
        do(door("van"), dossier, "publication", number="15/GP")
    do(door("minh"), dossier, "delivery", **by_secret(dossier))

    assert state(dossier) == State.RESULT_DELIVERED
    assert not WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).exists()


def door_of(item: WorkItem) -> Client:
    """Somebody who has the role of that step at its agency."""
    identity = SignInIdentity.objects.filter(account__posts__agency=item.agency, account__posts__role=item.role).first()
    assert identity is not None
    return door(identity.subject, Role(item.role))


def first_kind(page: str) -> str:
    return str(html.fromstring(page).xpath("//input[@name='kind']/@value")[0])


def test_before_accepting_the_officer_sees_limit_and_date(world: World) -> None:
    dossier = world.submitted("1.013227")

    page = door("minh").get(url(dossier, "acceptance")).text

    assert "5 ngày làm việc" in page
    assert "Bản chính giấy phép xây dựng đã cấp" in page


def test_a_case_that_the_officer_picks_changes_the_limit(world: World) -> None:
    dossier = world.submitted("1.001193")
    page = door("minh").get(url(dossier, "acceptance")).text
    assert "Phải xác minh tình trạng hôn nhân" in page
    picked = html.fromstring(page).xpath("//input[@name='manual_limits']/@value")[0]

    do(door("minh"), dossier, "acceptance", manual_limits=[picked])

    assert picked in dossier.events.get(action=Action.ACCEPT).details["cases"]


def test_of_two_officers_at_once_one_wins_and_the_other_reads_why(world: World) -> None:
    dossier = world.submitted("1.013227")
    one, other = door("minh"), door("minh")
    one.get(url(dossier, "acceptance"))
    other.get(url(dossier, "refusal"))

    do(one, dossier, "acceptance")
    late = other.post(url(dossier, "refusal"), {"reason": "Không đủ"})

    assert late.status_code == 409
    assert "Có thể người khác vừa xử lý hồ sơ này" in late.text
    assert state(dossier) == State.IN_PROGRESS


def test_a_refusal_without_reason_is_mended_on_the_form(world: World) -> None:
    dossier = world.submitted("1.013227")

    answer = door("minh").post(url(dossier, "refusal"), {"reason": "  "})

    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert state(dossier) == State.SUBMITTED


def test_a_refusal_keeps_its_reason(world: World) -> None:
    dossier = world.submitted("1.013227")

    page = do(door("minh"), dossier, "refusal", ground="not_eligible", reason="Không thuộc thẩm quyền của phường")

    assert state(dossier) == State.REFUSED
    assert "Không thuộc thẩm quyền của phường" in page


def test_one_complete_request_names_papers_and_fields(world: World) -> None:
    dossier = world.submitted("1.013227")

    page = do(
        door("minh"),
        dossier,
        "completion-request",
        items=["ly_do", "gpxd_ban_chinh", "made_up"],
        **{"fault-ly_do": "missing", "fault-gpxd_ban_chinh": "unreadable"},
        reason="Chụp lại",
        looked="on",
    )

    assert state(dossier) == State.INCOMPLETE
    assert dossier.events.latest("number").details["items"] == ["gpxd_ban_chinh", "ly_do"]
    assert "Bản chính giấy phép xây dựng đã cấp" in page


def test_a_request_for_nothing_comes_back_with_what_was_typed(world: World) -> None:
    dossier = world.submitted("1.013227")

    answer = door("minh").post(url(dossier, "completion-request"), {"reason": "Ảnh mờ, chụp lại giúp"})

    assert answer.status_code == 422
    assert 'id="asked-error"' in answer.text
    assert "Ảnh mờ, chụp lại giúp" in answer.text


def test_a_supplement_stops_the_clock_and_is_asked_for_once(world: World) -> None:
    dossier = world.accepted("1.013227")

    asked = {"items": ["gpxd_ban_chinh"], "fault-gpxd_ban_chinh": "pages_missing", "looked": "on"}
    do(door("hoa"), dossier, "supplement-requests", **asked)
    assert (state(dossier), dossier.due_at) == (State.SUPPLEMENT_REQUESTED, None)

    processing.supplement(dossier, actor=world.lan, at=timezone.now(), key="again")
    assert "supplement-requests" not in door("hoa").get(f"/desk/dossiers/{dossier.code}").text
    assert door("hoa").get(url(dossier, "supplement-requests")).status_code == 409


def test_a_step_is_taken_by_one_person_and_handed_on(world: World) -> None:
    dossier = world.accepted("1.013227")
    item = world.open_item(dossier)

    assert "Ông/bà đã nhận việc" in do(door("hoa"), dossier, f"work/{item.pk}/taking")
    do(door("hoa"), dossier, f"work/{item.pk}/forwarding")

    assert world.open_item(dossier).step == "trinh_ky"
    again = door("hoa").post(url(dossier, f"work/{item.pk}/forwarding"))
    assert again.status_code == 409
    assert WorkItem.objects.filter(dossier=dossier).count() == 3


def test_a_step_of_another_role_cannot_be_taken(world: World) -> None:
    dossier = world.accepted("1.013227")
    item = world.open_item(dossier)

    assert door("van").post(url(dossier, f"work/{item.pk}/forwarding")).status_code == 409
    assert world.open_item(dossier).pk == item.pk


def test_a_step_of_another_dossier_is_not_there(world: World) -> None:
    mine, other = world.accepted("1.013227"), world.accepted("1.013227")
    item = world.open_item(other)

    assert door("hoa").post(url(mine, f"work/{item.pk}/forwarding")).status_code == 404


@pytest.mark.parametrize("content", [b"", b"MZ not a document", None], ids=["empty", "exe", "none"])
def test_what_is_no_document_is_not_a_result(world: World, content: bytes | None) -> None:
    dossier = world.accepted("1.013227")
    typed: dict[str, object] = {"kind": "gpxd_gia_han"}
    if content is not None:
        typed["file"] = BytesIO(content)
        typed["file"].name = "ket-qua.pdf"  # type: ignore[attr-defined]  # a test's file

    answer = door("hoa").post(url(dossier, "result"), typed)

    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert not Result.objects.exists()


def test_a_decision_without_its_document_is_refused_in_words(world: World) -> None:
    dossier = world.worked("1.013227")

    answer = door("tuan").post(url(dossier, "decision"), {"outcome": "granted"})

    assert answer.status_code == 409
    assert "Chưa có văn bản kết quả" in answer.text


def test_a_denial_says_why(world: World) -> None:
    dossier = world.worked("1.013227")
    do(door("hoa"), dossier, "result", kind="gpxd_gia_han", file=a_pdf())

    answer = door("tuan").post(url(dossier, "decision"), {"outcome": "denied"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text

    do(door("tuan"), dossier, "decision", outcome="denied", reason="Công trình đã khởi công")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == (State.DECIDED, "denied")


def test_a_decision_must_be_one_of_the_two(world: World) -> None:
    dossier = world.worked("1.013227")

    assert door("tuan").post(url(dossier, "decision"), {"outcome": "maybe"}).status_code == 422


def test_the_clerk_gives_the_number_and_the_clock_stops(world: World) -> None:
    dossier = world.decided("1.013227")

    assert door("van").post(url(dossier, "publication"), {"number": " "}).status_code == 422
    do(door("van"), dossier, "publication", number="15/GP-UBND")

    assert state(dossier) == State.RESULT_READY
    assert dossier.results.get().number == "15/GP-UBND"


def test_whoever_takes_the_result_is_noted(world: World) -> None:
    dossier = world.finished("1.013227")

    assert door("minh").post(url(dossier, "delivery")).status_code == 422
    do(door("minh"), dossier, "delivery", **representative(), file=a_pdf())

    assert dossier.events.get(action=Action.DELIVER).details == {"to_representative": True}


def date_boxes(days: int) -> dict[str, str]:
    day = (
        versions.current()
        .as_calendar()
        .open_day_from((timezone.now().astimezone(VIETNAM) + timedelta(days=days)).date())
    )
    return {"new_date_day": str(day.day), "new_date_month": str(day.month), "new_date_year": str(day.year)}


def test_one_apology_with_one_new_date(world: World) -> None:
    dossier = world.accepted("1.001612", at=timezone.now())
    before = dossier.due_at

    do(door("tuan"), dossier, "apology", **date_boxes(30), reason="Cơ quan thuế chưa trả lời")

    dossier.refresh_from_db()
    assert before is not None
    assert dossier.due_at is not None
    assert dossier.due_at > before
    again = door("tuan").post(url(dossier, "apology"), {**date_boxes(60), "reason": "Nữa"})
    assert again.status_code == 409
    assert "mỗi hồ sơ chỉ hẹn lại một lần" in again.text


@pytest.mark.parametrize("day", ["", "2027-2-31", "2020-1-2", "2028-1-1"], ids=["nothing", "none", "past", "holiday"])
def test_a_date_that_cannot_be_is_mended_on_the_form(world: World, day: str) -> None:
    dossier = world.accepted("1.001612", at=timezone.now())
    boxes = dict(zip(("new_date_year", "new_date_month", "new_date_day"), day.split("-"), strict=False))

    answer = door("tuan").post(url(dossier, "apology"), {**boxes, "reason": "x"})

    assert answer.status_code == 422
    assert 'id="new_date-error"' in answer.text
    assert dossier.events.filter(action=Action.APOLOGISE).count() == 0


def test_the_cashier_confirms_a_payment_and_the_clock_goes_on(world: World) -> None:
    dossier = world.accepted("1.013227")
    # Only a land procedure has this step, at an agency with more people than the story needs.
    WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).update(act="pay", role="applicant")
    record(dossier, Action.REQUEST_PAYMENT, actor=SYSTEM, at=TUESDAY, details={"ground": "financial_duty"})
    assert door("minh").get(url(dossier, "payment-confirmation")).status_code == 409

    assert door("nga").post(url(dossier, "payment-confirmation")).status_code == 422
    do(door("nga"), dossier, "payment-confirmation", receipt="0001234")

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.due_at is not None


def test_what_nobody_completed_is_ended_with_a_reason(world: World) -> None:
    dossier = world.submitted("1.013227")
    asked = {"items": ["ly_do"], "fault-ly_do": "missing", "looked": "on"}
    do(door("minh"), dossier, "completion-request", **asked)

    assert door("minh").post(url(dossier, "stop"), {"ground": "not_completed", "reason": ""}).status_code == 422
    assert door("minh").post(url(dossier, "stop"), {"ground": "holder_gone", "reason": "x"}).status_code == 422
    do(door("minh"), dossier, "stop", ground="not_completed", reason="Quá 15 ngày không bổ sung")

    assert state(dossier) == State.STOPPED


def test_each_act_works_for_the_post_that_was_chosen(world: World) -> None:
    dossier = world.accepted("1.013227")
    handling.forward(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    item = world.open_item(dossier)
    assert item.role == Role.HEAD

    assert door("tuan", Role.SIGNATORY).post(url(dossier, f"work/{item.pk}/forwarding")).status_code == 409
    do(door("tuan", Role.HEAD), dossier, f"work/{item.pk}/forwarding")


def test_an_act_by_get_changes_nothing(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    item = world.open_item(dossier)

    assert door("hoa").get(url(dossier, f"work/{item.pk}/forwarding")).status_code == 405
    assert world.open_item(dossier).pk == item.pk
