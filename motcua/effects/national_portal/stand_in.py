"""A stand-in for the national portal, with its true wire: it checks what it is sent, keeps it, and shows it as a page.

`python -m motcua.effects.national_portal.stand_in --port 8120 [--keep FILE]`. Faults on order besides those of every
stand-in: `expired_session` forgets all sessions once, `wordless_session` does so and does not say why, `half` answers
half a message, `plain` answers in plain text, `refuse` says no. `stand_in(strict=False)` takes any order of statuses.
"""

import argparse
import json
import secrets
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.effects.national_portal import stand_in_checks as checks
from motcua.effects.national_portal import stand_in_page as pages
from motcua.effects.national_portal.stand_in_arrivals import FrontDoor
from motcua.effects.national_portal.stand_in_catalogue import Catalogue
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, page, said

USER, PASSWORD, UNIT = "songlam", "stand-in-national-portal", "000.00.00.H99"
DESTINATION, TOKEN = "VN:GOV:000.00.00.G22:vpcpdvcprovider", "stand-in-files-token-of-the-portal"
_BASE = "/XrdAdapter/RestService/forward"
_KNOWN, _UNKNOWN, _WRONG, _NO_SESSION = "3", "-1", "-2", "-401"

Item = dict[str, Any]
#: A service of `mapi/g`: what it answers to a call.
Service = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class Portal:
    book: Book
    strict: bool = True
    keep: Path | None = None
    #: As told last, by their number; and everything told, in order.
    dossiers: dict[str, Item] = field(default_factory=dict)
    told: dict[str, list[Item]] = field(default_factory=dict)
    progress: dict[str, list[Item]] = field(default_factory=dict)
    answers: dict[str, list[Item]] = field(default_factory=dict)
    ratings: list[Item] = field(default_factory=list)
    #: Services of others, by name: what brings dossiers and catalogues adds its own.
    services: dict[str, Service] = field(default_factory=dict)
    _sessions: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def log_in(self, asked: Request) -> Answer:
        told = asked.json()
        if told != {"username": USER, "password": PASSWORD}:
            self.book.complain("login")
            return said({"error_code": _WRONG, "message": "Sai tên đăng nhập hoặc mật khẩu", "session": ""})
        session = secrets.token_hex(16)
        self._sessions.add(session)
        return said({"error_code": 0, "message": "Thành công", "session": session})

    def serve(self, asked: Request) -> Answer:
        if self.book.takes("expired_session"):
            self._sessions.clear()
        if self.book.takes("wordless_session"):
            self._sessions.clear()
            return said({"error_code": "-9", "message": "Lỗi không xác định"})
        try:
            told = asked.json()
        except ValueError:
            return self._no("JSON")
        if told.get("session") not in self._sessions:
            return said({"error_code": _NO_SESSION, "message": "Phiên làm việc không hợp lệ hoặc đã hết hạn"})
        if told.get("madonvi") != UNIT:
            return self._no("madonvi")
        if asked.headers.get("dstcode") != DESTINATION and asked.query.get("dstcode") != DESTINATION:
            return self._no("dstcode")
        return self._answered(told)

    def _answered(self, told: Mapping[str, Any]) -> Answer:
        own: dict[str, Service] = {
            "DongBoHoSoMC": self.sync,
            "CapNhatTienDoHoSoMC": self.note_progress,
            "DongBoTrangThaiHoSo": self.note_answer,
            "DongBoDanhGia": self.note_rating,
            "TraCuuHoSo": self.look_up,
        }
        service = {**self.services, **own}.get(str(told.get("service")))
        if service is None:
            return self._no("service")
        if self.book.takes("refuse"):
            return said({"error_code": "99", "message": "Hệ thống từ chối bản tin"})
        with self._lock:
            answered = service(told)
            self._save()
        return self._spoken(answered)

    def _spoken(self, answered: Mapping[str, Any]) -> Answer:
        if self.book.takes("half"):
            body = json.dumps(answered, ensure_ascii=False).encode()
            return Answer(body[: len(body) // 2])
        if answered["error_code"] == "0" and self.book.takes("plain"):
            return Answer("Đồng bộ thành công".encode(), kind="text/plain; charset=utf-8")
        return said(answered)

    def sync(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new one is refused when it is there, and an update when it is not."""
        for item in told["data"]:
            before = self.dossiers.get(item.get("MaHoSo"))
            is_update = {"True": True, "False": False}.get(str(told.get("isUpdating")))
            wrong = "isUpdating" if is_update is None else checks.of_dossier(item, before=before, strict=self.strict)
            if wrong:
                return self._wrong(wrong, item)
            if before is not None and not is_update:
                return {"error_code": _KNOWN, "message": "Hồ sơ đã tồn tại", "result": []}
            if before is None and is_update:
                return {"error_code": _UNKNOWN, "message": "Hồ sơ không tồn tại", "result": []}
            self.dossiers[item["MaHoSo"]] = item
            self.told.setdefault(item["MaHoSo"], []).append(item)
        return {"error_code": "0", "message": "Đồng bộ hồ sơ thành công", "result": []}

    def note_progress(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        for item in told["data"]:
            wrong = checks.of_progress(item) or ("" if item["MaHoSo"] in self.dossiers else "MaHoSo chưa có")
            if wrong:
                return self._wrong(wrong, item)
            lines = self.progress.setdefault(item["MaHoSo"], [])
            if item not in lines:
                lines.append(item)
        return {"error_code": "0", "message": "Cập nhật tiến độ thành công", "result": []}

    def note_answer(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        item = told["data"]
        if told.get("type") != "2" or not item.get("MaHoSo") or not item.get("TrangThai", "").isdigit():
            return self._wrong("type, MaHoSo, TrangThai", item)
        self.answers.setdefault(item["MaHoSo"], []).append(item)
        return {"error_code": "0", "message": "Cập nhật trạng thái thành công", "result": []}

    def note_rating(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        for item in told["data"]:
            wrong = checks.of_rating(item)
            if wrong:
                return self._wrong(wrong, item)
        self.ratings += told["data"]
        return {"error_code": "0", "message": "Đồng bộ đánh giá thành công", "result": []}

    def look_up(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        found = self.dossiers.get(str(told.get("mahoso")))
        return {"error_code": "0", "message": "Thành công", "result": [found] if found else []}

    def listing(self, _asked: Request) -> Answer:
        return said({"dossiers": list(self.dossiers.values()), "progress": self.progress, "answers": self.answers})

    def page(self, asked: Request) -> Answer:
        number = asked.query.get("number", "")
        if number in self.dossiers:
            told = self.told[number]
            return page(pages.dossier(told[-1], told=told, progress=self.progress.get(number, [])))
        return page(pages.dossiers(self.dossiers, complaints=self.book.complaints))

    def alter(self, asked: Request) -> Answer:
        """Something is changed there behind our back, or lost: for showing that the comparison finds it."""
        order = asked.json()
        if order.get("forget"):
            self.dossiers.pop(order["number"], None)
        else:
            self.dossiers[order["number"]] |= order["fields"]
        return said({"altered": order["number"]})

    def _wrong(self, what: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
        self.book.complain(f"{item.get('MaHoSo')}: {what}")
        return {"error_code": _WRONG, "message": f"Dữ liệu không hợp lệ: {what}", "result": []}

    def _no(self, what: str) -> Answer:
        self.book.complain(what)
        return said({"error_code": _WRONG, "message": f"Yêu cầu không hợp lệ: {what}", "result": []})

    def _save(self) -> None:
        if self.keep is not None:
            part = self.keep.with_suffix(".part")
            part.write_text(json.dumps({name: getattr(self, name) for name in _KEPT}, ensure_ascii=False))
            part.replace(self.keep)


_KEPT = ("dossiers", "told", "progress", "answers", "ratings")


class PortalStandIn(StandIn):
    portal: Portal
    front_door: FrontDoor
    catalogue: Catalogue

    @property
    def adapter_url(self) -> str:
        return f"{self.url}{_BASE}"


def stand_in(
    *, port: int = 0, book: Book | None = None, strict: bool = True, keep: Path | None = None, site: str = ""
) -> PortalStandIn:
    """`site`: where it brings what is filed at its own front door."""
    kept = json.loads(keep.read_text()) if keep is not None and keep.exists() else {}
    portal = Portal(book or Book(), strict=strict, keep=keep, **kept)
    catalogue, front_door = Catalogue(portal.book), FrontDoor(site, lambda: opened.url)
    portal.services |= catalogue.services
    routes = {
        **front_door.routes,
        ("POST", "/_catalogue"): catalogue.alter,
        ("POST", f"{_BASE}/mapi/login"): portal.log_in,
        ("POST", f"{_BASE}/mapi/g"): portal.serve,
        ("GET", "/"): portal.page,
        ("GET", "/_listing"): portal.listing,
        ("POST", "/_alter"): portal.alter,
    }
    opened = PortalStandIn(routes, book=portal.book, port=port)
    opened.portal, opened.front_door, opened.catalogue = portal, front_door, catalogue
    return opened


def settings(adapter_url: str) -> dict[str, str]:
    return {
        "NATIONAL_PORTAL_URL": adapter_url,
        "NATIONAL_PORTAL_USER": USER,
        "NATIONAL_PORTAL_PASSWORD": PASSWORD,
        "NATIONAL_PORTAL_UNIT": UNIT,
        "NATIONAL_PORTAL_DESTINATION": DESTINATION,
        "NATIONAL_PORTAL_FILES_TOKEN": TOKEN,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the national portal")
    parser.add_argument("--port", type=int, default=8120)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    opened = stand_in(port=given.port, keep=given.keep)
    sys.stdout.write(f"{opened.adapter_url}  page {opened.url}/\n")
    sys.stdout.flush()
    opened.serve_forever()


if __name__ == "__main__":
    main()
