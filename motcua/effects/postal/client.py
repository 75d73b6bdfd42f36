"""Speak to the post over HTTP, for a moment only."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from motcua.effects.postal import wire
from motcua.effects.postal.wire import Parcel, PostDown, Reply, Row

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
    """The body of the answer. What httpx says of a failure may hold addresses and is not handed on."""
    until = time.monotonic() + _LIMIT_SECONDS
    received = bytearray()
    params = {"service": service, **(query or {})}
    headers = {"access_token": settings.POSTAL_TOKEN}
    try:
        with _connections().stream(
            method, settings.POSTAL_URL, params=params, json=content, headers=headers
        ) as response:
            if response.status_code != _OK:
                raise PostDown
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > until or len(received) > _LONGEST_ANSWER:
                    raise PostDown
    except (httpx.HTTPError, httpx.InvalidURL):
        raise PostDown from None
    return bytes(received)


def forget() -> None:
    """Hang up, where a process ends or a test does."""
    _connections().close()
    _connections.cache_clear()


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    return httpx.Client(timeout=_LIMIT_SECONDS / 2, follow_redirects=False, trust_env=False)
