"""A file is opened before it is believed: its name and what the browser says about it decide nothing."""

import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pytest_django import Settings

from motcua.foundation.files import storage
from motcua.foundation.files.accept import FileEmpty, FileKindNotAccepted
from motcua.foundation.files.images import ImageTooLarge
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.pdf import FileBroken, FileCarriesPrograms, FileProtected
from motcua.foundation.refusals import Refusal
from tests import papers
from tests.papers import a_pdf, a_picture, an_action

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def kept(content: bytes) -> StoredFile:
    return storage.store(io.BytesIO(content), name="giay.pdf", by=None, at=AT)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", FileEmpty, id="empty"),
        pytest.param(b"MZ\x90\0" + bytes(100), FileKindNotAccepted, id="a program"),
        pytest.param(b"<html><script>alert(1)</script>", FileKindNotAccepted, id="a web page"),
        pytest.param(b"%PDF-1.7\n<script>alert(1)</script>", FileBroken, id="a script that calls itself PDF"),
        pytest.param(a_pdf()[:200], FileBroken, id="a PDF cut short"),
        pytest.param(a_picture("JPEG")[:400], FileBroken, id="a photograph cut short"),
        pytest.param(a_picture("PNG")[:400], FileBroken, id="a scan cut short"),
        pytest.param(a_picture("PNG").replace(b"IDAT", b"IDAX", 1), FileBroken, id="a damaged scan"),
        pytest.param(papers.a_png_that_claims(width=50_000, height=50_000), ImageTooLarge, id="a picture bomb"),
        pytest.param(papers.an_encrypted_pdf(password="secret"), FileProtected, id="a PDF with a password"),
        pytest.param(papers.an_encrypted_pdf(password=""), FileProtected, id="a PDF with a lock"),
        pytest.param(papers.a_pdf_that_opens_with("/JavaScript"), FileCarriesPrograms, id="a script on opening"),
        pytest.param(papers.a_pdf_that_opens_with("/Launch"), FileCarriesPrograms, id="a program on opening"),
        pytest.param(papers.a_pdf_that_acts_on_its_page("/SubmitForm"), FileCarriesPrograms, id="sends what was typed"),
        pytest.param(papers.a_pdf_that_hides("/GoToE"), FileCarriesPrograms, id="hidden below"),
        pytest.param(papers.a_pdf_with_a_file_inside(), FileCarriesPrograms, id="a file inside"),
        pytest.param(papers.a_pdf_with_a_scripted_form(), FileCarriesPrograms, id="a scripted form"),
        pytest.param(papers.a_pdf_that_unpacks_to(2**30), FileBroken, id="unpacks to a gigabyte"),
        pytest.param(papers.a_pdf_of_a_million_parts(), FileBroken, id="more structure than content"),
        pytest.param(papers.a_pdf_that_fills_memory(), FileBroken, id="fills the memory of its reader"),
        pytest.param(papers.large(papers.a_pdf_that_hides("/Launch")), FileCarriesPrograms, id="large, with a program"),
    ],
)
def test_what_cannot_be_trusted_is_refused_by_name(content: bytes, refusal: type[Refusal], files_dir: Path) -> None:
    with pytest.raises(refusal):
        kept(content)

    assert [path for path in files_dir.rglob("*") if path.is_file()] == []
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b"GIF89a", "gif"),
        (b"whatever this is", ""),
    ],
)
def test_the_refused_kind_is_named(head: bytes, kind: str) -> None:
    with pytest.raises(FileKindNotAccepted) as refused:
        kept(head + bytes(40))

    assert refused.value.facts == {"kind": kind}


def opens_at_its_first_page(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def goes_to_a_page_on_opening(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = an_action("/GoTo")


def links_to_a_web_page(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(A=an_action("/URI"))])


def writes_about_programs(document: pikepdf.Pdf) -> None:
    document.Root.Note = pikepdf.String("see /Launch and /JavaScript")


@pytest.mark.parametrize(
    "change", [opens_at_its_first_page, goes_to_a_page_on_opening, links_to_a_web_page, writes_about_programs]
)
def test_an_ordinary_document_is_not_suspected(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert kept(a_pdf(change)).media_type == "application/pdf"


def test_large_papers_are_kept() -> None:
    content = papers.large(a_pdf())

    assert kept(content).size == len(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_moving_photograph_the_picture_is_kept(kind: str) -> None:
    picture = a_picture(kind)

    file = kept(picture + b"film of a moving photograph")

    with storage.open_file(file) as content:
        assert content.read() == picture
    assert file.sha256 == hashlib.sha256(picture).hexdigest()
