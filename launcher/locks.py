"""File locks: the kernel lets go of them when their holder dies, so none is ever left behind."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOKS = 3


class Held(Exception):
    """Somebody else holds the lock. Carries the note that they left in the file."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Wait for our turn."""
    with _opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def taken(path: Path, *, note: str = "") -> Iterator[None]:
    """Hold the lock, or raise Held. `note` tells others who holds it."""
    with _opened(path) as descriptor:
        _take(descriptor)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode(), 0)
        yield


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold the lock together with others; as long as anybody does, it cannot be taken."""
    with _opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


def is_held(path: Path) -> bool:
    try:
        with taken(path):
            return False
    except Held:
        return True


def _take(descriptor: int) -> None:
    """Whoever only looks at the lock takes it for a moment: look twice."""
    for attempt in range(LOOKS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 == LOOKS:
                raise Held(os.pread(descriptor, 1000, 0).decode()) from None
            time.sleep(0.1)
        else:
            return


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
