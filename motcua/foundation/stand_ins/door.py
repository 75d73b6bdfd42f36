"""The door of a stand-in: routes, faults on order, and a journal of what was asked.

    POST /_control {"fault": "html", "count": 2}    the next two requests are answered so
    GET  /_journal                                  what was asked, and what was wrong with it

Faults that any partner can have are done here; those of one partner (a late confirmation, an answer sent twice) the
partner's own routes ask for with `Book.takes`.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

_LARGEST = 20 * 2**20
_KEPT = 500
#: Longer than any client of ours waits.
_SILENT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Raises ValueError when the body is none."""
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    status: int = 200
    kind: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def said(value: Any, *, status: int = 200) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), status)


def page(html: str, *, status: int = 200) -> Answer:
    return Answer(html.encode(), status, "text/html; charset=utf-8")


def sent_to(url: str) -> Answer:
    return Answer(b"", 303, headers={"Location": url})


@dataclass
class Book:
    """What one stand-in was asked, what was wrong with it, and how it is to misbehave."""

    journal: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    complaints: list[str] = field(default_factory=list)
    _faults: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def order(self, fault: str, count: int = 1) -> None:
        with self._lock:
            self._faults[fault] = count

    def takes(self, fault: str) -> bool:
        """Whether to misbehave so this time; each order is used up by its count."""
        with self._lock:
            left = self._faults.get(fault, 0)
            self._faults[fault] = max(0, left - 1)
            return left > 0

    def complain(self, what: str) -> None:
        self.complaints.append(what)


Route = Callable[[Request], Answer]
Routes = Mapping[tuple[str, str], Route]


class StandIn(ThreadingHTTPServer):
    """Serves `routes`, keyed by method and path. A path that ends in /* takes whatever follows."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, routes: Routes, *, book: Book, port: int = 0) -> None:
        self.book, self.stopping = book, threading.Event()
        super().__init__(("127.0.0.1", port), type("DoorOfThisBook", (_Door,), {"book": book, "routes": dict(routes)}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> "StandIn":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()


class _Door(BaseHTTPRequestHandler):
    book: ClassVar[Book]
    routes: ClassVar[dict[tuple[str, str], Route]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        """Nothing of a request is written down here: the journal keeps what is asked for."""

    def _serve(self) -> None:
        split = urlsplit(self.path)
        length = min(int(self.headers.get("Content-Length", "0")), _LARGEST)
        asked = Request(
            method=self.command,
            path=split.path,
            query=dict(parse_qsl(split.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        if split.path in _OWN:
            self._send(_OWN[split.path](self.book, asked))
            return
        self.book.journal.append({"method": asked.method, "path": asked.path, "bytes": len(asked.body)})
        misbehaviour = next((act for fault, act in _FAULTS.items() if self.book.takes(fault)), None)
        if misbehaviour is not None:
            misbehaviour(self)
            return
        route = self._route(asked)
        self._send(route(asked) if route else said({"error": "no such path"}, status=404))

    def _route(self, asked: Request) -> Route | None:
        exact = self.routes.get((asked.method, asked.path))
        open_ended = (
            route
            for (method, path), route in self.routes.items()
            if method == asked.method and path.endswith("/*") and asked.path.startswith(path[:-1])
        )
        return exact or next(open_ended, None)

    def _send(self, answer: Answer) -> None:
        if self.book.takes("lost_answer"):
            # It was done; only the answer never arrives.
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def silent(self) -> None:
        self.server.stopping.wait(_SILENT_SECONDS)  # type: ignore[attr-defined]  # StandIn
        self.close_connection = True

    def broken_gateway(self) -> None:
        self._send(page("<html><body><h1>502 Bad Gateway</h1></body></html>", status=502))

    def html(self) -> None:
        self._send(page("<html><body>Hệ thống đang bảo trì</body></html>"))

    def reset(self) -> None:
        self.close_connection = True

    def busy(self) -> None:
        self._send(said({"error": "too many requests"}, status=429))


def _control(book: Book, asked: Request) -> Answer:
    order = asked.json()
    book.order(str(order["fault"]), int(order.get("count", 1)))
    return said({"ordered": order["fault"]})


def _journal(book: Book, _asked: Request) -> Answer:
    return said({"journal": list(book.journal), "complaints": book.complaints})


_OWN: dict[str, Callable[[Book, Request], Answer]] = {"/_control": _control, "/_journal": _journal}
_FAULTS: dict[str, Callable[[_Door], None]] = {
    "timeout": _Door.silent,
    "broken_gateway": _Door.broken_gateway,
    "html": _Door.html,
    "reset": _Door.reset,
    "busy": _Door.busy,
}
