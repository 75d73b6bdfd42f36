"""The keys of one installation, made once. Without them its people's numbers cannot be read again."""

import base64
import os
import secrets
from pathlib import Path

from launcher.folders import DataFolder
from launcher.trouble import Trouble

NAMES = ("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY")


def key_files(folder: DataFolder) -> dict[str, str]:
    """The environment that names them: `NAME_FILE`, or what the operator has set."""
    return {f"{name}_FILE": str(_key(folder, name)) for name in NAMES if not _is_set(name)}


def _key(folder: DataFolder, name: str) -> Path:
    path = folder.secrets / name.lower()
    if not path.exists():
        _require_fresh(folder, path)
        _make(path)
    return path


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
