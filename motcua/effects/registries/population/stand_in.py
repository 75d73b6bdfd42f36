"""A stand-in for the population database: a program of its own with the true wire, which checks what it is sent.

`python -m motcua.effects.registries.population.stand_in --port 8099` answers for the people of the demonstration. It
misbehaves on order: `--misbehave slow`, or `POST /misbehave/<how>` while it runs. For tests and demonstrations only.
"""

import argparse
import base64
import hashlib
import sys
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from lxml import etree

from motcua.effects.registries.population.stand_in_answers import (
    VERIFY,
    Citizen,
    demo_citizens,
    envelope,
    fault,
    operation_in,
    verified,
    written,
    wrong_in,
)
from motcua.effects.registries.population.styles import AXIS, STYLES, Style

USER, SECRET, API_KEY, MEMBER = "motcua", "stand-in", "stand-in-key", "VN/GOV/H99/motcua"
_HEADERS = {"ApiKey": API_KEY, "X-Road-Client": MEMBER, "SOAPAction": '""'}
_DRIP_SECONDS = 0.2


class Misbehaviour(StrEnum):
    NONE = "none"
    #: The gateway says it in HTML, with status 502.
    BROKEN_GATEWAY = "broken_gateway"
    #: A fault inside an answer of status 200.
    FAULT = "fault"
    SLOW = "slow"
    #: A byte now and then, for ever.
    DRIP = "drip"
    GARBAGE = "garbage"
    HALF = "half"
    WRONG_PERSON = "wrong_person"
    NO_NAME = "no_name"
    ENTITIES = "entities"
    ENDLESS = "endless"


@dataclass
class Book:
    """What the register knows, how it behaves, and what it was asked: numbers of requests only."""

    citizens: dict[str, Citizen] = field(default_factory=demo_citizens)
    misbehaviour: Misbehaviour = Misbehaviour.NONE
    asked: list[str] = field(default_factory=list)
    #: A moment further off than so many seconds is an old request sent again.
    patience: float = 300
    #: What was wrong with requests.
    complaints: list[str] = field(default_factory=list)


