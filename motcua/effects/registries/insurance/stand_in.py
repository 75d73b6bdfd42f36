"""The insurance register behind the stand-in of the gateway: everybody of the demonstration is insured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.foundation.accounts import demo
from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, said
from motcua.foundation.text.folding import fold

_FORMATS = {"0": "%Y%m%d", "1": "%Y", "2": "%Y%m"}
_CRITERIA = ("hoTen", "ngaySinh", "loaiNgaySinh", "gioiTinh", "maTinhKs", "maHuyenKs", "maXaKs", "isKs")
_HOUSEHOLD = ("maTinh", "hoTen", "ngaySinh", "loaiNgaySinh", "gioiTinh", "soSo", "maThe", "isKs")
_NUMBER_LENGTH = 10
_GENDERS = frozenset({"1", "2", "3"})


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    name: str
    born: str
    gender: str


def demo_cards() -> dict[str, Card]:
    found = {}
    for person in demo.PEOPLE:
        number = f"79{person.personal_id[-8:]}"
        gender = "2" if person.gender == "female" else "1"
        found[number] = Card(number, person.full_name, person.birth_date.strftime("%Y%m%d"), gender)
    return found


@dataclass
class Insurance:
    book: Book
    cards: dict[str, Card] = field(default_factory=demo_cards)

    def operations(self) -> Mapping[tuple[str, str], Route]:
        return {
            ("POST", "apiBHXH/getTraCuuTtHgdByMaSoBhxh"): self.of_number,
            ("POST", "apiBHXH/getMaSoBhxhTheoTieuChi"): self.number_of,
            ("POST", "apiBHXH/getTraCuuThongTinHgd"): self.household_of,
        }

    def of_number(self, asked: Request) -> Answer:
        told = asked.json()
        number = told.get("maSoBhxh", "")
        if list(told) != ["maSoBhxh"] or not number.isdigit() or len(number) != _NUMBER_LENGTH:
            return self._wrong("maSoBhxh")
        card = self.cards.get(number)
        if card is None:
            return said({})
        return said(
            {
                "hoTen": card.name,
                "soSoCu": "",
                "ngaySinh": card.born,
                "loaiNgaySinh": "0",
                "gioiTinh": card.gender,
                "maTinhKs": "99",
                "maHuyenKs": "",
                "maXaKs": "99001",
                "trangThai": "1",
            }
        )

    def number_of(self, asked: Request) -> Answer:
        told = asked.json()
        complaint = _wrong_in(told, _CRITERIA)
        if complaint:
            return self._wrong(complaint)
        card = self._found(told)
        return said({"maSoBhxh": card.number if card else "", "trangThai": "1" if card else "0", "errorCode": ""})

    def household_of(self, asked: Request) -> Answer:
        told = asked.json()
        complaint = _wrong_in(told, _HOUSEHOLD)
        if complaint:
            return self._wrong(complaint)
        card = self._found(told)
        if card is None:
            return said([])
        row = {"maSo": card.number, "hoTen": card.name, "ngaySinh": card.born, "loaiNgaySinh": "0"}
        return said([{**row, "gioiTinh": card.gender, "maHo": "9900100001", "diaChi": "Số 12, tổ 4", "trangThai": "1"}])

    def _found(self, told: Mapping[str, str]) -> Card | None:
        same = (
            card
            for card in self.cards.values()
            if fold(card.name) == fold(told["hoTen"]) and card.born.startswith(told["ngaySinh"])
        )
        return next(same, None)

    def _wrong(self, what: str) -> Answer:
        self.book.complain(what)
        return said({"errorCode": "01", "message": what})


def _wrong_in(told: Any, names: tuple[str, ...]) -> str:
    """Dates that do not say what they are, and dates that no calendar has."""
    if not isinstance(told, dict) or tuple(told) != names or not all(isinstance(each, str) for each in told.values()):
        return "members"
    rules = {
        "hoTen": bool(told["hoTen"].strip()),
        "gioiTinh": told["gioiTinh"] in _GENDERS,
        "isKs": told["isKs"] in {"0", "1"},
        "ngaySinh": _is_date(told["ngaySinh"], told["loaiNgaySinh"]),
    }
    return next((name for name, holds in rules.items() if not holds), "")


def _is_date(figures: str, kind: str) -> bool:
    try:
        read = datetime.strptime(figures, _FORMATS[kind])  # noqa: DTZ007 - a day has no zone
    except (KeyError, ValueError):
        return False
    return read.strftime(_FORMATS[kind]) == figures
