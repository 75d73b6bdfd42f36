"""CPU seconds of whole process trees, from /proc: the one figure that a busy machine does not spoil."""

import os
import time
from collections import defaultdict
from pathlib import Path

from bench.database import postmaster

_TICKS = os.sysconf("SC_CLK_TCK")
#: In /proc/PID/stat after the name: parent, then the process's own ticks and those of children that have ended.
_PARENT, _TIMES = 1, slice(11, 15)


def seconds_of(root: int) -> float:
    """Used so far by the process, its living descendants and those that have ended."""
    processes = _processes()
    children: dict[int, list[int]] = defaultdict(list)
    for pid, (parent, _) in processes.items():
        children[parent].append(pid)
    found, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        found += processes.get(pid, (0, 0.0))[1]
        waiting += children[pid]
    return found


class OthersLoad:
    """How many cores were busy with neither us nor the database, since this was made."""

    def __init__(self) -> None:
        self._busy, self._ours, self._began = _busy(), _ours(), time.monotonic()

    def read(self) -> float:
        others = (_busy() - self._busy) - (_ours() - self._ours)
        return round(max(others, 0.0) / (time.monotonic() - self._began), 2)


def _busy() -> float:
    """Seconds of all cores that were neither idle nor waiting for a disk, since the machine started."""
    user, nice, system, _idle, _waiting, *rest = map(int, Path("/proc/stat").read_text(encoding="utf-8").split()[1:11])
    # Guests are in user already.
    return (user + nice + system + sum(rest[:3])) / _TICKS


def _ours() -> float:
    database = postmaster()
    return seconds_of(os.getpid()) + (seconds_of(database) if database else 0.0)


def _processes() -> dict[int, tuple[int, float]]:
    """Parent and seconds by process. One that ends while we look is left out."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = _fields(entry / "stat")
            except (FileNotFoundError, ProcessLookupError):
                continue
            found[int(entry.name)] = (int(fields[_PARENT]), sum(map(int, fields[_TIMES])) / _TICKS)
    return found


def _fields(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
