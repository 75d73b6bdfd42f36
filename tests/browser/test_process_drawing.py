"""The drawing of a process in a browser: narrow and wide, light and dark, and a file taken away and back."""

from pathlib import Path

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
PAGE = "/studio/procedures/3.000722/versions/1/process"


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without"])
@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["narrow", "desk"])
def test_an_administrator_takes_a_drawing_away_and_looks_at_a_changed_one(
    visit: Visit, tmp_path: Path, *, viewport: dict[str, int], scripts: bool
) -> None:
    phuc = visit(scripts=scripts, viewport=viewport)
    phuc.sign_in("phuc", then=PAGE)
    phuc.look()
    with phuc.page.expect_download() as taking:
        phuc.page.get_by_role("link", name="Tải bản vẽ xuống").click()
    changed = tmp_path / "quy-trinh.bpmn"
    text = Path(taking.value.path()).read_text(encoding="utf-8")
    changed.write_text(text.replace('share_pct="25"', 'share_pct="0"'), encoding="utf-8")

    phuc.page.locator("input[type=file]").set_input_files(changed)
    phuc.press("Xem thử bản vẽ")

    phuc.look()
    assert phuc.page.get_by_text("Bước chưa có thời gian").count() == 1
    assert phuc.page.locator("svg.process").count() == 1
