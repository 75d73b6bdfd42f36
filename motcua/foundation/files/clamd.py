"""Ask ClamAV's daemon about a stream of bytes: its protocol is a word, blocks with their length, and one line back."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

_WORD, _END = b"zINSTREAM\0", struct.pack(">L", 0)
_CHUNK_BYTES = 64 * 1024
#: For each step; a scan of the largest file takes a few seconds.
_SECONDS = 60.0
_LONGEST_ANSWER = 4096


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class ScannerSilent(OSError):
    """The daemon is not there, was cut off, or says something that is no judgement. Nothing is known of the file."""


def is_infected(stream: Readable, *, address: str) -> bool:
    """`address` is host:port, or the path of a socket."""
    try:
        with _connected(address) as connection:
            answer = _asked(connection, stream)
    except OSError as problem:
        raise ScannerSilent from problem
    if answer == b"stream: OK\0":
        return False
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND\0"):
        return True
    # Too large for its limit, no signatures, half a line: never taken for clean.
    raise ScannerSilent(answer[:80])


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if not address:
        raise ScannerSilent("no scanner is configured any more")
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_SECONDS)
            connection.connect(address)
            yield connection
    else:
        host, _, port = address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS) as connection:
            yield connection


def _asked(connection: socket.socket, stream: Readable) -> bytes:
    connection.sendall(_WORD)
    while chunk := stream.read(_CHUNK_BYTES):
        connection.sendall(struct.pack(">L", len(chunk)) + chunk)
    connection.sendall(_END)
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (more := connection.recv(1024)):
        answer += more
    return answer
