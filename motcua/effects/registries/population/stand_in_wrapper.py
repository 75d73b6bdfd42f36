"""The province's wrapper around the register, for the stand-in of the gateway."""

from dataclasses import dataclass, field
from typing import Any

from motcua.effects.registries.population.stand_in_answers import (
    Citizen,
    demo_citizens,
    envelope,
    plain,
    verified,
    written,
    wrong_in_wrapper,
)
from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, said

_VERIFY_SET = "003"


@dataclass
class Wrapper:
    book: Book
    citizens: dict[str, Citizen] = field(default_factory=demo_citizens)
    asked: list[str] = field(default_factory=list)

    def operations(self) -> dict[tuple[str, str], Route]:
        return {("POST", "apiCSDLDC/traCuu"): self.serve}

    def serve(self, asked: Request) -> Answer:
        told: Any = asked.json()
        complaint = wrong_in_wrapper(told) or ("MaYeuCau used twice" if told["MaYeuCau"] in self.asked else "")
        if complaint:
            self.book.complain(complaint)
            return said({"error_code": "1", "message": complaint})
        self.asked.append(told["MaYeuCau"])
        return said({"error_code": 0, "message": envelope(self._told(told)).decode()})

    def _told(self, asked: dict[str, str]) -> str:
        citizen = self.citizens.get(asked["SoDinhDanh"] or asked["SoCMND"])
        if asked["MaTichHop"] == _VERIFY_SET:
            return verified(citizen, name=asked["HoVaTen"], born=asked["NgayThangNam"] or asked["Nam"])
        if citizen is None or plain(f"{citizen.family} {citizen.middle} {citizen.given}") != plain(asked["HoVaTen"]):
            return "<ns:CongdanCollection/>"
        return f"<ns:CongdanCollection>{written(citizen)}</ns:CongdanCollection>"
