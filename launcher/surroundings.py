"""What the portal's processes are told: where the database, the keys and the files are."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from launcher import keys, postgres
from launcher.environment import PYTHON
from launcher.folders import ROOT, DataFolder
from launcher.postgres_account import wheel_programs
from launcher.trouble import Trouble

OLDEST_SERVER = 150_000
ASK_VERSION = """
import os, psycopg, sys
try:
    print(psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10).info.server_version)
except psycopg.Error as error:
    sys.exit(str(error))
"""
SETTINGS = "motcua.config.settings"
#: The keys of a demonstration are worth nothing, and so is what locks them.
DEMO_SIGNING = {"SIGNING_PASSWORD": "demonstration"}


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
        "SIGNING_KEYS_DIR": str(folder.signing),
        "SIGNING_TRUST": str(folder.trust),
        **(DEMO_SIGNING | {"SIGNING_KEY": str(folder.signing / "office.p12")} if demo else {}),
        **({"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"} if port else {}),
        **_programs(),
        **keys.key_files(folder),
    }
    chosen = ("FILES_DIR", "STATIC_DIR", "PUBLIC_URL", *(name for name in os.environ if name.startswith("SIGNING_")))
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


def require_usable(url: str) -> str:
    """Ask the operator's server for its version: a sentence now instead of a traceback from the first step."""
    told = inherited() | {"DATABASE_URL": url}
    asked = subprocess.run(python("-c", ASK_VERSION), env=told, capture_output=True, text=True, check=False)
    if asked.returncode:
        reason = " ".join(asked.stderr.split()) or "it does not answer."
        raise Trouble(f"The database that DATABASE_URL names cannot be used: {reason}")
    if int(asked.stdout) < OLDEST_SERVER:
        raise Trouble(
            f"The database that DATABASE_URL names is PostgreSQL {int(asked.stdout) // 10_000}: give one that is "
            f"{OLDEST_SERVER // 10_000} or newer, or leave DATABASE_URL out for the one that comes along."
        )
    return url


@contextmanager
def database(folder: DataFolder) -> Iterator[str]:
    """For a command: the address of the operator's server, or of our own, running as long as somebody needs it."""
    keys.ensure(folder)
    if url := own_database_url():
        yield require_usable(url)
        return
    with postgres.borrowed(folder.postgres, kept=folder.path / "run.lock") as server:
        yield server.url


def _programs() -> Mapping[str, str]:
    """For the benchmark and backups: where pgbench and pg_dump are."""
    try:
        return {"POSTGRES_PROGRAMS": str(wheel_programs())}
    except Trouble:
        return {}
