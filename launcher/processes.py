"""Starting programs that end when we do, and ending them."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from launcher.trouble import say

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 20 * 2**20


class Running(Protocol):
    """A program that was started, by us or by another command."""

    pid: int

    def poll(self) -> int | None: ...


class Adopted:
    """A program that another process started: it can be watched and signalled, but not waited for."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        return None if is_alive(self.pid) else -1


def is_alive(pid: int) -> bool:
    """Whether the process exists and is more than a zombie that its parent has not buried yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def spawn(
    arguments: Sequence[str], *, log: Path, environment: Mapping[str, str], folder: Path
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own (Ctrl-C reaches us alone), its words going to `log`."""
    keep_small(log)
    with log.open("ab") as output:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGTERM),  # noqa: PLW1509 — the launcher has one thread
        )


def end_with_parent(signal_number: int) -> Callable[[], None]:
    """For `preexec_fn`: should we be killed outright, the kernel sends the child this signal."""
    parent = os.getpid()
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal_number)

    return arrange


def end(running: Running, *, name: str, by: int = signal.SIGTERM, patience: float = 30, insist: bool = False) -> None:
    """Ask it to end, wait for it, and kill what is left: the program itself, or children that it left behind.

    `insist` where a program's children miss the first request while they are still starting.
    """
    with suppress(ProcessLookupError):
        if running.poll() is None:
            os.kill(running.pid, by)
            deadline = time.monotonic() + patience
            while not _ends_within(running, seconds=1) and time.monotonic() < deadline:
                if insist:
                    os.killpg(running.pid, by)
        if running.poll() is None:
            say(f"The {name} did not stop within {patience:.0f} seconds and was killed.")
        os.killpg(running.pid, signal.SIGKILL)
        _ends_within(running, seconds=patience)


def tail(log: Path, *, lines: int = 15) -> str:
    if not log.exists():
        return ""
    with log.open("rb") as text:
        text.seek(max(0, log.stat().st_size - 20_000))
        return "\n".join(text.read().decode(errors="replace").splitlines()[-lines:])


def keep_small(log: Path) -> None:
    """Move a log that has grown aside. Its writer appends, so that emptying it under its hands is safe."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        with log.open("r+b") as text:
            log.with_suffix(".log.1").write_bytes(text.read())
            text.truncate(0)


def _ends_within(running: Running, *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if running.poll() is not None:
            return True
        time.sleep(0.02)
    return False
