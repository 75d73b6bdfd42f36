"""Tell the measuring service over HTTP, for a moment only."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from motcua.effects.measuring import wire
from motcua.effects.measuring.wire import MeasuringDown
from motcua.foundation.partner_line import NoAnswer, PartnerLine

_LIMIT_SECONDS = 10.0
_LONGEST_ANSWER = 100_000
PATH = "/TrackingMCDT"


def is_connected() -> bool:
    return bool(settings.EMC_URL)


def tell(content: Mapping[str, Any]) -> None:
    """Raises MeasuringDown, after which it may have been taken all the same, and MeasuringRefused."""
    url = f"{settings.EMC_URL.rstrip('/')}{PATH}"
    try:
        said = _line.ask("POST", url, seconds=_LIMIT_SECONDS, longest=_LONGEST_ANSWER, json=content)
    except NoAnswer:
        raise MeasuringDown from None
    wire.taken(said.status, said.body)


_line = PartnerLine()
forget = _line.forget
