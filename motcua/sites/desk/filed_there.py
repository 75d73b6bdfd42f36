"""What came with a dossier that was filed at the national portal, and had no place in our form or among our files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.effects.national_portal import arrivals

_LONGEST = 500
#: By the name of the refusal.
_WHY: dict[str, str | Promise] = {
    "HostNotAllowed": gettext_lazy("địa chỉ của tệp không được phép"),
    "PaperNotThere": gettext_lazy("nơi gửi không còn tệp"),
    "Unavailable": gettext_lazy("máy chủ của nơi gửi không trả lời trong bốn giờ"),
    "FileTooLarge": gettext_lazy("tệp quá lớn"),
    "FileKindNotAccepted": gettext_lazy("loại tệp không nhận"),
    "FileEmpty": gettext_lazy("tệp rỗng"),
}
_BROKEN = gettext_lazy("tệp hỏng hoặc không mở được")


@dataclass(frozen=True, slots=True)
class FiledThere:
    number: str
    filed_at: datetime
    answers: tuple[tuple[str, str], ...]
    lacking: tuple[tuple[str, str | Promise], ...]
    says_paid: bool


def block(dossier: Dossier) -> FiledThere | None:
    """None for what was filed here."""
    found = arrivals.filed_there(dossier)
    if found is None:
        return None
    beside = found.beside
    return FiledThere(
        number=found.number,
        filed_at=found.filed_at,
        answers=tuple(_lines(beside.get("answers", {}))),
        lacking=tuple((name, _WHY.get(why, _BROKEN)) for name, why in beside.get("papers", [])),
        says_paid=bool(beside.get("paid")),
    )


def _lines(answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """As they came: their names are those of another form."""
    for name, value in answers.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield name, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
