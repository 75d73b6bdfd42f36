"""A card held before the camera of a telephone, under the page's own policy; and a scanner that types."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.accounts.demo import PASSWORD
from tests.browser.conftest import AXE, AXE_OPTIONS, EXPECTED_WORDS, PHONE, chromium
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD = "001196000444||Lò Thị Mây|05031996|Nữ|Số 5, Phường Minh Tân, Tỉnh Sông Lam|02092024"
WIDTH, HEIGHT = 640, 480


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees: the code on a table, one frame again and again (YUV4MPEG2)."""
    place = tmp_path_factory.mktemp("camera")
    segno.make(CARD, error="m", encoding="utf-8").save(str(place / "code.png"), scale=6, border=4)
    frame = Image.new("RGB", (WIDTH, HEIGHT), "#887766")
    with Image.open(place / "code.png") as code:
        frame.paste(code.convert("RGB"), ((WIDTH - code.width) // 2, (HEIGHT - code.height) // 2))
    light, blue, red = frame.convert("YCbCr").split()
    half = (WIDTH // 2, HEIGHT // 2)
    content = light.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
    path = place / "camera.y4m"
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + (b"FRAME\n" + content) * 3)
    return path


@pytest.fixture(scope="module")
def with_camera(playwright: Playwright, film: Path) -> Iterator[Browser]:
    opened = chromium(
        playwright,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    yield opened
    opened.close()


@pytest.fixture
def phone(with_camera: Browser, live_server: LiveServer, committed_world: World) -> Iterator[Page]:
    """Signed in as Lan, on the page about the mother, with nothing of the policy left out."""
    context = with_camera.new_context(viewport=PHONE, locale="vi-VN", base_url=live_server.url)  # type: ignore[arg-type]
    context.grant_permissions(["camera"], origin=live_server.url)
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/sign-in?next=/procedures/1.001193")
    page.fill("#name", "lan")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").first.click()
    to_the_mother(page)
    yield page
    assert [fault for fault in faults if not EXPECTED_WORDS.search(fault)] == []
    context.close()


def to_the_mother(page: Page) -> None:
    page.wait_for_load_state()
    page.get_by_role("link", name=re.compile("Nộp trực tuyến")).first.click()
    page.get_by_role("button", name=re.compile("Bắt đầu nộp")).first.click()
    page.wait_for_url(re.compile("/drafts/"))
    page.goto(re.sub(r"/form/.*", "/form/case_questions", page.url))
    for question in ("tre_bo_roi", "mang_thai_ho", "qua_uy_quyen"):
        page.check(f"[name='{question}'][value='false']")
    page.get_by_role("button", name="Lưu và tiếp tục").last.click()
    page.wait_for_load_state()
    page.goto(re.sub(r"/form/.*", "/form/me", page.url))


def card_of_mother(page: Page) -> None:
    page.get_by_text("Điền bằng thẻ căn cước").click()


def test_a_card_before_the_camera_fills_the_form(phone: Page) -> None:
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    card_of_mother(phone)
    assert not any("zxing" in url for url in fetched), "nothing heavy before the tap"

    with phone.expect_navigation():
        phone.get_by_role("button", name="Bật máy ảnh để quét").click()

    assert phone.input_value("[name='me_so_dinh_danh']") == "001196000444"
    assert phone.input_value("[name='me_ho_ten']") == "Lò Thị Mây"
    assert phone.get_by_text("Quét từ thẻ căn cước").count() >= 3
    assert any(url.endswith(".wasm") for url in fetched), "read by our own program, from our own host"
    assert all(url.startswith(("http://localhost", "http://127.0.0.1", "blob:", "data:")) for url in fetched)


def test_a_scanner_types_and_enter_sends_nothing(phone: Page) -> None:
    card_of_mother(phone)
    box = phone.get_by_label("Hoặc chữ của mã")
    before = phone.url

    box.press_sequentially(CARD, delay=0)
    box.press("Enter")

    assert phone.url == before
    assert phone.evaluate("document.activeElement.textContent").strip() == "Điền từ thẻ"
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    assert phone.input_value("[name='me_so_dinh_danh']") == "001196000444"


def test_the_panel_is_open_to_everybody(phone: Page) -> None:
    card_of_mother(phone)
    phone.evaluate(AXE)
    found = phone.evaluate("options => axe.run(document, options).then(r => r.violations.map(v => v.id))", AXE_OPTIONS)
    wider = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert found == []
    assert wider <= 0


def test_a_camera_that_may_not_be_used_is_said(phone: Page) -> None:
    phone.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    card_of_mother(phone)

    phone.get_by_role("button", name="Bật máy ảnh để quét").click()

    phone.get_by_text("chưa được phép dùng máy ảnh").wait_for()


def test_two_answers_stand_side_by_side(phone: Page) -> None:
    phone.fill("[name='me_ho_ten']", "Lò Thị Mây Trắng")
    card_of_mother(phone)
    phone.get_by_label("Hoặc chữ của mã").fill(CARD)

    with phone.expect_navigation():
        phone.get_by_role("button", name="Điền từ thẻ").click()
    phone.evaluate(AXE)
    found = phone.evaluate("options => axe.run(document, options).then(r => r.violations.map(v => v.id))", AXE_OPTIONS)
    assert found == []
    if folder := os.environ.get("PICTURES"):
        phone.screenshot(path=f"{folder}/d_offer.png", full_page=True)
    phone.check("[name='use-me_ho_ten'][value='offered']")
    phone.get_by_role("button", name="Dùng thông tin đã chọn").click()
    phone.wait_for_url(re.compile("/form/me"))

    assert phone.input_value("[name='me_ho_ten']") == "Lò Thị Mây"
