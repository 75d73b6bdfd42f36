"""The keys of one installation, made once. Without them its people's numbers cannot be read again."""

import base64
import os
import secrets
from pathlib import Path

from launcher import locks
from launcher.folders import DataFolder
from launcher.trouble import Trouble

NAMES = ("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY")


def ensure(folder: DataFolder) -> None:
    """Before there is a database, so that one without keys is known to have lost them."""
    with locks.only_one(folder.path / "keys.lock"):
        for path in map(Path, key_files(folder).values()):
            if not path.exists():
                _require_fresh(folder, path)
                _make(path)


def key_files(folder: DataFolder) -> dict[str, str]:
    """The environment that names them, but for what the operator has set."""
    return {f"{name}_FILE": str(folder.secrets / name.lower()) for name in NAMES if not _is_set(name)}


def _require_fresh(folder: DataFolder, path: Path) -> None:
    """A new key beside old data would look like success, and lose every number that the old one sealed."""
    if (folder.postgres / "PG_VERSION").exists():
        raise Trouble(
            f"The key {path} is gone, and the data in {folder.path} cannot be read without it: "
            "put it back from your backup."
        )


def _make(path: Path) -> None:
    making = path.with_suffix(".new")
    descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as key:
        key.write(base64.urlsafe_b64encode(secrets.token_bytes(32)) + b"\n")
        key.flush()
        os.fsync(key.fileno())
    making.rename(path)


def _is_set(name: str) -> bool:
    return name in os.environ or f"{name}_FILE" in os.environ
