"""Bytes that no row names: an upload whose transaction was rolled back, or a writer that was killed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.storage import INCOMING, files_dir

#: Longer than any transaction lasts: a younger file may still be waiting for its row.
ORPHANED_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Orphan:
    path: Path
    size: int


def orphans(*, now: float) -> Iterator[Orphan]:
    """`now` is the file system's time in seconds: the age is that of the file and not of a legal act."""
    for folder in sorted(path for path in files_dir().rglob("*") if path.is_dir()):
        yield from _orphans_in(folder, before=now - ORPHANED_AFTER_SECONDS)


def _orphans_in(folder: Path, *, before: float) -> Iterator[Orphan]:
    found = {path: path.stat() for path in sorted(folder.iterdir()) if path.is_file()}
    old = {path: stat.st_size for path, stat in found.items() if stat.st_mtime < before}
    named = set() if folder.name == INCOMING else _named(old)
    for path, size in old.items():
        if path.name not in named:
            yield Orphan(path=path, size=size)


def _named(paths: dict[Path, int]) -> set[str]:
    ids = []
    for path in paths:
        with suppress(ValueError):
            ids.append(UUID(path.name))
    return {str(pk) for pk in StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
