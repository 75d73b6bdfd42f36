"""The ways in which a filing goes wrong, on a telephone, each walked to the receipt all the same.

The straight roads are elsewhere: for the first time and again with what is known (`test_counted.py`), with a helper
and a QR code (`test_assisted.py`), without JavaScript (`test_journeys.py`), one field at a time (`test_autosave.py`).
"""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from motcua.dossiers.models import Dossier
from tests import papers, samples
from tests.browser.conftest import Visit, Visitor
from tests.browser.forms import fill
from tests.browser.keys import Keys
from tests.browser.test_journeys import attach, file, find, start
from tests.world import World

pytestmark = pytest.mark.browser

CODE = "1.013227"
ANSWER = "12/GPXD-2025"
DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
#: Words that stand where nobody can read them: cut off by the box that holds them.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")].filter((one) => {
  const style = getComputedStyle(one);
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  const seen = one.clientWidth > 4 && one.clientHeight > 4 && one.innerText && !one.closest(".mc-hidden");
  return seen && hides && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2);
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    place = tmp_path / "Ảnh giấy phép.jpg"
    place.write_bytes(samples.jpeg())
    return place


def test_the_telephone_dies_and_another_device_goes_on_to_the_receipt(visit: Visit, photo: Path) -> None:
    phone = visit()
    find(phone, CODE)
    start(phone, CODE)
    fill(phone.page, samples.PERMIT_EXTENSION)
    phone.press("^Lưu và tiếp tục")
    died_at = phone.page.url
    field = phone.page.locator("main input[type=text]:visible").first
    field.fill(ANSWER)
    field.press("Tab")
    expect(phone.page.locator("[data-saved]")).to_contain_text("Đã lưu lúc")
    phone.page.context.close()

    computer = visit(viewport=DESK)
    computer.sign_in("binh", then="/dossiers")
    computer.follow("^Gia hạn giấy phép")
    computer.follow("^Làm tiếp")
    assert computer.page.url == died_at
    expect(computer.page.locator("main input[type=text]:visible").first).to_have_value(ANSWER)
    to_the_papers(computer)
    attach(computer, CODE, photo)

    assert Dossier.objects.get() == file(computer)


def to_the_papers(citizen: Visitor) -> None:
    for _ in range(12):
        if "/form/" not in citizen.page.url:
            return
        fill(citizen.page, samples.PERMIT_EXTENSION)
        citizen.press("^Lưu và tiếp tục")


def test_the_network_is_lost_in_mid_upload_and_the_dossier_is_filed(
    visit: Visit, committed_world: World, tmp_path: Path
) -> None:
    draft = committed_world.draft(CODE)
    draft.papers.all().delete()
    (tmp_path / "giay.pdf").write_bytes(papers.a_pdf().replace(b"\n", b"\n%" + b" " * 3_000_000 + b"\n", 1))
    lan = visit()
    lan.sign_in("lan", then=f"/drafts/{draft.uuid}/papers")
    tries: list[bool] = []
    lan.page.route("**/uploads/**", lambda route: _the_second_piece_is_lost(route, tries))

    lan.page.locator("input[type=file]").first.set_input_files(tmp_path / "giay.pdf")
    lan.page.get_by_text("Đã nhận tệp").first.wait_for()
    assert tries.count(False) == 1, "the line did break"
    lan.faults.clear()  # the browser says so too
    lan.go(f"/drafts/{draft.uuid}/papers")
    lan.follow("Tiếp tục: xem lại")

    assert file(lan) == draft


def _the_second_piece_is_lost(route: Route, tries: list[bool]) -> None:
    if route.request.method != "PATCH":
        route.continue_()
        return
    tries.append(len(tries) != 1)
    if tries[-1]:
        route.continue_()
    else:
        route.abort("internetdisconnected")


def test_from_the_search_to_the_receipt_by_keyboard_alone(visit: Visit, photo: Path) -> None:
    binh = visit()
    keys = Keys(binh.page)
    binh.go("/")
    keys.write("^q$", "gia han giay phep xay dung")
    with binh.page.expect_navigation():
        binh.page.keyboard.press("Enter")
    keys.enter(f"^/procedures/{CODE}$")
    keys.enter("^Nộp trực tuyến")
    keys.enter("^Bắt đầu nộp")
    keys.write("^name$", "binh")
    keys.write("^password$", "mot-cua-xin-chao")
    with binh.page.expect_navigation():
        binh.page.keyboard.press("Enter")
    if binh.page.get_by_role("button", name="Bắt đầu").count():
        keys.enter("^Bắt đầu")
    while "/form/" in binh.page.url:
        before = binh.page.url
        keys.answer(samples.PERMIT_EXTENSION)
        assert binh.page.url != before, binh.page.locator("main").inner_text()

    with binh.page.expect_file_chooser() as dialogue:
        keys.to("^Chọn ảnh, tệp có sẵn")
        binh.page.keyboard.press("Enter")
    dialogue.value.set_files(photo)
    binh.page.get_by_role("button", name="Tải ảnh này lên").wait_for()
    keys.enter("^Tải ảnh này lên")
    binh.page.get_by_text("Đã nhận tệp").first.wait_for()
    keys.enter("^Tiếp tục: xem lại")
    keys.enter("^Nộp hồ sơ")

    assert binh.page.url.endswith("/receipt"), binh.page.locator("main").inner_text()


@pytest.mark.parametrize("viewport", [NARROWEST, DESK], ids=["telephone", "computer"])
def test_text_twice_as_large_loses_nothing(visit: Visit, committed_world: World, viewport: dict[str, int]) -> None:
    """On a computer by what the browser is set to; on the narrowest telephone by the largest size that we offer."""
    filed, draft = committed_world.submitted("1.001193"), committed_world.draft(CODE)
    lan = visit(viewport=viewport)
    lan.sign_in("lan")
    if viewport == DESK:
        as_set = {"fontSizes": {"standard": 32, "fixed": 26}}
        lan.page.context.new_cdp_session(lan.page).send("Page.setFontSizes", as_set)
    else:
        lan.page.context.add_cookies([{"name": "size", "value": "largest", "url": lan.home}])
    pages = ["/", "/procedures?q=khai+sinh", f"/procedures/{CODE}", f"/procedures/{CODE}/case", "/dossiers"]
    pages += [f"/drafts/{draft.uuid}{part}" for part in ("/form/chu_dau_tu", "/papers", "/check")]
    for path in [*pages, f"/dossiers/{filed.code}", f"/dossiers/{filed.code}/receipt"]:
        lan.go(path)
        size = lan.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        assert size >= (36 if viewport == DESK else 25)
        assert lan.page.evaluate(CUT_OFF) == [], path