class Door(BaseHTTPRequestHandler):
    book: ClassVar[Book]
    style: ClassVar[Style] = AXIS

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path.startswith("/misbehave/"):
            self.book.misbehaviour = Misbehaviour(self.path.rpartition("/")[2])
            self._send(b"", status=204)
            return
        if self.book.misbehaviour in _INSTEAD:
            _INSTEAD[self.book.misbehaviour](self)
            return
        complaint = self._wrong_at_the_door() or wrong_in(content)
        if complaint:
            self.book.complaints.append(complaint)
            self._send(fault(complaint), status=200)
            return
        self._answer(etree.fromstring(content))

    def log_message(self, *_: object) -> None:
        """Nothing of a request is written down."""

    def _wrong_at_the_door(self) -> str:
        for name, expected in _HEADERS.items():
            if self.headers.get(name) != expected:
                return f"header {name}"
        timestamp = self.headers.get("Timestamp", "")
        unit = 1 if self.style.in_seconds else 1000
        if not timestamp.isdigit() or abs(time.time() - int(timestamp) / unit) > self.book.patience:
            return "header Timestamp"
        pair = base64.b64encode(f"{API_KEY}:{SECRET}".encode()).decode()
        if self.style.auth_hash and self.headers.get("AuthHash") != pair:
            return "header AuthHash"
        address = f"http://{self.headers['Host']}{self.path}"
        digest = hashlib.sha256(f"{address}{USER}{timestamp}{SECRET}".encode()).hexdigest()
        expected = "Basic " + base64.b64encode(f"{USER}:{digest}".encode()).decode()
        return "" if self.headers.get("Authorization") == expected else "header Authorization"

    def _answer(self, request: Any) -> None:
        operation = operation_in(request)
        asked = {etree.QName(each).localname: each for each in operation}
        number = asked["MaYeuCau"].text
        if number in self.book.asked:
            self.book.complaints.append("MaYeuCau used twice")
            self._send(fault("MaYeuCau used twice"), status=200)
            return
        self.book.asked.append(number)
        sought = asked["SoDinhDanh"] if "SoDinhDanh" in asked else asked["SoCMND"]
        if etree.QName(operation).localname == VERIFY:
            name, born = asked["HoVaTen"].text, asked["NgayThangNamSinh"][0].text
            told = verified(self.book.citizens.get(sought.text), name=name, born=born)
        else:
            told = self._found(sought.text)
        self._send(envelope(told), status=200)

    def _found(self, number: str) -> str:
        citizen = self.book.citizens.get(number)
        if citizen is None:
            return "<ns:CongdanCollection/>"
        whole = f"<ns:CongdanCollection>{written(citizen)}</ns:CongdanCollection>"
        for wrong, instead in _CHANGED.get(self.book.misbehaviour, {}).items():
            whole = whole.replace(wrong, instead)
        return whole

    def _send(self, content: bytes, *, status: int, kind: str = "text/xml; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def broken_gateway(self) -> None:
        self._send(b"<html><body>502 Bad Gateway</body></html>", status=502, kind="text/html")

    def gateway_fault(self) -> None:
        self._send(fault("900901"), status=200)

    def slow(self) -> None:
        self.server.stopping.wait(30)  # type: ignore[attr-defined]  # StandIn

    def garbage(self) -> None:
        self._send(bytes(range(256)), status=200)

    def half(self) -> None:
        whole = envelope(f"<ns:CongdanCollection>{written(next(iter(self.book.citizens.values())))}")
        self._send(whole[: len(whole) // 2], status=200)

    def entities(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        self._send(
            bomb + b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">&b;</e:Envelope>', status=200
        )

    def drip(self) -> None:
        self._open_ended(b" ", pause=_DRIP_SECONDS)

    def endless(self) -> None:
        self._open_ended(b" " * 65536, pause=0)

    def _open_ended(self, piece: bytes, *, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.stopping.wait(pause):  # type: ignore[attr-defined]  # StandIn
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            return


class StandIn(ThreadingHTTPServer):
    """Each has its own book, so that tests do not meet."""

    daemon_threads = True

    def __init__(self, port: int = 0, *, book: Book | None = None, style: Style = AXIS) -> None:
        self.book = book or Book()
        self.stopping = threading.Event()
        own = type("DoorOfThisBook", (Door,), {"book": self.book, "style": style})
        super().__init__(("127.0.0.1", port), own)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/population"

    def start(self) -> "StandIn":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()


_INSTEAD = {
    Misbehaviour.BROKEN_GATEWAY: Door.broken_gateway,
    Misbehaviour.FAULT: Door.gateway_fault,
    Misbehaviour.SLOW: Door.slow,
    Misbehaviour.DRIP: Door.drip,
    Misbehaviour.GARBAGE: Door.garbage,
    Misbehaviour.HALF: Door.half,
    Misbehaviour.ENTITIES: Door.entities,
    Misbehaviour.ENDLESS: Door.endless,
}
_CHANGED = {
    Misbehaviour.WRONG_PERSON: {"<ns:SoDinhDanh>0": "<ns:SoDinhDanh>9"},
    Misbehaviour.NO_NAME: {"<ns:HoVaTen>": "<ns:X>", "</ns:HoVaTen>": "</ns:X>"},
}


def settings(url: str) -> dict[str, str]:
    return {
        "POPULATION_URL": url,
        "POPULATION_USER": USER,
        "POPULATION_SECRET": SECRET,
        "POPULATION_MEMBER": MEMBER,
        "POPULATION_API_KEY": API_KEY,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the population database")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument(
        "--style", choices=[name for name, style in STYLES.items() if not style.is_wrapped], default="axis"
    )
    parser.add_argument("--misbehave", type=Misbehaviour, default=Misbehaviour.NONE)
    given = parser.parse_args()
    server = StandIn(given.port, book=Book(misbehaviour=given.misbehave), style=STYLES[given.style])
    sys.stdout.write(f"{server.url}  user {USER}, secret {SECRET}, key {API_KEY}, member {MEMBER}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
