"""The hall and the counter in a browser: from the machine at the door to the signed list, looked at on every page."""

import re
from pathlib import Path

import pytest

from motcua.dossiers.models import Channel, DigitalCopy, Visit
from motcua.foundation import legal_time
from motcua.foundation.waiting_room.models import Room, Ticket, TicketState
from tests import samples
from tests.browser.conftest import Visit as Device
from tests.world import TUESDAY, World

pytestmark = pytest.mark.browser
LAN = "001195000011||Nguyễn Thị Ngọc Lan|12051995|Nữ|12 phố Chợ, phường Minh Tân|01072021"


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)


@pytest.fixture
def room(committed_world: World) -> Room:
    return Room.objects.select_related("unit").get(unit__code="H99.1.1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with", "without"])
def test_from_the_door_to_the_window(visit: Device, room: Room, *, scripts: bool) -> None:
    machine = visit(scripts=scripts, viewport={"width": 1080, "height": 1920})
    machine.page.add_init_script("window.print = () => { document.documentElement.dataset.printed = '1'; }")
    machine.go(f"/offices/{room.unit.code}/tickets/{room.key}")
    machine.follow("Nộp hồ sơ")
    machine.press("Người từ 60 tuổi")
    assert machine.page.get_by_text("Ông/bà là người được gọi tiếp theo.").is_visible()
    if scripts:
        assert machine.page.evaluate("document.documentElement.dataset.printed") == "1", "it prints by itself"

    officer = visit(scripts=scripts)
    officer.sign_in("minh", then="/desk/hall")
    officer.press("Ngồi quầy 1")
    officer.press("Gọi số tiếp")

    screen = visit(scripts=scripts, viewport={"width": 1920, "height": 1080})
    screen.go(f"/offices/{room.unit.code}/hall/{room.key}")
    assert screen.page.locator("tr.is-called").inner_text().split()[:2] == ["1", "001"]
    assert Ticket.objects.get().state == TicketState.CALLED


def test_the_screen_draws_itself_anew(visit: Device, room: Room) -> None:
    screen = visit(viewport={"width": 1920, "height": 1080})
    screen.page.clock.install()
    screen.go(f"/offices/{room.unit.code}/hall/{room.key}")
    phone = visit()
    phone.go(f"/offices/{room.unit.code}/tickets/{room.key}?service=filing")
    phone.press("lấy số thường")

    screen.page.clock.run_for(5000)

    screen.page.locator(".hall-next li", has_text="001").wait_for()


def test_a_card_a_form_a_scan_and_the_list(visit: Device, committed_world: World, room: Room, tmp_path: Path) -> None:
    """Keys counted: the scanner's, one Enter for each page, and the pages of the paper."""
    photo = tmp_path / "trang.jpg"
    photo.write_bytes(samples.jpeg())
    officer = visit()
    officer.sign_in("minh", then="/desk/counter/visit")
    page = officer.page
    page.keyboard.type(LAN)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/counter/visit")
    page.get_by_role("heading", name="Nguyễn Thị Ngọc Lan").wait_for()
    officer.look()

    minh = committed_world.minh
    draft = committed_world.draft("1.013227", by=minh, at=TUESDAY, channel=Channel.COUNTER)
    officer.go(f"/desk/counter/{draft.uuid}/digitising/gpxd_ban_chinh")
    page.fill("#pages", "2")
    page.locator("input[type=file]").first.set_input_files([photo, photo])
    page.get_by_role("button", name=re.compile("Ghép 2")).click()
    page.get_by_text("Chưa ký số").first.wait_for()
    officer.look()
    assert DigitalCopy.objects.get().pages == 2

    officer.go(f"/desk/counter/{draft.uuid}/check")
    officer.press("Nộp và tiếp nhận")
    officer.follow("In danh sách đã nhận")
    assert Visit.objects.get().deeds.count() == 1
    assert page.get_by_text("Danh sách hồ sơ trong lượt tiếp").is_visible()
