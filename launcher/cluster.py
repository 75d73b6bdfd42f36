"""PostgreSQL's data folder: made whole or not at all, owned by whoever runs the server, opened to nobody else."""

import os
import shutil
import subprocess
from pathlib import Path

from launcher.folders import require_space
from launcher.postgres_account import Account
from launcher.trouble import Trouble, say

SUPERUSER = "postgres"
#: Owns the portal's database and is no superuser: what breaks into the portal does not get the server.
ROLE = "motcua"
DATABASE = "motcua"
MADE_WITH = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    # Built in since version 17: the right lower case for Đ and Ặ, whatever languages the machine has.
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--data-checksums",
    "--auth=peer",
)
#: Only the user who runs the launcher gets in, told by the kernel; nothing listens on the network.
HBA = "local all all peer map=launcher\n"
MISSING = f"""
SELECT 'CREATE ROLE {ROLE} LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') \\gexec
SELECT 'CREATE DATABASE {DATABASE} OWNER {ROLE}'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
"""  # noqa: S608 — both names are the constants above


def prepare(data: Path, *, account: Account, quick: bool) -> None:
    """Have a data folder that this server can open."""
    if not (data / "PG_VERSION").exists():
        _make(data, account=account, quick=quick)
    _require_version(data, account=account)
    _give(data, owner=account.owner)
    _write(data / "pg_hba.conf", HBA, owner=account.owner)
    callers = "".join(f"launcher {caller} all\n" for caller in account.callers)
    _write(data / "pg_ident.conf", callers, owner=account.owner)


def have_database(*, programs: Path, socket: Path) -> None:
    """Make the portal's role and database where they are missing."""
    psql = (
        str(programs / "psql"),
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        str(socket),
        "-U",
        SUPERUSER,
        "-d",
        "postgres",
    )
    done = subprocess.run(psql, input=MISSING, capture_output=True, text=True, env=surroundings(), check=False)
    if done.returncode:
        raise Trouble(f"The database could not be made: {done.stderr.strip()}")


def identity(data: Path) -> str:
    """PostgreSQL's own number of this data folder: the first eight bytes of its control file."""
    return (data / "global/pg_control").read_bytes()[:8].hex()


def surroundings() -> dict[str, str]:
    """Not ours: PGHOST and its kin would lead the programs elsewhere, a language would change their words."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _make(data: Path, *, account: Account, quick: bool) -> None:
    """In a folder beside it, renamed at the end: a power cut half-way leaves nothing that looks like a database."""
    require_space(data.parent, mebibytes=200, purpose="The database")
    say("Making the database…")
    making = data.with_name(data.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    _give(making, owner=account.owner)
    command = (*account.wrapper, str(account.programs / "initdb"), *MADE_WITH, "-D", account.data_argument(making))
    done = subprocess.run(
        (*command, *(("--no-sync",) if quick else ())),
        cwd=making,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )
    if done.returncode:
        raise Trouble(f"PostgreSQL could not make its data folder {data}: {done.stderr.strip()}")
    shutil.rmtree(data, ignore_errors=True)
    making.rename(data)


def _require_version(data: Path, *, account: Account) -> None:
    theirs = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    version = subprocess.run(
        (str(account.programs / "postgres"), "--version"), capture_output=True, text=True, check=True
    )
    ours = version.stdout.split()[2].partition(".")[0]
    if theirs != ours:
        raise Trouble(
            f"The data folder {data} was made by PostgreSQL {theirs} and this program brings PostgreSQL {ours}: "
            "take a dump with the program that made it (pg_dumpall), move the folder away, start this, and read it in."
        )


def _give(folder: Path, *, owner: int) -> None:
    """Only root ever has to: it may lend another name to the server than it did the last time."""
    if folder.stat().st_uid == owner:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, -1, follow_symlinks=False)


def _write(path: Path, text: str, *, owner: int) -> None:
    path.write_text(text, encoding="utf-8")
    os.chown(path, owner, -1)
