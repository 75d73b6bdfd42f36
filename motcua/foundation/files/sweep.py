"""Bytes that no row names: an upload whose transaction was rolled back, or a writer that was killed."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from motcua.foundation.files import storage
from motcua.foundation.files.incoming import INCOMING, files_dir
from motcua.foundation.files.models import StoredFile, Upload
from motcua.foundation.files.orphan import Orphan

#: Longer than any transaction lasts: a younger file may still be waiting for its row. An upload that nobody went on
#: with for so long is given up.
ORPHANED_AFTER_SECONDS = 24 * 3600
#: Rows asked for in one query.
_AT_ONCE = 1000


def orphans(*, now: float) -> Iterator[Orphan]:
    """`now` is the file system's time in seconds: the age is that of the file and not of a legal act."""
    before = now - ORPHANED_AFTER_SECONDS
    yield from half_written(before=before)
    old = storage.home().older_than(before)
    while some := list(islice(old, _AT_ONCE)):
        named = _named(some)
        yield from (each for each in some if _name(each) not in named)


def half_written(*, before: float) -> Iterator[Orphan]:
    """What lies among the incoming files and has not grown since."""
    for path in sorted((files_dir() / INCOMING).glob("*")):
        with suppress(FileNotFoundError):
            stat = path.stat()
            if stat.st_mtime < before:
                yield Orphan(key=f"{INCOMING}/{path.name}", size=stat.st_size)


def give_up_half_written(*, before: float) -> None:
    for orphan in half_written(before=before):
        remove(orphan)


def forget_uploads(*, at: datetime) -> None:
    """Rows of uploads whose bytes have been kept, or given up, a day ago."""
    begun_long_ago = at - timedelta(seconds=ORPHANED_AFTER_SECONDS)
    for upload in Upload.objects.filter(begun_at__lt=begun_long_ago).iterator():
        if upload.kept_at or not (files_dir() / INCOMING / str(upload.pk)).exists():
            upload.delete()


def remove(orphan: Orphan) -> None:
    if orphan.key.startswith(f"{INCOMING}/"):
        (files_dir() / orphan.key).unlink(missing_ok=True)
    else:
        storage.home().remove(orphan.key)


def _name(orphan: Orphan) -> str:
    return orphan.key.rpartition("/")[2]


def _named(found: list[Orphan]) -> set[str]:
    ids = []
    for orphan in found:
        with suppress(ValueError):
            ids.append(UUID(_name(orphan)))
    return {str(pk) for pk in StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
