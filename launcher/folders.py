"""Where things lie: the clone, and the data folder of one installation."""

import os
from dataclasses import dataclass
from pathlib import Path

from launcher.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_DATA = ROOT / ".data"
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Everything that one installation must keep: back up this folder and you have it all."""

    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def signing(self) -> Path:
        """The keys with which results and receipts are signed."""
        return self.secrets / "signing"

    @property
    def trust(self) -> Path:
        """The certificates of those whose signatures we believe."""
        return self.secrets / "trust"

    @property
    def static(self) -> Path:
        return self.path / "static"


def data_folder(path: str | None = None) -> DataFolder:
    """The folder named, made if it is not there; others may pass through it, but not look inside."""
    folder = DataFolder(Path(path or os.environ.get("MOTCUA_DATA") or DEFAULT_DATA).expanduser().resolve())
    try:
        folder.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        for private in (folder.log, folder.secrets, folder.files):
            private.mkdir(mode=0o700, exist_ok=True)
        folder.static.mkdir(exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The data folder {folder.path} cannot be made here ({error.strerror}): "
            "give another with --data, one that you may write to."
        ) from error
    _require_own(folder.path)
    return folder


def require_space(path: Path, *, mebibytes: int, purpose: str) -> None:
    """Better a sentence now than a database that stops half-way."""
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    status = os.statvfs(there)
    free = status.f_bavail * status.f_frsize // MEBIBYTE
    if free < mebibytes:
        raise Trouble(
            f"{purpose} needs {mebibytes} MB free on the disk of {there}, and only {free} MB are: "
            "free some space, or give another place with --data."
        )


def _require_own(path: Path) -> None:
    """Two users taking turns on one folder lock each other out of half of its files."""
    owner = path.stat().st_uid
    if owner != os.getuid():
        raise Trouble(
            f"The data folder {path} belongs to another user (number {owner}): "
            "run this as that user, or give a folder of your own with --data."
        )
