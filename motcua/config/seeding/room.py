"""How much disk the dossiers need, and whether it is there."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

#: Tables with their indexes: 7,008 measured on one million, and a little more for what comes.
BYTES_PER_DOSSIER = 8_000
#: The write-ahead log of so many, until it has grown to what PostgreSQL keeps of it at most.
LOG_BYTES_PER_DOSSIER, MOST_LOG_BYTES = 16_000, 2 * 2**30
#: What must be left, so that nothing else stops.
BYTES_ALWAYS_FREE = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Room:
    """`place` says whose disk was looked at: that of the database where it runs on this machine, else this one's."""

    needed: int
    free: int
    place: str

    @property
    def is_enough(self) -> bool:
        return self.free >= self.needed

    def __str__(self) -> str:
        return f"{_gigabytes(self.needed)} needed, {_gigabytes(self.free)} free on {self.place}"


def room_for(dossiers: int) -> Room:
    folder = _data_folder()
    status = os.statvfs(folder or Path.cwd())
    place = (
        f"the database's disk ({folder.resolve()})" if folder else "this program's disk (the database runs elsewhere)"
    )
    needed = dossiers * BYTES_PER_DOSSIER + min(dossiers * LOG_BYTES_PER_DOSSIER, MOST_LOG_BYTES) + BYTES_ALWAYS_FREE
    return Room(needed=needed, free=status.f_bavail * status.f_frsize, place=place)


def _data_folder() -> Path | None:
    """A PostgreSQL process works inside its data folder. Only one reached by a socket file is surely here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
        pid, by_socket = cursor.fetchone()
    folder = Path(f"/proc/{pid}/cwd")
    try:
        return folder if by_socket and (folder / "PG_VERSION").exists() else None
    except OSError:
        return None


def _gigabytes(count: int) -> str:
    return f"{count / 2**30:.1f} GB"
