"""Files that people hand in: kept whole, read back from the disk, given out so that they can do nothing."""

import errno
import hashlib
import io
import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import RFC_4122

import pikepdf
import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.names import name_as_given, name_for_download
from motcua.foundation.files.response import download
from motcua.foundation.files.storage import FileChanged, FileGone, FileTooLarge, StorageFull
from tests.papers import a_pdf, a_picture

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def kept(content: bytes, *, name: str = "giay.pdf") -> StoredFile:
    return storage.store(io.BytesIO(content), name=name, by=None, at=AT)


def on_disk(files_dir: Path) -> list[Path]:
    return [path for path in files_dir.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_pdf(), "application/pdf"),
        (a_pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate), "application/pdf"),
        (a_picture("JPEG"), "image/jpeg"),
        (a_picture("PNG"), "image/png"),
    ],
)
def test_a_paper_is_kept_with_its_digest(content: bytes, media_type: str) -> None:
    file = kept(content, name="giay.bin")

    assert (file.media_type, file.size, file.sha256) == (media_type, len(content), hashlib.sha256(content).hexdigest())
    assert StoredFile.objects.get(pk=file.pk).name == "giay.bin"
    with storage.open_file(file) as again:
        assert again.read() == content


def test_what_is_shown_as_kept_is_read_from_the_disk() -> None:
    file = kept(a_pdf())

    assert storage.read_back(file) == storage.ReadBack(size=file.size, sha256=file.sha256)


def test_a_file_that_is_gone_is_said_to_be_gone() -> None:
    file = kept(a_pdf())
    storage.path_of(file.id).unlink()

    with pytest.raises(FileGone):
        storage.read_back(file)
    with pytest.raises(FileGone):
        download(file)


def test_a_file_that_was_touched_is_not_believed() -> None:
    file = kept(a_pdf())
    with storage.path_of(file.id).open("ab") as content:
        content.write(b" ")

    with pytest.raises(FileChanged):
        storage.read_back(file)


def test_ids_are_ordered_by_time_and_say_where_the_file_is(files_dir: Path) -> None:
    earlier = kept(a_pdf())
    later = storage.store(io.BytesIO(a_pdf()), name="b.pdf", by=None, at=AT.replace(hour=3))

    assert earlier.id < later.id
    assert (earlier.id.version, earlier.id.variant) == (7, RFC_4122)
    assert storage.path_of(earlier.id).relative_to(files_dir).parts[0] == "2026-11-19"


def test_only_we_can_read_the_folder(files_dir: Path) -> None:
    file = kept(a_pdf())

    assert storage.path_of(file.id).stat().st_mode & 0o077 == 0
    assert files_dir.stat().st_mode & 0o077 == 0


class Endless:
    """A sender that never stops; it remembers how much was taken from it."""

    taken = 0

    def read(self, size: int, /) -> bytes:
        self.taken += size
        return b"%PDF-" + b" " * (size - 5)


def test_a_file_over_the_limit_is_refused_before_it_is_all_read(settings: Settings, files_dir: Path) -> None:
    settings.MAX_PAPER_BYTES = 2**20
    sender = Endless()

    with pytest.raises(FileTooLarge) as refused:
        storage.store(sender, name="a.pdf", by=None, at=AT)

    assert refused.value.facts == {"most": 2**20}
    assert sender.taken < 2 * 2**20
    assert on_disk(files_dir) == []


class FullDisk:
    def read(self, _: int, /) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_a_sentence(files_dir: Path) -> None:
    with pytest.raises(StorageFull):
        storage.store(FullDisk(), name="a.pdf", by=None, at=AT)

    assert on_disk(files_dir) == []


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("Giấy khai sinh.pdf", "Giấy khai sinh.pdf"),
        ("Gia\u0302\u0301y.pdf", "Giấy.pdf"),
        ("C:\\Users\\Lan\\giay.pdf", "giay.pdf"),
        ("../../etc/passwd", "passwd"),
        ("giay\u202efdp.exe", "giayfdp.exe"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("   ", "tệp"),
        ("", "tệp"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_it_could_do(given: str, kept_as: str) -> None:
    assert name_as_given(given) == kept_as


def test_a_file_is_never_saved_under_a_name_that_runs() -> None:
    assert name_for_download("giay.bat", media_type="image/jpeg") == "giay.bat.jpg"
    assert name_for_download("giay.JPEG", media_type="image/jpeg") == "giay.JPEG"


def test_a_download_can_do_nothing_in_the_browser() -> None:
    file = kept(a_pdf(), name="Giấy chứng sinh.pdf")

    with closing(download(file)) as response:
        sent = response.getvalue()

    assert len(sent) == file.size
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(file.size)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"


@pytest.fixture
def swept(files_dir: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    def sweep(*arguments: str) -> list[str]:
        call_command("sweep_files", "--json", *arguments)
        return [Path(path).name for path in json.loads(capsys.readouterr().out)["files"]]

    return sweep


def two_days_ago(path: Path) -> None:
    moment = time.time() - 2 * 24 * 3600
    os.utime(path, (moment, moment))


def test_the_sweep_takes_what_no_row_names_and_nothing_else(files_dir: Path, swept: Callable[..., list[str]]) -> None:
    named = kept(a_pdf())
    with transaction.atomic():
        lost = kept(a_pdf())
        transaction.set_rollback(True)
    half_written = files_dir / "incoming" / str(lost.id)
    half_written.write_bytes(b"%PDF-")
    for path in on_disk(files_dir):
        two_days_ago(path)
    recent = kept(a_pdf())
    StoredFile.objects.filter(pk=recent.pk).delete()

    assert sorted(swept()) == [str(lost.id)] * 2
    assert len(on_disk(files_dir)) == 4
    swept("--remove")

    assert swept() == []
    assert sorted(path.name for path in on_disk(files_dir)) == sorted([str(named.id), str(recent.id)])
