"""The whole corpus of bad files: refused by name or made harmless, with memory that stays flat, and quickly."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from pytest_django import Settings

from motcua.dossiers.models import Paper
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.names import name_as_given
from motcua.foundation.refusals import Refusal
from motcua.sites.ui.refusals import SENTENCES
from tests import hostile, papers
from tests.doors import door
from tests.world import MONDAY, World

RUNNER = Path(__file__).with_name("hostile_runner.py")
ROOT = Path(__file__).parents[2]
MOST_MEGABYTES, MOST_SECONDS = 100, 5

Told = dict[str, Any]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Told], Path]:
    folder = tmp_path_factory.mktemp("hostile")
    keys = dict.fromkeys(("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY"), "A" * 43 + "=")
    told = {"DATABASE_URL": "postgresql://nobody@/none", "DJANGO_SETTINGS_MODULE": "motcua.config.settings", **keys}
    command = [sys.executable, str(RUNNER), str(folder)]
    done = subprocess.run(
        command, env={**os.environ, **told, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True
    )
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}, folder


@pytest.mark.parametrize("name", hostile.CORPUS)
def test_a_bad_file_does_no_harm(corpus: tuple[dict[str, Told], Path], name: str) -> None:
    found, folder = corpus
    kept = folder / f"{list(hostile.CORPUS).index(name)}.kept"

    assert found[name]["outcome"] == hostile.CORPUS[name].becomes
    assert found[name]["megabytes"] <= MOST_MEGABYTES
    assert found[name]["seconds"] <= MOST_SECONDS
    assert kept.exists() == (found[name]["outcome"] == hostile.HARMLESS)
    if kept.exists():
        assert not zipfile.is_zipfile(kept)
        assert not re.search(rb"<script|<html", kept.read_bytes(), re.IGNORECASE)


def test_the_measure_above_can_fail(tmp_path: Path) -> None:
    """What unpacks a picture is seen to fill memory."""
    program = (
        "import sys; from PIL import Image; sys.path.insert(0, sys.argv[2]); from hostile_runner import _peak;"
        "Image.MAX_IMAGE_PIXELS = None; before = _peak();"
        "Image.open(sys.argv[1]).convert('RGB').load(); print((_peak() - before) / 1024)"
    )
    picture = tmp_path / "nothing.png"
    picture.write_bytes(hostile.a_png_of_much_nothing())

    command = [sys.executable, "-c", program, str(picture), str(RUNNER.parent)]
    grown = subprocess.run(command, check=True, capture_output=True, text=True)

    assert float(grown.stdout) > MOST_MEGABYTES


@pytest.mark.parametrize("bad", sorted({bad.becomes for bad in hostile.CORPUS.values()} - {hostile.HARMLESS}))
def test_each_refusal_of_the_corpus_is_a_sentence(bad: str) -> None:
    kinds: dict[str, type[Refusal]] = {kind.__name__: kind for kind in SENTENCES}

    assert len(str(SENTENCES[kinds[bad]])) > 20


@pytest.mark.django_db
def test_four_gigabytes_of_zeros_are_refused_at_the_limit(tmp_path: Path, files_dir: Path) -> None:
    zeros = tmp_path / "zeros"
    with zeros.open("wb") as file:
        file.truncate(4 * 2**30)

    with zeros.open("rb") as stream, pytest.raises(storage.FileTooLarge):
        storage.store(stream, name="a.pdf", by=None, at=MONDAY)

    assert [path for path in files_dir.rglob("*") if path.is_file()] == []


def test_a_request_of_four_gigabytes_is_refused_before_it_is_read(world: World) -> None:
    dossier = world.draft("1.013227")

    answer = door("lan").post(f"/drafts/{dossier.uuid}/papers", headers={"Content-Length": str(4 * 2**30)})

    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.content.decode()


def test_a_request_of_ten_thousand_parts_is_refused(world: World) -> None:
    dossier = world.draft("1.013227")
    before = Paper.objects.count()
    files = [SimpleUploadedFile(f"{number}.pdf", b"x") for number in range(10_000)]

    answer = door("lan").post(f"/drafts/{dossier.uuid}/papers", {"item": "gpxd_ban_chinh", "file": files})

    assert answer.status_code == 400
    assert Paper.objects.count() == before


@pytest.mark.parametrize(
    "given",
    [
        "../../../etc/cron.d/motcua",
        "..\\..\\windows\\system32\\giay.pdf",
        "giay\u202efdp.exe",
        "giay\u2066gpj\u2069.exe",
        "a\0b.pdf",
        "x" * 5000 + ".pdf",
        "gia\u0302\u0301y\u0300.pdf",
        "con.pdf\r\nSet-Cookie: a=b",
        "\ud800.pdf",
        ".",
        "..",
    ],
    ids=["up", "up in Windows", "turned", "isolated", "NUL", "overlong", "NFD", "header", "half", "dot", "dots"],
)
def test_a_name_leads_nowhere(world: World, files_dir: Path, given: str) -> None:
    file = storage.store(io.BytesIO(papers.a_pdf()), name=given, by=None, at=MONDAY)

    assert storage.path_of(file.pk).is_relative_to(files_dir)
    kept = StoredFile.objects.get(pk=file.pk).name
    assert kept == name_as_given(given)
    assert len(kept) <= 200
    assert not set(kept) & set("/\\\0\r\n\u202e\u2066\u2069")


def test_a_file_is_what_it_was_when_it_was_looked_at(world: World, settings: Settings) -> None:
    """Replacing it between looking and keeping is not possible: the name it has meanwhile is nobody's to know."""
    seen: list[set[str]] = []

    class Watching(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            seen.append({path.name for path in (Path(settings.FILES_DIR) / "incoming").glob("*")})
            return super().read(size)

    file = storage.store(Watching(papers.a_pdf()), name="a.pdf", by=None, at=MONDAY)

    assert all(str(file.pk) not in names for names in seen)
    assert storage.path_of(file.pk).stat().st_nlink == 1


def test_a_refused_paper_is_told_on_its_page(world: World) -> None:
    dossier = world.draft("1.013227")
    bad = SimpleUploadedFile("giay.pdf", hostile.CORPUS["ZIP behind the PDF"].make())

    answer = door("lan").post(f"/drafts/{dossier.uuid}/papers", {"item": "gpxd_ban_chinh", "file": bad})

    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 422
    assert "Trong tệp có chương trình hoặc tệp khác" in answer.content.decode()
