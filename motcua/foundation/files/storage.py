"""Files kept: written once, durable before the row that names them is committed, read back to be believed."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom, BufferedReader
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import bucket, folder
from motcua.foundation.files.accept import opened
from motcua.foundation.files.folder import path_of
from motcua.foundation.files.ids import ordered_id
from motcua.foundation.files.incoming import StorageFull, files_dir, new_file, place_to_write
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.foundation.files.names import name_as_given
from motcua.foundation.files.orphan import Orphan
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note

__all__ = ["FileChanged", "FileGone", "FileTooLarge", "StorageFull", "files_dir", "path_of", "read_back", "store"]

CHUNK_BYTES = 256 * 1024


class FileTooLarge(Refusal):
    """A single file has a limit, so that pages stay quick and one person cannot fill the disk."""


class FileGone(Refusal):
    """The row is there and the bytes are not: restored from a backup that missed them, or removed by hand."""


class FileChanged(Refusal):
    """The bytes are not those that were handed in: they must not be decided on."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Home(Protocol):
    """Where files lie: `folder.py` or `bucket.py`."""

    def keep(self, temporary: Path, *, file_id: UUID) -> None: ...
    def reader(self, file_id: UUID) -> BufferedReader: ...
    def is_there(self, file_id: UUID) -> bool: ...
    def older_than(self, moment: float) -> Iterator[Orphan]: ...
    def remove(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the disk gave back, not what we remember having written."""

    size: int
    sha256: str


def most_bytes() -> int:
    return int(settings.MAX_PAPER_BYTES)


def home() -> Home:
    return bucket if settings.FILES_URL else folder


def store(stream: Readable, *, name: str, by: Account | None, at: datetime, from_outside: bool = False) -> StoredFile:
    """Keep the file if it may be accepted. If the transaction is rolled back, the sweep finds the bytes.

    `from_outside`: another system brought it, and no account of ours; it is scanned like what a person hands in.
    """
    with _refusals_told(by, at=at), place_to_write() as temporary:
        write(stream, to=temporary)
        return _keep(temporary, name=name, by=by, at=at, is_scanned=from_outside or by is not None)


def store_written(path: Path, *, name: str, by: Account | None, at: datetime) -> StoredFile:
    """The same for a file that lies in the incoming folder already, which stays there."""
    with _refusals_told(by, at=at), place_to_write() as temporary:
        os.link(path, temporary)
        return _keep(temporary, name=name, by=by, at=at, is_scanned=by is not None)


@contextmanager
def _refusals_told(by: Account | None, *, at: datetime) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        note(Event.UPLOAD_REFUSED, at=at, account_id=by.pk if by else None, reason=type(refusal).__name__)
        raise


def write(stream: Readable, *, to: Path) -> None:
    """Copy within bounded memory, and stop at the first byte over the limit."""
    size = 0
    with new_file(to) as target:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > settings.MAX_PAPER_BYTES:
                raise FileTooLarge(most=settings.MAX_PAPER_BYTES)
            target.write(chunk)


def open_file(file: StoredFile) -> BufferedReader:
    try:
        return home().reader(file.id)
    except FileNotFoundError as problem:
        raise FileGone(name=file.name) from problem


def is_there(file: StoredFile) -> bool:
    return home().is_there(file.id)


def read_back(file: StoredFile) -> ReadBack:
    """Read every byte again from the disk; the receipt page shows this and not the row."""
    with open_file(file) as content:
        found = _digested(content)
    if found.sha256 != file.sha256:
        raise FileChanged(name=file.name)
    return found


def _keep(temporary: Path, *, name: str, by: Account | None, at: datetime, is_scanned: bool) -> StoredFile:
    accepted, file_id = opened(temporary), ordered_id(at)
    with temporary.open("r+b") as content:
        # What hangs behind the end of a picture is no part of it, and may be a file of another kind.
        content.truncate(accepted.size)
        os.fsync(content.fileno())
        written = _digested(content)
    home().keep(temporary, file_id=file_id)
    file = StoredFile.objects.create(
        id=file_id,
        sha256=written.sha256,
        size=written.size,
        media_type=accepted.media_type.value,
        name=name_as_given(name),
        stored_at=at,
        stored_by=by,
        scan_state=ScanState.WAITING if is_scanned and settings.CLAMD_ADDRESS else ScanState.NOT_CONFIGURED,
    )
    if file.scan_state == ScanState.WAITING:
        enqueue("files.scan", file_id=file.id.int)
    return file


def _digested(content: BufferedReader | BufferedRandom) -> ReadBack:
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    return ReadBack(size=content.tell(), sha256=digest)
