"""A file that comes in pieces over a bad line. How much has come is asked of the file itself, never of a row.

So it may be cut anywhere, also by a killed server: what reached the disk is there, and the sender goes on behind it.
"""

import fcntl
import hashlib
import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BufferedRandom
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import storage
from motcua.foundation.files.accept import FileEmpty
from motcua.foundation.files.durable import sync_folder
from motcua.foundation.files.incoming import incoming_dir, new_file, refusing_when_full
from motcua.foundation.files.models import StoredFile, Upload
from motcua.foundation.files.sweep import ORPHANED_AFTER_SECONDS

#: Open at once for one person. The oldest gives way: it is one that a closed page has forgotten.
MOST_OPEN = 8
#: Small: what a broken line has brought of a chunk is lost, since the server hands it over whole.
_CHUNK_BYTES = 16 * 1024


class UploadGone(Exception):
    """Its bytes were given up after a day, or it was taken back."""


class OffsetDiffers(Exception):
    """The piece does not begin where the file ends."""


class BeingWritten(Exception):
    """Another connection writes to it, perhaps one that is dead and does not know."""


class MoreThanAnnounced(Exception):
    """The pieces are longer than the whole was said to be."""


class DigestDiffers(Exception):
    """The piece was changed on its way; it was taken off again."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What the sender says the piece hashes to."""

    algorithm: str
    value: str


def begin(account: Account, *, subject: UUID, item: str, name: str, size: int, at: datetime) -> Upload:
    """Raises FileEmpty, FileTooLarge."""
    if size < 1:
        raise FileEmpty
    if size > settings.MAX_PAPER_BYTES:
        raise storage.FileTooLarge(most=settings.MAX_PAPER_BYTES)
    for oldest in Upload.objects.filter(account=account, kept_at=None).order_by("-begun_at")[MOST_OPEN - 1 :]:
        drop(oldest)
    upload = Upload(account=account, subject=subject, item=item, name=name, size=size, begun_at=at)
    with refusing_when_full(), new_file(_path(upload)):
        sync_folder(_path(upload).parent)
    upload.save(force_insert=True)
    return upload


def offset(upload: Upload) -> int:
    """How much has come."""
    return upload.size if upload.kept_at else _stat(upload).st_size


def expires_at(upload: Upload) -> datetime:
    """A day after the last byte."""
    changed = upload.kept_at or datetime.fromtimestamp(_stat(upload).st_mtime, tz=UTC)
    return changed + timedelta(seconds=ORPHANED_AFTER_SECONDS)


def append(upload: Upload, piece: storage.Readable, *, at_offset: int, digest: Digest | None = None) -> int:
    """Write the piece behind what is there and give the new offset; what came before a line broke is kept.

    Raises UploadGone, OffsetDiffers, BeingWritten, MoreThanAnnounced, DigestDiffers.
    """
    if upload.kept_at:
        raise OffsetDiffers
    with _locked(upload) as file:
        if file.seek(0, os.SEEK_END) != at_offset:
            raise OffsetDiffers
        try:
            _copy(piece, to=file, upto=upload.size, digest=digest)
        except (MoreThanAnnounced, DigestDiffers):
            file.truncate(at_offset)
            raise
        return file.seek(0, os.SEEK_END)


def finish(upload: Upload, *, at: datetime) -> StoredFile:
    """Accept the whole file as any other, or drop it with the Refusal that says why. Call it in a transaction."""
    try:
        stored = storage.store_written(_path(upload), name=upload.name, by=upload.account, at=at)
    except FileNotFoundError as problem:
        raise UploadGone from problem
    upload.kept_at = at
    upload.save(update_fields=["kept_at"])
    transaction.on_commit(partial(_path(upload).unlink, missing_ok=True))
    return stored


def drop(upload: Upload) -> None:
    _path(upload).unlink(missing_ok=True)
    upload.delete()


@contextmanager
def _locked(upload: Upload) -> Iterator[BufferedRandom]:
    """The lock is the kernel's and ends with the process that held it."""
    with refusing_when_full(), _opened(upload) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise BeingWritten from problem
        try:
            yield file
        finally:
            file.flush()
            os.fsync(file.fileno())


def _copy(piece: storage.Readable, *, to: BufferedRandom, upto: int, digest: Digest | None) -> None:
    seen = hashlib.new(digest.algorithm, usedforsecurity=False) if digest else None
    while chunk := piece.read(_CHUNK_BYTES):
        if to.tell() + len(chunk) > upto:
            raise MoreThanAnnounced
        to.write(chunk)
        if seen:
            seen.update(chunk)
    if seen and digest and b64encode(seen.digest()).decode() != digest.value:
        raise DigestDiffers


def _opened(upload: Upload) -> BufferedRandom:
    try:
        return _path(upload).open("r+b")
    except FileNotFoundError as problem:
        raise UploadGone from problem


def _stat(upload: Upload) -> os.stat_result:
    try:
        return _path(upload).stat()
    except FileNotFoundError as problem:
        raise UploadGone from problem


def _path(upload: Upload) -> Path:
    return incoming_dir() / str(upload.pk)
