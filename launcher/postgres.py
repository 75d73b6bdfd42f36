"""Our own PostgreSQL: started, found running, repaired after a crash, shared between commands, stopped."""

import hashlib
import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher import cluster, locks, processes
from launcher.folders import require_space
from launcher.postgres_account import Account, account_for, wheel_programs
from launcher.postgres_settings import QUICK, settings
from launcher.processes import Adopted, Running
from launcher.trouble import Trouble, say

LONGEST_SOCKET = 107
SOCKET_NAME = ".s.PGSQL.5432"
#: The children of a server that was killed notice it, and go.
GONE_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    data: Path
    socket: Path
    running: Running

    @property
    def url(self) -> str:
        return f"postgresql://{cluster.ROLE}@/{cluster.DATABASE}?host={quote(str(self.socket))}"


def start(data: Path, *, quick: bool = False, dies_with_us: bool = True) -> Server:
    """A server that answers: the one that runs on this folder already, or a new one."""
    with locks.only_one(_gate(data)):
        while True:
            server = _found(data) or _started(data, quick=quick, dies_with_us=dies_with_us)
            try:
                cluster.have_database(programs=wheel_programs(), socket=server.socket)
            except Trouble:
                if server.running.poll() is None:
                    raise
            else:
                return server


def stop(server: Server) -> None:
    """Let no new work in, break off the old, write everything down."""
    processes.end(server.running, name="database", by=signal.SIGINT, patience=120)


@contextmanager
def borrowed(data: Path, *, kept: Path) -> Iterator[Server]:
    """For a short command: use the server that is there, or start one and stop it after the last of us.

    Whoever holds the lock `kept` keeps the server for itself.
    """
    users = data.with_name(data.name + ".users")
    with ExitStack() as afterwards, locks.shared(users):
        server = start(data, dies_with_us=False)
        afterwards.callback(_stop_after_the_last, server, keepers=(kept, users))
        yield server


def words(data: Path) -> str:
    """The end of the server's newest log."""
    logs = sorted((data / "log").glob("*.log"), key=lambda log: log.stat().st_mtime)
    return processes.tail(logs[-1] if logs else _first_words(data))


def _stop_after_the_last(server: Server, *, keepers: Iterable[Path]) -> None:
    with locks.only_one(_gate(server.data)):
        if not any(map(locks.is_held, keepers)):
            stop(server)


def _found(data: Path) -> Server | None:
    """PostgreSQL writes down who it is; believe it only when the process is still a PostgreSQL in this folder."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid, socket = int(lines[0]), Path(lines[4])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if pid not in _postgres_in(data):
        return None
    server = Server(data, socket, Adopted(pid))
    try:
        _wait_until_ready(server)
    except Trouble:
        return None  # It was on its way out.
    return server


def _started(data: Path, *, quick: bool, dies_with_us: bool) -> Server:
    account = account_for(data)
    cluster.prepare(data, account=account, quick=quick)
    require_space(data, mebibytes=100, purpose="The database")
    _require_nobody_in(data)
    return _launched(data, account=account, quick=quick, dies_with_us=dies_with_us)


def _require_nobody_in(data: Path) -> None:
    """The children of a server that was killed may still be at the data; a new server must not join them."""
    deadline = time.monotonic() + GONE_WITHIN
    while workers := _postgres_in(data):
        if time.monotonic() > deadline:
            raise Trouble(
                f"Another PostgreSQL is at work in {data} (processes {', '.join(map(str, workers))}) "
                "and does not answer: end it, or give another folder with --data."
            )
        time.sleep(0.05)


def _launched(data: Path, *, account: Account, quick: bool, dies_with_us: bool) -> Server:
    socket = _socket_folder(data, account=account)
    # Left by a server that was killed; its number may be another program's by now, and PostgreSQL would not start.
    for left in (data / "postmaster.pid", socket / SOCKET_NAME, socket / f"{SOCKET_NAME}.lock"):
        left.unlink(missing_ok=True)
    chosen = settings(socket=socket) | (QUICK if quick else {})
    _first_words(data).unlink(missing_ok=True)
    with _first_words(data).open("ab") as output:
        process = subprocess.Popen(
            (
                *account.wrapper,
                str(account.programs / "postgres"),
                *("-D", account.data_argument(data)),
                *(f"--{name}={value}" for name, value in chosen.items()),
            ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=cluster.surroundings(),
            cwd=data,
            start_new_session=True,
            preexec_fn=processes.end_with_parent(signal.SIGINT) if dies_with_us else None,  # noqa: PLW1509 — one thread
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
    server = Server(data, socket, process)
    try:
        _wait_until_ready(server)
    except BaseException:
        stop(server)
        raise
    return server


def _wait_until_ready(server: Server) -> None:
    """As long as it takes: repairing after a crash may be long, and is progress."""
    began = said = time.monotonic()
    while not _says_ready(server):
        if server.running.poll() is not None:
            raise Trouble(_why_not(server.data))
        if time.monotonic() - said > 5:  # noqa: PLR2004 — seconds between two sentences
            said = time.monotonic()
            say(f"The database is repairing itself after a crash; it has been at it for {said - began:.0f} seconds…")
        time.sleep(0.01)


def _says_ready(server: Server) -> bool:
    try:
        lines = (server.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(server.running.pid) and lines[7].strip() == "ready"  # noqa: PLR2004 — eighth line


def _why_not(data: Path) -> str:
    last = processes.tail(_first_words(data), lines=5) + "\n" + words(data)
    if "No space left on device" in last:
        return f"The disk of {data} is full, so that the database cannot start: free some space and start again."
    return f"The database did not start. Its last words, from {data}:\n{last.strip()}"


def _gate(data: Path) -> Path:
    """Starting and stopping happen one at a time."""
    return data.with_name(data.name + ".lock")


def _first_words(data: Path) -> Path:
    """What it says before it opens its own log."""
    return data.with_name(data.name + ".start.log")


def _postgres_in(data: Path) -> list[int]:
    """The numbers of all server processes that work in this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").samefile(data) and (process / "exe").readlink().name.startswith("postgres"):
                found.append(int(process.name))
    return found


def _socket_folder(data: Path, *, account: Account) -> Path:
    """Beside the data; in a private temporary folder when that path is too long, or closed to the server."""
    folder = data.with_name(data.name + ".socket")
    if not account.enters_by_path or len(os.fsencode(folder / SOCKET_NAME)) > LONGEST_SOCKET:
        mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"motcua-{os.getuid()}-{mark}"
        if len(os.fsencode(folder / SOCKET_NAME)) > LONGEST_SOCKET:
            folder = Path("/tmp") / folder.name  # noqa: S108 — made private, and refused when it is not ours
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.getuid(), account.owner}:
        raise Trouble(f"The folder {folder} was not made by this program: remove it, and start again.")
    os.chown(folder, account.owner, -1)
    folder.chmod(0o700)
    return folder
