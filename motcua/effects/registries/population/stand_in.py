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

from motcua.foundation.accounts import demo

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://dancuquocgia.bca"
USER, SECRET, API_KEY, CLIENT = "motcua", "stand-in", "stand-in-key", "VN/GOV/H99/motcua"
_ORDER = ["MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh"]
_LONGEST = {"MaYeuCau": 40, "MaDVC": 20}
_HEADERS = {"ApiKey": API_KEY, "X-Road-Client": CLIENT, "SOAPAction": '""'}
#: A moment further off than this is an old request sent again.
_MINUTES = 5
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


@dataclass(frozen=True, slots=True)
class Citizen:
    personal_id: str
    family: str
    middle: str
    given: str
    born: str
    gender: str
    ethnic_group: str = "01"
    province: str = "99"
    commune: str = "99001"
    detail: str = "Số 12, tổ 4"


def demo_citizens() -> dict[str, Citizen]:
    found = {}
    for person in demo.PEOPLE:
        family, *middle, given = person.full_name.split()
        found[person.personal_id] = Citizen(
            person.personal_id,
            family,
            " ".join(middle),
            given,
            person.birth_date.strftime("%Y%m%d"),
            "2" if person.gender == "female" else "1",
            commune=person.commune,
        )
    return found


@dataclass
class Book:
    """What the register knows, how it behaves, and what it was asked: numbers of requests only."""

    citizens: dict[str, Citizen] = field(default_factory=demo_citizens)
    misbehaviour: Misbehaviour = Misbehaviour.NONE
    asked: list[str] = field(default_factory=list)
    #: What was wrong with requests.
    complaints: list[str] = field(default_factory=list)


class Door(BaseHTTPRequestHandler):
    book: ClassVar[Book]

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path.startswith("/misbehave/"):
            self.book.misbehaviour = Misbehaviour(self.path.rpartition("/")[2])
            self._send(b"", status=204)
            return
        if self.book.misbehaviour in _INSTEAD:
            _INSTEAD[self.book.misbehaviour](self)
            return
        complaint = self._wrong_at_the_door() or _wrong_in(content)
        if complaint:
            self.book.complaints.append(complaint)
            self._send(_fault(complaint), status=200)
            return
        self._answer(etree.fromstring(content))

    def log_message(self, *_: object) -> None:
        """Nothing of a request is written down."""

    def _wrong_at_the_door(self) -> str:
        for name, expected in _HEADERS.items():
            if self.headers.get(name) != expected:
                return f"header {name}"
        timestamp = self.headers.get("Timestamp", "")
        if not timestamp.isdigit() or abs(time.time() - int(timestamp) / 1000) > _MINUTES * 60:
            return "header Timestamp"
        address = f"http://{self.headers['Host']}{self.path}"
        digest = hashlib.sha256(f"{address}{USER}{timestamp}{SECRET}".encode()).hexdigest()
        expected = "Basic " + base64.b64encode(f"{USER}:{digest}".encode()).decode()
        return "" if self.headers.get("Authorization") == expected else "header Authorization"

    def _answer(self, request: Any) -> None:
        asked = {etree.QName(each).localname: each for each in request.find(".//{*}TraCuuThongTinCongDan")}
        number = asked["MaYeuCau"].text
        if number in self.book.asked:
            self.book.complaints.append("MaYeuCau used twice")
            self._send(_fault("MaYeuCau used twice"), status=200)
            return
        self.book.asked.append(number)
        self._send(_envelope(self._found(asked["SoDinhDanh"].text)), status=200)

    def _found(self, number: str) -> str:
        citizen = self.book.citizens.get(number)
        if citizen is None:
            return "<ns:CongdanCollection/>"
        whole = f"<ns:CongdanCollection>{_written(citizen)}</ns:CongdanCollection>"
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

    def fault(self) -> None:
        self._send(_fault("900901"), status=200)

    def slow(self) -> None:
        self.server.stopping.wait(30)  # type: ignore[attr-defined]  # StandIn

    def garbage(self) -> None:
        self._send(bytes(range(256)), status=200)

    def half(self) -> None:
        whole = _envelope(f"<ns:CongdanCollection>{_written(next(iter(self.book.citizens.values())))}")
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

    def __init__(self, port: int = 0, *, book: Book | None = None) -> None:
        self.book = book or Book()
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), type("DoorOfThisBook", (Door,), {"book": self.book}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/population"

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()


_INSTEAD = {
    Misbehaviour.BROKEN_GATEWAY: Door.broken_gateway,
    Misbehaviour.FAULT: Door.fault,
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


def _wrong_in(content: bytes) -> str:
    """What a strict register would not take: other names, another order, small letters, numbers that are none."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return "not well-formed"
    look_up = root.find(f"{{{ENVELOPE}}}Body/{{{NAMESPACE}}}TraCuuThongTinCongDan")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or look_up is None:
        return "no TraCuuThongTinCongDan in the body"
    if [etree.QName(each).localname for each in look_up] != _ORDER:
        return "children out of order"
    values = {etree.QName(each).localname: each.text or "" for each in look_up}
    rules = {
        "too long": all(len(values[name]) <= most for name, most in _LONGEST.items()),
        "SoDinhDanh": values["SoDinhDanh"].isdigit() and len(values["SoDinhDanh"]) == 12,  # noqa: PLR2004 - digits
        "HoVaTen": values["HoVaTen"] == values["HoVaTen"].upper() != "",
        "NgayThangNamSinh": _is_birth(look_up[-1]),
    }
    return next((name for name, holds in rules.items() if not holds), "")


def _is_birth(element: Any) -> bool:
    lengths = {"NgayThangNam": 8, "Nam": 4}
    return len(element) == 1 and len(element[0].text or "") == lengths.get(etree.QName(element[0]).localname)


def _written(citizen: Citizen) -> str:
    return (
        f"<ns:CongDan><ns:SoDinhDanh>{citizen.personal_id}</ns:SoDinhDanh><ns:SoCMND/>"
        f"<ns:HoVaTen><ns:Ho>{citizen.family}</ns:Ho><ns:ChuDem>{citizen.middle}</ns:ChuDem>"
        f"<ns:Ten>{citizen.given}</ns:Ten></ns:HoVaTen><ns:GioiTinh>{citizen.gender}</ns:GioiTinh>"
        f"<ns:DanToc>{citizen.ethnic_group}</ns:DanToc>"
        f"<ns:NgayThangNamSinh><ns:NgayThangNam>{citizen.born}</ns:NgayThangNam></ns:NgayThangNamSinh>"
        f"<ns:ThuongTru><ns:MaTinhThanh>{citizen.province}</ns:MaTinhThanh><ns:MaQuanHuyen/>"
        f"<ns:MaPhuongXa>{citizen.commune}</ns:MaPhuongXa><ns:ChiTiet>{citizen.detail}</ns:ChiTiet>"
        "<ns:QuocGia>VN</ns:QuocGia></ns:ThuongTru></ns:CongDan>"
    )


def _envelope(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{ENVELOPE}" xmlns:ns="{NAMESPACE}">'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def _fault(words: str) -> bytes:
    return _envelope(f"<s:Fault><faultcode>s:Client</faultcode><faultstring>{words}</faultstring></s:Fault>")


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the population database")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--misbehave", type=Misbehaviour, default=Misbehaviour.NONE)
    given = parser.parse_args()
    server = StandIn(given.port, book=Book(misbehaviour=given.misbehave))
    sys.stdout.write(f"{server.url}  user {USER}, secret {SECRET}, key {API_KEY}, client {CLIENT}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
