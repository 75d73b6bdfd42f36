"""Bytes on disk: written once, durable before the row that names them is committed, read back to be believed."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from motcua.foundation.accounts.models import Account
from motcua.foundation.files.accept import accepted_media_type
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.names import name_as_given
from motcua.foundation.refusals import Refusal

#: Under this folder lie files that are still being written; the sweep knows it too.
INCOMING = "incoming"
_CHUNK_BYTES = 256 * 1024


class FileTooLarge(Refusal):
    """A single file has a limit, so that pages stay quick and one person cannot fill the disk."""


class StorageFull(Refusal):
    """The disk has no room left: the file was not kept, and what was kept before is unharmed."""


class FileGone(Refusal):
    """The row is there and the bytes are not: restored from a backup that missed them, or removed by hand."""


class FileChanged(Refusal):
    """The bytes are not those that were handed in: they must not be decided on."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the disk gave back, not what we remember having written."""

    size: int
    sha256: str


def store(stream: Readable, *, name: str, by: Account | None, at: datetime) -> StoredFile:
    """Keep the file if it may be accepted. If the transaction is rolled back, the sweep finds the bytes."""
    file_id = _ordered_id(at)
    final = path_of(file_id)
    with _incoming(file_id) as temporary:
        written = _write(stream, to=temporary)
        media_type = accepted_media_type(temporary).value
        _make_folder(final.parent)
        temporary.rename(final)
    _sync_folder(final.parent)
    return StoredFile.objects.create(
        id=file_id,
        sha256=written.sha256,
        size=written.size,
        media_type=media_type,
        name=name_as_given(name),
        stored_at=at,
        stored_by=by,
    )


def open_file(file: StoredFile) -> BufferedReader:
    try:
        return path_of(file.id).open("rb")
    except FileNotFoundError as problem:
        raise FileGone(name=file.name) from problem


def read_back(file: StoredFile) -> ReadBack:
    """Read every byte again from the disk; the receipt page shows this and not the row."""
    with open_file(file) as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        size = content.tell()
    if digest != file.sha256:
        raise FileChanged(name=file.name)
    return ReadBack(size=size, sha256=digest)


def path_of(file_id: UUID) -> Path:
    """By day, so that a backup of the day is a folder; below it 256 folders by the random end of the id."""
    day = datetime.fromtimestamp((file_id.int >> 80) / 1000, tz=UTC).date()
    return files_dir() / day.isoformat() / file_id.hex[-2:] / str(file_id)


def files_dir() -> Path:
    return Path(settings.FILES_DIR)


def _ordered_id(at: datetime) -> UUID:
    """UUID version 7: 48 bits of milliseconds, then chance. New rows land at the end of the index."""
    milliseconds = int(at.timestamp() * 1000)
    number = milliseconds << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


@contextmanager
def _incoming(file_id: UUID) -> Iterator[Path]:
    """A place to write; whatever is left there when something goes wrong is taken away."""
    folder = files_dir() / INCOMING
    _make_folder(folder)
    temporary = folder / str(file_id)
    try:
        yield temporary
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull from problem
        raise
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _write(stream: Readable, *, to: Path) -> ReadBack:
    """Copy within bounded memory, and stop at the first byte over the limit."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > settings.MAX_PAPER_BYTES:
                raise FileTooLarge(most=settings.MAX_PAPER_BYTES)
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return ReadBack(size=size, sha256=digest.hexdigest())


def _make_folder(folder: Path) -> None:
    """A new folder is durable only once the folder above it is."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
