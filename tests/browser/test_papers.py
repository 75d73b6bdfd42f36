"""Papers on a telephone: photographs looked at, turned and made one document; a big file over a line that breaks."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Route

from motcua.dossiers.models import Dossier, Paper
from motcua.foundation.files import storage
from motcua.foundation.files.models import Upload
from tests import papers
from tests.browser.conftest import Visit, Visitor
from tests.world import World

pytestmark = pytest.mark.browser

ORIENTATION = 0x0112
MEGABYTE = 1_000_000
BIG = papers.a_pdf().replace(b"\n", b"\n%" + b" " * (4 * MEGABYTE) + b"\n", 1)


def a_photograph(*, orientation: int = 1, shade: int = 250) -> bytes:
    """12 megapixels of a page with lines, as a camera writes it."""
    picture, told, out = Image.new("RGB", (4000, 3000), (shade, shade, shade - 10)), Image.Exif(), io.BytesIO()
    drawing = ImageDraw.Draw(picture)
    for y in range(200, 2800, 60):
        drawing.rectangle((300, y, 3700, y + 20), fill=(30, 30, 30))
    told[ORIENTATION] = orientation
    picture.save(out, "JPEG", quality=92, exif=told)
    return out.getvalue()


@pytest.fixture
def draft(committed_world: World) -> Dossier:
    dossier = committed_world.draft("1.013227")
    dossier.papers.all().delete()
    return dossier


@pytest.fixture
def lan(visit: Visit, draft: Dossier) -> Visitor:
    visitor = visit()
    visitor.sign_in("lan")
    visitor.go(f"/drafts/{draft.uuid}/papers")
    return visitor


def choose(visitor: Visitor, button: str, *files: tuple[str, str, bytes]) -> None:
    with visitor.page.expect_file_chooser() as dialogue:
        visitor.page.get_by_role("button", name=button).first.click()
    told: list[FilePayload] = [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
    dialogue.value.set_files(told)


def given(draft: Dossier) -> list[Paper]:
    return list(Paper.objects.filter(dossier=draft, removed_at=None).select_related("file"))


def taken(visitor: Visitor) -> None:
    visitor.page.get_by_text("Đã nhận tệp").first.wait_for()
    visitor.page.wait_for_load_state()
    visitor.look()


def test_pages_are_put_in_order_by_keyboard_and_become_one_document(lan: Visitor, draft: Dossier) -> None:
    page = lan.page
    choose(lan, "Chọn ảnh, tệp có sẵn", *((f"{n}.jpg", "image/jpeg", a_photograph()) for n in range(3)))
    page.get_by_role("heading", name="Xem lại ảnh trước khi tải lên").wait_for()
    page.get_by_role("button", name="Ghép 3 ảnh và tải lên").wait_for()
    lan.look()

    for button in ("Bỏ Trang 3", "Xuống sau Trang 1", "Xoay Trang 2", "Cắt mép Trang 2"):
        page.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")
    page.get_by_label("Cắt phía trên").press("End")
    lan.look()
    page.get_by_role("button", name="Xong").press("Enter")
    page.get_by_role("button", name="Ghép 2 ảnh và tải lên").press("Enter")

    taken(lan)
    [paper] = given(draft)
    assert (paper.file.media_type, paper.file.size < MEGABYTE) == ("application/pdf", True)


def test_one_photograph_is_shrunk_and_stands_upright(lan: Visitor, draft: Dossier) -> None:
    choose(lan, "Chụp ảnh", ("anh.jpg", "image/jpeg", a_photograph(orientation=6)))
    lan.page.get_by_role("button", name="Tải ảnh này lên").click()

    taken(lan)
    [paper] = given(draft)
    with storage.open_file(paper.file) as content, Image.open(content) as picture:
        assert picture.size == (1500, 2000)
        assert picture.getexif().get(ORIENTATION, 1) == 1
    assert paper.file.size < 700_000


def test_a_dark_photograph_is_advised_against_and_taken(lan: Visitor, draft: Dossier) -> None:
    choose(lan, "Chụp ảnh", ("anh.jpg", "image/jpeg", a_photograph(shade=50)))
    lan.page.get_by_text("Ảnh hơi tối").wait_for()
    lan.look()
    lan.page.get_by_role("button", name="Tải ảnh này lên").click()

    taken(lan)
    assert len(given(draft)) == 1


def test_the_network_is_lost_in_the_middle_and_the_file_goes_on(lan: Visitor, draft: Dossier) -> None:
    pieces: list[str] = []

    def line(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(route.request.headers["upload-offset"])
            if len(pieces) == 3:
                route.abort("internetdisconnected")
                return
        route.continue_()

    lan.page.route("**/uploads/**", line)
    choose(lan, "Chọn ảnh, tệp có sẵn", ("giay.pdf", "application/pdf", BIG))

    lan.page.get_by_text("Đã nhận tệp").wait_for()
    assert [paper.file.size for paper in given(draft)] == [len(BIG)]
    assert pieces[2] == pieces[3] == str(2 * MEGABYTE), "the third piece was sent again, and no other"
    assert len(pieces) == 6


def test_the_page_was_closed_and_the_same_file_goes_on_where_it_stopped(
    lan: Visitor, draft: Dossier, tmp_path: Path
) -> None:
    (tmp_path / "giay.pdf").write_bytes(BIG)
    sent: list[str] = []
    lan.page.route("**/uploads/**", lambda route: _stop_after(route, sent, 2))
    choose_file(lan, tmp_path / "giay.pdf")
    lan.page.get_by_text("Mất mạng").wait_for()
    lan.page.unroute("**/uploads/**")
    lan.faults.clear()
    again: list[str] = []
    lan.page.route("**/uploads/**", lambda route: _stop_after(route, again, 99))

    lan.go(f"/drafts/{draft.uuid}/papers")
    choose_file(lan, tmp_path / "giay.pdf")

    taken(lan)
    assert again[0] == str(2 * MEGABYTE)
    assert len(given(draft)) == 1
    assert lan.page.evaluate("JSON.stringify(localStorage)") == "{}", "nothing is remembered of what is done"


def test_an_upload_can_be_stopped_and_leaves_nothing(lan: Visitor, draft: Dossier) -> None:
    lan.page.route("**/uploads/**", lambda route: _stop_after(route, [""] * 9, 9))
    choose(lan, "Chọn ảnh, tệp có sẵn", ("giay.pdf", "application/pdf", BIG))
    lan.page.get_by_text("Mất mạng").wait_for()
    lan.faults.clear()
    lan.look()

    with lan.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        lan.page.get_by_role("button", name="Thôi, không tải nữa").click()

    lan.page.get_by_role("button", name="Chụp ảnh").wait_for()
    assert (given(draft), Upload.objects.count()) == ([], 0)


def choose_file(visitor: Visitor, path: Path) -> None:
    with visitor.page.expect_file_chooser() as dialogue:
        visitor.page.get_by_role("button", name="Chọn ảnh, tệp có sẵn").first.click()
    dialogue.value.set_files(path)


def _stop_after(route: Route, sent: list[str], count: int) -> None:
    if route.request.method == "PATCH":
        if len(sent) == count:
            route.abort("internetdisconnected")
            return
        sent.append(route.request.headers["upload-offset"])
    route.continue_()


def test_what_is_refused_is_said_at_its_paper(lan: Visitor, draft: Dossier) -> None:
    locked = papers.an_encrypted_pdf(password="secret")
    choose(lan, "Chọn ảnh, tệp có sẵn", ("giay.pdf", "application/pdf", locked))
    lan.page.get_by_role("alert").get_by_text("Tệp bị khóa hoặc có mật khẩu").wait_for()
    lan.look()

    choose(lan, "Chọn ảnh, tệp có sẵn", ("giay.pdf", "application/pdf", BIG + b"<html>"))
    lan.page.get_by_role("alert").get_by_text("Trong tệp có chương trình").wait_for()
    lan.look()

    assert given(draft) == []


def test_a_document_and_a_photograph_chosen_together_are_two_files(lan: Visitor, draft: Dossier) -> None:
    choose(
        lan,
        "Chọn ảnh, tệp có sẵn",
        ("giay.pdf", "application/pdf", papers.a_pdf()),
        ("anh.jpg", "image/jpeg", papers.a_picture()),
    )

    taken(lan)
    assert sorted(paper.file.media_type for paper in given(draft)) == ["application/pdf", "image/jpeg"]


def test_what_the_page_needs_later_is_fetched_later(lan: Visitor) -> None:
    loaded = lan.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")

    assert [name for name in loaded if "papers.mjs" in name]
    assert [name for name in loaded if "tus-js" in name or "papers-photos" in name or "papers-sending" in name] == []


def test_without_a_script_photographs_still_become_one_document(visit: Visit, draft: Dossier) -> None:
    visitor = visit(scripts=False)
    visitor.sign_in("lan")
    visitor.go(f"/drafts/{draft.uuid}/papers")
    pictures = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": papers.a_picture()} for n in range(2)]
    visitor.page.locator("input[type=file]").first.set_input_files(pictures)  # type: ignore[arg-type]  # as it takes them

    visitor.press("Ghép các ảnh thành một tệp")

    assert [paper.file.media_type for paper in given(draft)] == ["application/pdf"]
