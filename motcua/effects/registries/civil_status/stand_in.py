"""The civil-status system behind the stand-in of the gateway: takes registrations, and says how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, said

UNIT = 99001
_MODULES = frozenset({"KS", "KH", "KT", "CMC", "HN"})
_LISTS = {
    1: [("VN", "Việt Nam"), ("LA", "Lào")],
    2: [("VNM", "Việt Nam")],
    3: [("01", "Kinh"), ("02", "Tày")],
    4: [("99", "Tỉnh Sông Lam")],
    5: [("1", "Thẻ căn cước")],
}
_REGISTERED = "4"


@dataclass
class CivilStatus:
    """`stages` by dossier: the office there moves them."""

    book: Book
    stages: dict[str, str] = field(default_factory=dict)
    taken: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def operations(self) -> Mapping[tuple[str, str], Route]:
        named = {
            "dangKyHoTich": self.register,
            "traTrangThaiHoSo": self.stage,
            "ketQuaDangKyHS": self.result,
            "dsHoSoDangKy": self.changed,
            "danhMuc": self.code_list,
        }
        return {("POST", f"apiHoTichTuPhap/{name}"): route for name, route in named.items()}

    def register(self, asked: Request) -> Answer:
        told = asked.json()
        error = _wrong_registration(told)
        if error:
            return self._no(error)
        # A registration that is sent twice is one.
        self.taken.setdefault(told["maHoSo"], told)
        self.stages.setdefault(told["maHoSo"], "1")
        return _good(None)

    def stage(self, asked: Request) -> Answer:
        told = asked.json()
        if told.get("maDonVi") != UNIT:
            return self._no("106")
        if told.get("maHoSo") not in self.stages:
            return _bad("201")
        return _good({"trangThai": self.stages[told["maHoSo"]]})

    def result(self, asked: Request) -> Answer:
        told = asked.json()
        if told.get("maDonVi") != UNIT:
            return self._no("106")
        code = told.get("maHoSo", "")
        if self.stages.get(code) != _REGISTERED:
            return _bad("200" if code in self.stages else "201")
        return _good({"maHoSo": code, "so": "15", "quyenSo": "01/2026", "ngayDangKy": "20/11/2026"})

    def changed(self, asked: Request) -> Answer:
        told = asked.json()
        if told.get("module") not in _MODULES or not _is_day(told.get("ngayCapNhat")):
            return self._no("302")
        found = [code for code, each in self.taken.items() if each["module"] == told["module"]]
        return _good([{"maHoSo": code} for code in found])

    def code_list(self, asked: Request) -> Answer:
        rows = _LISTS.get(asked.json().get("loaiDanhMuc"))
        return _good([{"ma": code, "ten": name} for code, name in rows]) if rows else self._no("302")

    def _no(self, error: str) -> Answer:
        self.book.complain(error)
        return _bad(error)


def _wrong_registration(told: Any) -> str:
    if set(told) != {"maDonVi", "module", "maHoSo", "ngayTiepNhan", "data"}:
        return "302"
    if told["maDonVi"] != UNIT:
        return "106"
    if told["module"] not in _MODULES or not _is_day(told["ngayTiepNhan"]) or not told["maHoSo"]:
        return "302"
    try:
        etree.fromstring(told["data"])
    except (etree.XMLSyntaxError, ValueError):
        return "500"
    return ""


def _is_day(text: Any) -> bool:
    try:
        return bool(datetime.strptime(text, "%d/%m/%Y").strftime("%d/%m/%Y") == text)  # noqa: DTZ007 - a day has no zone
    except (TypeError, ValueError):
        return False


def _good(data: Any) -> Answer:
    return said({"status": 1, "errorCode": None, "data": data})


def _bad(error: str) -> Answer:
    return said({"status": 0, "errorCode": error, "data": None})
