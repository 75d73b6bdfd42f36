"""The national portal's wire: sessions, envelopes, moments, lengths, and how its answers are to be read.

Its own table of error codes was never published: what is read here was seen in the programs of others.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import nfc

LOOK_UP = "TraCuuHoSo"
#: The lengths that its guide names, field by field.
LONGEST: dict[str, int] = {
    "TrichYeuHoSo": 1000,
    "TenTepDinhKem": 4000,
    "TenGiayTo": 2000,
    "NguoiXuLy": 50,
}
#: "already there", of a dossier that is told as a new one.
_KNOWN_CODES = frozenset({"3", "-3"})
_GOOD = "0"
_DONE, _KNOWN, _UNKNOWN, _SESSION = "thành công", "đã tồn tại", "không tồn tại", "phiên"
_LONGEST_PLAIN = 400
#: Whatever could name a person: runs of digits, addresses of mail, words in quotes.
_NAMING = re.compile(r"\d{4,}|\S+@\S+|[\"'“«].*?[\"'”»]")


class PortalDown(Refusal):
    """No answer, half of one, or one in nobody's words: what was said may have arrived all the same."""


class PortalSaysNo(Refusal):
    """An answer that could be read, and it was no."""

    def __init__(self, *, answer: str) -> None:
        super().__init__(answer=answer)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Reply:
    code: str
    message: str
    result: Any = None
    session: str = ""

    @property
    def is_good(self) -> bool:
        return self.code == _GOOD

    @property
    def is_known(self) -> bool:
        """What we told as new is there already."""
        return not self.is_good and (self.code in _KNOWN_CODES or _KNOWN in self.message.lower())

    @property
    def is_unknown(self) -> bool:
        return not self.is_good and _UNKNOWN in self.message.lower()

    @property
    def is_about_the_session(self) -> bool:
        return not self.is_good and not self.result and _SESSION in self.message.lower()

    @property
    def masked(self) -> str:
        return f"{self.code}: {_NAMING.sub('…', self.message)}"[:300]


@dataclass(slots=True)
class Fitting:
    """Text as the wire takes it; what had to be cut is kept by the field's name."""

    cut: list[str] = field(default_factory=list)

    def fit(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._one(name, value) for name, value in row.items()}

    def _one(self, name: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text, longest = nfc(value).strip(), LONGEST.get(name)
        if longest is None or len(text) <= longest:
            return text
        self.cut.append(name)
        return text[:longest]


def moment(at: datetime | None) -> str:
    """As yyyyMMddHHmmss in Viet Nam, twenty-four hours; empty for what has not happened."""
    return f"{at.astimezone(VIETNAM):%Y%m%d%H%M%S}" if at else ""


def login(*, user: str, password: str) -> dict[str, Any]:
    return {"username": user, "password": password}


def call(service: str, *, session: str, unit: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"session": session, "madonvi": unit, "service": service, **content}


def one(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": [item]}


def sync(item: Mapping[str, Any], *, is_update: bool) -> dict[str, Any]:
    return {"isUpdating": str(is_update), "data": [item]}


def answer(item: Mapping[str, Any]) -> dict[str, Any]:
    """`type` 2: of a dossier that was filed there."""
    return {"type": "2", "data": item}


def reply(body: bytes) -> Reply:
    """Raises PortalDown for what is no answer. Some installations say "thành công" as plain text."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise PortalDown from None
    try:
        said = json.loads(text)
    except ValueError:
        return _plain(text)
    if isinstance(said, str):
        return _plain(said)
    if not isinstance(said, Mapping) or "error_code" not in said:
        raise PortalDown
    return Reply(
        str(said["error_code"]), str(said.get("message") or ""), said.get("result"), str(said.get("session") or "")
    )


def _plain(text: str) -> Reply:
    if len(text) > _LONGEST_PLAIN or "<" in text or "{" in text or _DONE not in text.lower():
        raise PortalDown
    if "không thành công" in text.lower():
        return Reply("", text)
    return Reply(_GOOD, text)


def rows(answered: Reply) -> Sequence[Mapping[str, Any]]:
    """Of a look-up. Raises PortalDown when they are none."""
    found = answered.result if answered.result is not None else []
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise PortalDown
    return found
