"""Ask a machine of others over HTTP, for a moment only: whatever goes wrong is RegisterDown, and soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.effects.registries.port import RegisterDown
from motcua.foundation.partner_line import Answer, NoAnswer, PartnerLine

#: A person waits for this page. The whole answer must be here by then, however slowly it drips.
LIMIT_SECONDS = 2.0
_LONGEST_ANSWER = 200_000


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes = b""
    query: Mapping[str, str] | None = None


def said(call: Call) -> Answer:
    """Raises RegisterDown."""
    limits: dict[str, Any] = {"seconds": LIMIT_SECONDS, "longest": _LONGEST_ANSWER}
    content = call.content or None
    try:
        return _line.ask(call.method, call.url, **limits, params=call.query, content=content, headers=call.headers)
    except NoAnswer:
        raise RegisterDown from None


_line = PartnerLine()
forget = _line.forget
