"""The page of papers without a script: one file or several, photographs made one document, what is wrong said there."""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from motcua.dossiers.models import Dossier, Paper
from motcua.foundation.files import assembling, storage
from motcua.foundation.files.incoming import incoming_dir
from tests import papers
from tests.pages.portal import page, signed_in
from tests.world import World

ITEM = "gpxd_ban_chinh"
ORIENTATION = 0x0112


@pytest.fixture
def draft(world: World) -> Dossier:
    dossier = world.draft("1.013227")
    dossier.papers.all().delete()
    return dossier


@pytest.fixture
def lan(draft: Dossier) -> Client:
    return signed_in("lan")


def post(client: Client, draft: Dossier, *contents: bytes, together: bool = False, name: str = "anh.jpg") -> object:
    files = [SimpleUploadedFile(name, content) for content in contents]
    return client.post(
        f"/drafts/{draft.uuid}/papers", {"item": ITEM, "file": files, **({"together": "1"} if together else {})}
    )


def given(draft: Dossier) -> list[Paper]:
    return list(Paper.objects.filter(dossier=draft, removed_at=None).select_related("file").order_by("pk"))


def pages_of(paper: Paper) -> list[tuple[int, int]]:
    """Width and height of each picture in the document, and so its order."""
    with storage.open_file(paper.file) as content, pikepdf.open(io.BytesIO(content.read())) as document:
        pictures = [next(iter(each.obj.Resources.XObject.values())) for each in document.pages]
        return [(int(each.Width), int(each.Height)) for each in pictures]


def held(orientation: int, size: tuple[int, int] = (60, 40)) -> bytes:
    told = Image.Exif()
    told[ORIENTATION] = orientation
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, "JPEG", exif=told)
    return out.getvalue()


def test_several_files_are_taken_at_once(lan: Client, draft: Dossier) -> None:
    post(lan, draft, papers.a_pdf(), papers.a_picture())

    assert [paper.file.media_type for paper in given(draft)] == ["application/pdf", "image/jpeg"]


def test_photographs_become_one_document_in_their_order(lan: Client, draft: Dossier) -> None:
    sizes = [(60, 40), (40, 60), (50, 50)]
    post(lan, draft, *(papers.a_picture("JPEG", size=size) for size in sizes), together=True)

    [paper] = given(draft)
    assert paper.file.media_type == "application/pdf"
    assert paper.file.name == "Bản chính giấy phép xây dựng đã cấp.pdf"
    assert pages_of(paper) == sizes
    assert list(incoming_dir().iterdir()) == []


def test_a_photograph_is_not_packed_anew(lan: Client, draft: Dossier) -> None:
    picture = papers.a_picture("JPEG", size=(600, 400))
    post(lan, draft, picture, picture, together=True)

    with storage.open_file(given(draft)[0].file) as content:
        assert content.read().count(picture) >= 1


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270), (99, 0)])
def test_a_page_stands_as_the_camera_was_held(lan: Client, draft: Dossier, orientation: int, turned: int) -> None:
    post(lan, draft, held(orientation), papers.a_picture(), together=True)

    with storage.open_file(given(draft)[0].file) as content, pikepdf.open(io.BytesIO(content.read())) as document:
        assert int(document.pages[0].obj.get("/Rotate", 0)) % 360 == turned


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_scans_of_every_kind_become_pages(lan: Client, draft: Dossier, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")

    post(lan, draft, out.getvalue(), papers.a_picture(), together=True)

    assert pages_of(given(draft)[0]) == [(30, 20), (60, 40)]


def test_one_photograph_stays_a_photograph(lan: Client, draft: Dossier) -> None:
    post(lan, draft, papers.a_picture(), together=True)

    assert [paper.file.media_type for paper in given(draft)] == ["image/jpeg"]


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        ((papers.a_picture(), papers.a_pdf()), "Chỉ ghép được ảnh JPEG hoặc PNG"),
        ((papers.a_picture(), papers.a_picture()[:400]), "Tệp bị hỏng"),
        ((papers.a_picture(), papers.a_png_that_claims(width=5000, height=5000)), "quá nhiều điểm ảnh"),
        ((papers.a_picture(),) * (assembling.MOST_PICTURES + 1), "Mỗi lần ghép tối đa 30 ảnh"),
        ((), "Chọn tệp trên máy"),
    ],
    ids=["a document among them", "a broken one", "one too large to draw", "too many", "none"],
)
def test_what_cannot_be_made_one_is_said_and_nothing_is_kept(
    lan: Client, draft: Dossier, contents: tuple[bytes, ...], sentence: str
) -> None:
    answer = post(lan, draft, *contents, together=True)

    assert re.search(sentence, page(answer))  # type: ignore[arg-type]  # the client's answer
    assert given(draft) == []
    assert list(incoming_dir().iterdir()) == []


def test_a_document_of_photographs_has_the_limit_of_any_file(lan: Client, draft: Dossier, settings: Settings) -> None:
    picture = papers.a_picture("JPEG", size=(600, 400))
    settings.MAX_PAPER_BYTES = int(len(picture) * 1.5)

    answer = post(lan, draft, picture, papers.a_picture("JPEG", size=(590, 400)), together=True)

    assert "Tệp quá lớn" in page(answer) or "quá lớn" in page(answer)  # type: ignore[arg-type]  # the client's answer
    assert given(draft) == []


def test_the_good_ones_of_a_choice_are_kept(lan: Client, draft: Dossier) -> None:
    answer = post(lan, draft, papers.a_pdf(), b"MZ", papers.a_picture())

    shown = page(answer)  # type: ignore[arg-type]  # the client's answer
    assert [paper.file.media_type for paper in given(draft)] == ["application/pdf", "image/jpeg"]
    assert "chỉ nhận tệp PDF" in shown
    assert "Đã có 2 tệp" in shown


def test_size_and_kinds_are_shown_before_anything_is_chosen(lan: Client, draft: Dossier) -> None:
    shown = page(lan.get(f"/drafts/{draft.uuid}/papers"))

    assert "Nhận tệp PDF, JPG, PNG, mỗi tệp tối đa 20 MB" in shown
    assert 'accept="application/pdf,image/jpeg,image/png' in shown
