"""What the portal's processes are told: where the database, the keys and the files are."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from launcher import keys, postgres
from launcher.environment import PYTHON
from launcher.folders import ROOT, DataFolder
from launcher.postgres_account import wheel_programs
from launcher.trouble import Trouble

SETTINGS = "motcua.config.settings"


def surroundings(folder: DataFolder, *, database_url: str, demo: bool, port: int = 0) -> dict[str, str]:
    own = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        # The code of this clone, in whichever folder we are called.
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": database_url,
        "FILES_DIR": str(folder.files),
        "STATIC_DIR": str(folder.static),
        "DEMO": "1" if demo else "0",
        **({"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"} if port else {}),
        **_programs(),
        **keys.key_files(folder),
    }
    chosen = ("FILES_DIR", "STATIC_DIR", "PUBLIC_URL")
    return inherited() | own | {name: os.environ[name] for name in chosen if name in os.environ}


def inherited() -> dict[str, str]:
    """The operator's own settings pass; PGHOST and its kin would send a socket's user somewhere else."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def python(*arguments: str) -> tuple[str, ...]:
    return (str(PYTHON), *arguments)


def django(*arguments: str) -> tuple[str, ...]:
    return python("-m", "django", *arguments)


def own_database_url() -> str | None:
    """The operator's server, when they have one."""
    return os.environ.get("DATABASE_URL") or None


@contextmanager
def database(folder: DataFolder) -> Iterator[str]:
    """For a command: the address of the operator's server, or of our own, running as long as somebody needs it."""
    keys.ensure(folder)
    if url := own_database_url():
        yield url
        return
    with postgres.borrowed(folder.postgres, kept=folder.path / "run.lock") as server:
        yield server.url


def _programs() -> Mapping[str, str]:
    """For the benchmark and backups: where pgbench and pg_dump are."""
    try:
        return {"POSTGRES_PROGRAMS": str(wheel_programs())}
    except Trouble:
        return {}
