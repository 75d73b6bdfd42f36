"""Files at home in a bucket that speaks S3. Does what `folder.py` does; a put that was answered is durable."""

import io
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import obstore
from django.conf import settings
from obstore.store import S3Store

from motcua.foundation.files.ids import key_of
from motcua.foundation.files.orphan import Orphan

if TYPE_CHECKING:
    from obstore.store import S3Config


class BucketDiffers(OSError):
    """The bucket holds another number of bytes than we sent: nothing may name the file."""


def keep(temporary: Path, *, file_id: UUID) -> None:
    key = key_of(file_id)
    with temporary.open("rb") as content:
        obstore.put(_bucket(), key, content)
    if obstore.head(_bucket(), key)["size"] != temporary.stat().st_size:
        raise BucketDiffers(key)


def reader(file_id: UUID) -> io.BufferedReader:
    return io.BufferedReader(_Content(key_of(file_id)))


def is_there(file_id: UUID) -> bool:
    try:
        obstore.head(_bucket(), key_of(file_id))
    except FileNotFoundError:
        return False
    return True


def older_than(moment: float) -> Iterator[Orphan]:
    for found in obstore.list(_bucket()):
        for each in found:
            if each["last_modified"].timestamp() < moment:
                yield Orphan(key=each["path"], size=each["size"])


def remove(key: str) -> None:
    obstore.delete(_bucket(), key)


class _Content(io.RawIOBase):
    """The library's reader as Python's own kind of file, which responses and digests understand."""

    def __init__(self, key: str) -> None:
        self._content = obstore.open_reader(_bucket(), key)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        room = memoryview(into).cast("B")
        read = memoryview(self._content.read(len(room)))
        room[: len(read)] = read
        return len(read)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._content.seek(offset, whence)

    def tell(self) -> int:
        return self._content.tell()


def _bucket() -> S3Store:
    return _opened(settings.FILES_URL, settings.FILES_ENDPOINT, settings.FILES_ACCESS_KEY, settings.FILES_SECRET_KEY)


@cache
def _opened(url: str, endpoint: str, access_key: str, secret_key: str) -> S3Store:
    """One for the process: it keeps its connections. Plain HTTP only where the endpoint itself says so."""
    where: S3Config = {"endpoint": endpoint} if endpoint else {}
    return S3Store.from_url(
        url,
        config=where,
        region=settings.FILES_REGION,
        access_key_id=access_key,
        secret_access_key=secret_key,
        client_options={"allow_http": endpoint.startswith("http:"), "timeout": "60s"},
    )
