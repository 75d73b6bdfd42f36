"""Work in the office in a real browser: asking another agency, giving back, giving out, days away."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from motcua.dossiers.commands import consulting, handling
from motcua.dossiers.commands.consulting import Question
from motcua.dossiers.models import Dossier, OpinionKind, WorkItem
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.organisations.models import Agency
from tests.browser.conftest import Visit, Visitor
from tests.processes import HOUSING, POLICE, TAX, at
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World

pytestmark = pytest.mark.browser


def page_of(dossier: Dossier, act: str = "") -> str:
    return f"/desk/dossiers/{dossier.code}{act}"


def in_a_week(visitor: Visitor, key: str) -> None:
    day: date = timezone.now().date() + timedelta(days=7)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        visitor.page.fill(f"#{key}_{part}", str(number))


def with_questions(world: World) -> Dossier:
    """One answered, one silent, one still in time; the step was given back once."""
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    agencies = [Agency.objects.get(code=code) for code in (POLICE, TAX, HOUSING)]
    soon = timezone.now() + timedelta(days=3)
    due = (WEDNESDAY, WEDNESDAY, soon)
    asked = [Question(agency, "Xác nhận ranh giới, hiện trạng", by) for agency, by in zip(agencies, due, strict=True)]
    police, *_others = consulting.ask(world.open_item(dossier), actor=world.hoa, at=TUESDAY, questions=asked)
    words = "Đồng ý nếu giữ nguyên chỉ giới đường đỏ theo bản vẽ kèm theo"
    kind = OpinionKind.AGREED_WITH_CONDITIONS
    consulting.answer(police, actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=kind, words=words)
    return dossier


def test_a_processor_asks_others_and_goes_on_without_an_answer(visit: Visit, committed_world: World) -> None:
    dossier = with_questions(committed_world)
    hoa = visit()
    hoa.sign_in("hoa", then=page_of(dossier))
    look_around(hoa)
    item = WorkItem.objects.get(dossier=dossier, parent=None, status="open")

    hoa.go(page_of(dossier, f"/work/{item.pk}/questions"))
    hoa.page.select_option("#agency_1", label="Công an xã Hoa Ban")
    hoa.page.fill("#content_1", "Xác nhận nơi ở")
    in_a_week(hoa, "day_1")
    look_around(hoa)
    hoa.press("Gửi lấy ý kiến")
    assert "Xác nhận nơi ở" in hoa.page.inner_text("main")

    silent = WorkItem.objects.get(dossier=dossier, agency__code=TAX)
    hoa.go(page_of(dossier, f"/work/{silent.pk}/silence"))
    look_around(hoa)
    hoa.page.fill("#reason", "Đã nhắc hai lần")
    hoa.press("Ghi không nhận được ý kiến")
    assert "Không nhận được ý kiến" in hoa.page.inner_text("main")
    hoa.go(page_of(dossier, f"/work/{item.pk}/site-visits"))
    look_around(hoa)


def test_a_head_gives_work_out_and_back(visit: Visit, committed_world: World) -> None:
    world = committed_world
    given = [world.accepted(at=MONDAY) for _ in range(3)]
    handling.forward(world.open_item(given[0]), actor=world.hoa, at=TUESDAY)
    handling.forward(world.open_item(given[0]), actor=world.head, at=TUESDAY)
    handling.assign(world.open_item(given[1]), actor=world.hoa, at=TUESDAY)
    head = visit()
    head.sign_in("tuan")
    head.go("/desk/team")
    look_around(head)
    head.go(f"/desk/team/{world.hoa.post_id}")
    look_around(head)
    item = world.open_item(given[0])
    head.go(page_of(given[0], f"/work/{item.pk}/giving-back"))
    look_around(head)
    head.page.fill("#reason", "Thiếu ngày khởi công trong dự thảo")
    head.press("^Trả lại$")
    assert "Được trả lại để làm lại" in head.page.inner_text("main")
    look_around(head)
    head.go(page_of(given[1], f"/work/{world.open_item(given[1]).pk}/assignment"))
    look_around(head)
    head.go(page_of(given[1], "/redirection"))
    look_around(head)


def test_an_officer_notes_her_days_away(visit: Visit, committed_world: World) -> None:
    hoa = visit()
    hoa.sign_in("hoa", then=f"/desk/days/{committed_world.hoa.post_id}")
    hoa.look()
    hoa.page.select_option("#kind", label="Nghỉ phép")
    in_a_week(hoa, "away_from")
    in_a_week(hoa, "away_to")
    hoa.press("Lưu ngày vắng")
    assert "Đã ghi ngày vắng mặt." in hoa.page.inner_text("main")
    look_around(hoa)
    hoa.press("Lưu người làm thay")
    look_around(hoa)


def look_around(visitor: Visitor) -> None:
    """Every page is looked at wide and narrow, light and dark."""
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            # Colours on their way from light to dark are neither.
            visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            visitor.look()
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    visitor.page.emulate_media(color_scheme="light")
