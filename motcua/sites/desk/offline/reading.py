"""What a counter sends, read with suspicion: sizes, shapes and dates, before anything is done with it."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commands.leasing import NotAReception, Received

_LONGEST = 300
#: Address, subject, note, and one count per paper: never more than this many lines.
_MOST_LINES = 60


def received(content: Mapping[str, Any], *, uuid: str, sent_at: str) -> Received:
    """Raises NotAReception."""
    try:
        return Received(
            uuid=UUID(uuid),
            code=_text(content, "code"),
            procedure=_text(content, "procedure"),
            limit=_text(content, "limit", missing=""),
            received_at=_moment(content["received_at"]),
            promised_at=_moment(content["promised_at"]) if content.get("promised_at") else None,
            sent_at_there=_moment(sent_at),
            full_name=_name(_text(content, "full_name")),
            personal_id="".join(_text(content, "personal_id", missing="").split()),
            birth_date=date.fromisoformat(content["birth_date"]) if content.get("birth_date") else None,
            phone=_text(content, "phone", missing=""),
            rest=_rest(content.get("rest", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise NotAReception from broken


def _text(content: Mapping[str, Any], key: str, *, missing: str | None = None) -> str:
    value = content[key] if missing is None else content.get(key, missing)
    if not isinstance(value, str) or len(value) > _LONGEST or (missing is None and not value.strip()):
        raise ValueError(key)
    return value.strip()


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _rest(lines: Mapping[str, Any]) -> dict[str, Any]:
    if len(lines) > _MOST_LINES:
        raise ValueError(len(lines))
    return {str(key)[:_LONGEST]: str(value)[:_LONGEST] for key, value in lines.items()}
