"""The board and the public figures in a real browser: on a telephone and at a desk, with JavaScript and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.effects.reporting import facts
from motcua.effects.steering.models import Reminder
from tests.browser.conftest import Visit, Visitor
from tests.world import World

pytestmark = pytest.mark.browser

PUBLIC = ("/figures", "/figures/units/H99.1", "/figures/procedures/1.013227", "/figures/data", "/figures?period=2001")
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 700}


def past_due(world: World, *, many: int = 6) -> list[Dossier]:
    """Five working days were over long ago."""
    dossiers = [world.accepted("1.013227", at=timezone.now() - timedelta(days=25)) for _ in range(many)]
    facts.note([each.pk for each in dossiers])
    return dossiers


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desk", "narrow"])
def test_anybody_reads_the_figures(visit: Visit, committed_world: World, viewport: dict[str, int]) -> None:
    past_due(committed_world)
    stranger = visit(viewport=viewport)

    for path in PUBLIC:
        stranger.go(path)
    stranger.go("/figures/procedures/1.013227")

    # Who cannot see the picture hears what it shows; every number stands in the table.
    assert stranger.page.get_by_role("img", name="Hồ sơ đã nhận và đã giải quyết từng tháng").count() == 1
    stranger.page.get_by_text("Xem bảng 12 tháng").click()
    assert stranger.page.get_by_role("row").count() >= 13


def test_a_head_goes_from_a_number_to_a_reminder_and_reads_the_answer(visit: Visit, committed_world: World) -> None:
    dossiers = past_due(committed_world, many=2)
    head = visit(viewport=WIDE)
    head.sign_in("dat", then="/desk/board")
    assert "Bảng lãnh đạo" in head.page.inner_text("h1")

    head.page.locator(".desk-kpi .is-bad a").click()
    head.look()
    head.page.get_by_label(f"Chọn hồ sơ {dossiers[0].code}").check()
    head.press("Nhắc các hồ sơ đã chọn")
    head.page.fill("#words", "Vì sao quá hạn, bao giờ xong?")
    head.press("Gửi lời nhắc")

    reminder = Reminder.objects.get()
    assert [each.dossier_id for each in reminder.reminded.all()] == [dossiers[0].pk]
    answer(visit, reminder)
    head.go("/desk/reminders")
    assert "Ngày mai trả kết quả" in head.page.inner_text("main")


def answer(visit: Visit, reminder: Reminder) -> None:
    """On a telephone without JavaScript, by the head of the commune."""
    asked = visit(scripts=False)
    asked.sign_in("tuan", then="/desk/")
    as_head(asked)
    asked.go(f"/desk/reminders/{reminder.pk}")
    asked.page.fill("#words", "Ngày mai trả kết quả")
    asked.press("Gửi câu trả lời")


def as_head(visitor: Visitor) -> None:
    visitor.go("/post?next=/desk/")
    visitor.page.get_by_label("Lãnh đạo cơ quan").check()
    visitor.press("Làm việc ở vị trí này")


def test_the_board_is_there_on_a_telephone_without_javascript(visit: Visit, committed_world: World) -> None:
    past_due(committed_world, many=1)
    plain, small = visit(scripts=False), visit(viewport=NARROW)
    for visitor in (plain, small):
        visitor.sign_in("dat", then="/desk/board")
        for path in ("/desk/board", "/desk/board?by=procedure", "/desk/board/forecast", "/desk/reminders"):
            visitor.go(path)
        assert "Việc được nhắc" in visitor.page.inner_text("h1")
