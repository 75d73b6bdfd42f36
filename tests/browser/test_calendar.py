"""A day is entered, looked over and applied, on a telephone and without scripts; the ledger tells all of them."""

from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from tests.browser.conftest import Visit
from tests.world import FRIDAY, World, moment, run_jobs

pytestmark = pytest.mark.browser

DESK: dict[str, int] = {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    "device", [{}, {"scripts": False, "viewport": DESK}], ids=["telephone", "desk without scripts"]
)
def test_a_storm_moves_what_was_shown(visit: Visit, committed_world: World, device: dict[str, Any]) -> None:
    dossier = committed_world.accepted("1.013227", at=FRIDAY)
    officer = visit(**device)
    officer.sign_in("phuc", then="/studio/calendar?year=2026")

    officer.follow("Thêm một ngày")
    officer.page.fill("#day_day", "25")
    officer.page.fill("#day_month", "11")
    officer.page.fill("#day_year", "2026")
    officer.page.get_by_label("Nghỉ: không tính").check()
    officer.page.fill("#name", "Bão số 12")
    officer.page.fill("#source", "Công điện 15/CĐ-UBND")
    officer.press("Lưu vào lịch")
    officer.press("Xem trước")
    run_jobs()
    officer.page.reload()
    officer.look()
    assert str(dossier.code) in officer.page.content()
    officer.press("Áp dụng lịch mới")
    run_jobs()
    officer.page.reload()
    officer.look()

    assert Dossier.objects.get(pk=dossier.pk).due_at == moment("2026-12-01T17:00")
    applicant = visit(**device)
    applicant.sign_in("lan", then=f"/dossiers/{dossier.code}")
    applicant.page.get_by_text("Thời hạn được tính như thế nào").click()
    applicant.look()
    assert "Bão số 12" in applicant.page.content()
