"""Our own web server, started as in an installation, and people with browsers in front of it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

WORKERS, THREADS = 2, 2
START_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes


class Browser:
    """A connection that is kept open, with the cookies of whoever has the session."""

    #: Django takes an unmasked secret in the cookie and the same in the form.
    _CSRF = "b" * 32

    def __init__(self, port: int, *, session: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.session = session

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Answer:
        body = urlencode([("csrfmiddlewaretoken", self._CSRF), *fields]).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, fields: Mapping[str, str], *, content: bytes) -> Answer:
        """One file in the field "file", as a form sends it."""
        mark = "-----------------------------bench"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrfmiddlewaretoken": self._CSRF, **fields}.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="giay.pdf"\r\n'
        body = b"".join(
            [*parts, f"{head}Content-Type: application/pdf\r\n\r\n".encode(), content, f"\r\n--{mark}--\r\n".encode()]
        )
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What a script sends: the token goes along as a header."""
        return self._ask(method, path, body, {"X-CSRFToken": self._CSRF, **headers})

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookies = f"csrftoken={self._CSRF}" + (f"; sessionid={self.session}" if self.session else "")
        self._connection.request(method, path, body, {"Cookie": cookies, **headers})
        response = self._connection.getresponse()
        return Answer(response.status, response.headers.get("Location", ""), response.read())


@contextmanager
def server() -> Iterator[Server]:
    """As in an installation: granian over WSGI, two workers with two threads each, until the block ends."""
    port = _free_port()
    command = (
        *(sys.executable, "-m", "granian", "motcua.config.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--host", "127.0.0.1", "--port", str(port)),
        *("--log-level", "warning"),
    )
    process = subprocess.Popen(command, env={**os.environ, "LOG_LEVEL": "WARNING"})
    try:
        _wait_for(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            if Browser(port).get("/tracking").status < 500:
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The web server did not start.") from None
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
