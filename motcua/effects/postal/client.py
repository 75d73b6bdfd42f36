"""Speak to the post over HTTP, for a moment only."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from motcua.effects.postal import wire
from motcua.effects.postal.wire import Parcel, PostDown, Reply, Row
from motcua.foundation.partner_line import NoAnswer, PartnerLine

_LIMIT_SECONDS = 5.0
_LONGEST_ANSWER = 2_000_000
_OK = 200


def is_connected() -> bool:
    return bool(settings.POSTAL_URL)


def order(parcel: Parcel) -> Reply:
    """Raises PostDown, after which it may have been taken all the same, and ParcelIncomplete."""
    return wire.reply(_ask("POST", "orderPost", content=wire.order(parcel, customer=settings.POSTAL_CUSTOMER)))


def cancel(number: str) -> Reply:
    return wire.reply(_ask("POST", "cancelPost", content=wire.cancel(number, customer=settings.POSTAL_CUSTOMER)))


def cost(parcel: Parcel) -> int:
    return wire.costs(_ask("POST", "priceHCC", content=wire.cost(parcel)))


def tracking(*, after: str) -> list[Row]:
    return wire.tracked(_ask("GET", "tracking", query={"pagesize": str(wire.PAGE), "lastId": after}))


def _ask(
    method: str, service: str, *, content: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None
) -> bytes:
    """The body of the answer."""
    params, headers = {"service": service, **(query or {})}, {"access_token": settings.POSTAL_TOKEN}
    limits: dict[str, Any] = {"seconds": _LIMIT_SECONDS, "longest": _LONGEST_ANSWER}
    try:
        said = _line.ask(method, settings.POSTAL_URL, **limits, params=params, json=content, headers=headers)
    except NoAnswer:
        raise PostDown from None
    if said.status != _OK:
        raise PostDown
    return said.body


_line = PartnerLine()
forget = _line.forget
