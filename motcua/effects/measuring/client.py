"""Tell the measuring service over HTTP, for a moment only."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings

from motcua.effects.measuring import wire
from motcua.effects.measuring.wire import MeasuringDown

_LIMIT_SECONDS = 10.0
_LONGEST_ANSWER = 100_000
PATH = "/TrackingMCDT"


def is_connected() -> bool:
    return bool(settings.EMC_URL)


def tell(content: Mapping[str, Any]) -> None:
    """Raises MeasuringDown, after which it may have been taken all the same, and MeasuringRefused."""
    until = time.monotonic() + _LIMIT_SECONDS
    received = bytearray()
    try:
        with _connections().stream("POST", f"{settings.EMC_URL.rstrip('/')}{PATH}", json=content) as response:
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > until or len(received) > _LONGEST_ANSWER:
                    raise MeasuringDown
            status = response.status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        raise MeasuringDown from None
    wire.taken(status, bytes(received))


def forget() -> None:
    """Hang up, where a process ends or a test does."""
    _connections().close()
    _connections.cache_clear()


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    return httpx.Client(timeout=_LIMIT_SECONDS / 2, follow_redirects=False, trust_env=False)
