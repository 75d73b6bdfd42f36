"""Files at home in a folder of this machine. `bucket.py` does the same five things elsewhere."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from uuid import UUID

from motcua.foundation.files.durable import make_folder, sync_folder
from motcua.foundation.files.ids import key_of
from motcua.foundation.files.incoming import INCOMING, files_dir
from motcua.foundation.files.orphan import Orphan


def keep(temporary: Path, *, file_id: UUID) -> None:
    """Both lie on one file system, so the file appears whole or not at all."""
    final = path_of(file_id)
    make_folder(final.parent)
    temporary.rename(final)
    sync_folder(final.parent)


def reader(file_id: UUID) -> BufferedReader:
    return path_of(file_id).open("rb")


def is_there(file_id: UUID) -> bool:
    return path_of(file_id).exists()


def older_than(moment: float) -> Iterator[Orphan]:
    """Every file that was last written before `moment`, in seconds of the file system's own clock."""
    for path in sorted(files_dir().rglob("*")):
        key = path.relative_to(files_dir())
        if key.parts[0] != INCOMING and path.is_file() and path.stat().st_mtime < moment:
            yield Orphan(key=str(key), size=path.stat().st_size)


def remove(key: str) -> None:
    (files_dir() / key).unlink(missing_ok=True)


def path_of(file_id: UUID) -> Path:
    return files_dir() / key_of(file_id)
