"""The lines of a catalogue file, packed or plain: however large the file, one line at a time is in memory."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

#: The longest real line has 47 thousand letters.
LONGEST_BYTES = 2 * 2**20
_PACKED = b"\x1f\x8b"
_SKIPPED_AT_ONCE = 64 * 2**10


class _Lines(Protocol):
    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that cannot be used, and why."""

    number: int
    why: str


def lines(path: Path) -> Iterator[Line | Broken]:
    """Empty lines are passed over. Where a packed file breaks off, that is told as the last line."""
    number = 0
    with ExitStack() as opened:
        file = _open(path, opened)
        try:
            while text := file.readline(LONGEST_BYTES + 1):
                number += 1
                yield from _one(file, number, text)
        except (EOFError, OSError, zlib.error) as problem:
            yield Broken(number + 1, f"the file cannot be read on from here: {problem}")


def _one(file: _Lines, number: int, text: bytes) -> Iterator[Line | Broken]:
    if len(text) > LONGEST_BYTES:
        _skip_rest(file, text)
        yield Broken(number, f"longer than {LONGEST_BYTES} bytes")
        return
    bare = (text.removeprefix(codecs.BOM_UTF8) if number == 1 else text).strip()
    if bare:
        yield Line(number, bare)


def _skip_rest(file: _Lines, text: bytes) -> None:
    while text and not text.endswith(b"\n"):
        text = file.readline(_SKIPPED_AT_ONCE)


def _open(path: Path, opened: ExitStack) -> _Lines:
    """By what is in it and not by its name."""
    raw = opened.enter_context(path.open("rb"))
    is_packed = raw.read(len(_PACKED)) == _PACKED
    raw.seek(0)
    return opened.enter_context(gzip.GzipFile(fileobj=raw)) if is_packed else raw
