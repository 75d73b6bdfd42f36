"""A stand-in for the measuring service: takes each message apart, and says what is wrong with it.

`python -m motcua.effects.measuring.stand_in --port 8130`. `GET /` shows what it has; the fault `refuse` says no.
"""

import argparse
import html
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, page, said

PROFILE, SITE = "H99", 99
_PATH = "/TrackingMCDT"
_TEXTS = {"CodeProfile": 20, "CodeTTHC": 20, "NameTTHC": 500, "MaHoSo": 60, "Data": 4000, "User": 1000}
_MAY_BE_EMPTY = frozenset({"Data"})
_CODES: Mapping[str, frozenset[int]] = {
    "Status": frozenset({0, 1, 2, 3, 4}),
    "FormsReception": frozenset({1, 2}),
    "FormsPayments": frozenset({0, 1, 2}),
    "Level": frozenset({0, 1, 3, 4}),
    "IsFromDVCQG": frozenset({0, 1}),
    "IsDVCBC": frozenset({0, 1, 2}),
}
_USER = {"ID_local", "ID_QG", "TYPE", "LOCATION"}
#: A dossier that came online is of an online level, and another is not.
_ONLINE_LEVELS, _ONLINE = frozenset({3, 4}), 1


@dataclass
class Measures:
    book: Book
    taken: list[dict[str, Any]] = field(default_factory=list)

    def track(self, asked: Request) -> Answer:
        try:
            told = asked.json()
        except ValueError:
            return self._wrong("not JSON")
        complaint = wrong_in(told)
        if complaint:
            return self._wrong(complaint)
        if self.book.takes("refuse"):
            return said({"error_code": 1, "message": "Mã site chưa được cấp"})
        self.taken.append(told)
        return said({"error_code": 0, "message": "success"})

    def show(self, _asked: Request) -> Answer:
        rows = "".join(
            f"<tr><td>{html.escape(each['MaHoSo'])}</td><td>{each['Status']}</td><td>{each['Level']}</td></tr>"
            for each in reversed(self.taken)
        )
        head = "<tr><th>MaHoSo</th><th>Status</th><th>Level</th></tr>"
        return page(
            "<!doctype html><html lang='vi'><meta charset='utf-8'><title>EMC (MẪU)</title>"
            f"<h1>Hệ thống đo lường (MẪU)</h1><table>{head}{rows}</table></html>"
        )

    def _wrong(self, what: str) -> Answer:
        self.book.complain(what)
        return said({"error_code": 1, "message": what}, status=400)


def wrong_in(told: Any) -> str:
    if not isinstance(told, dict) or set(told) != {*_TEXTS, *_CODES, "SiteId"}:
        return "members"
    for name, longest in _TEXTS.items():
        value = told[name]
        if not isinstance(value, str) or len(value) > longest or not (value or name in _MAY_BE_EMPTY):
            return name
    for name, allowed in _CODES.items():
        if type(told[name]) is not int or told[name] not in allowed:
            return name
    if type(told["SiteId"]) is not int or (told["CodeProfile"], told["SiteId"]) != (PROFILE, SITE):
        return "SiteId"
    if (told["FormsReception"] == _ONLINE) != (told["Level"] in _ONLINE_LEVELS):
        return "Level"
    return _wrong_in_user(told["User"])


def _wrong_in_user(user: str) -> str:
    try:
        told = json.loads(user)
    except ValueError:
        return "User"
    return "" if isinstance(told, dict) and set(told) == _USER else "User"


class MeasuringStandIn(StandIn):
    measures: Measures


def stand_in(*, port: int = 0, book: Book | None = None) -> MeasuringStandIn:
    measures = Measures(book or Book())
    opened = MeasuringStandIn(
        {("POST", _PATH): measures.track, ("GET", "/"): measures.show}, book=measures.book, port=port
    )
    opened.measures = measures
    return opened


def settings(url: str) -> dict[str, str]:
    return {"EMC_URL": url, "EMC_PROFILE": PROFILE, "EMC_SITE": str(SITE)}


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the measuring service")
    parser.add_argument("--port", type=int, default=8130)
    opened = stand_in(port=parser.parse_args().port)
    sys.stdout.write(f"{opened.url}  profile {PROFILE}, site {SITE}\n")
    sys.stdout.flush()
    opened.serve_forever()


if __name__ == "__main__":
    main()
