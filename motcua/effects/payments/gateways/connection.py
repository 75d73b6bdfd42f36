"""Say something to a gateway over HTTP, for a moment only."""

import json
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx

from motcua.foundation.refusals import Refusal

#: A person waits for this page, or a worker has other orders to ask about.
LIMIT_SECONDS = 5.0
_LONGEST_ANSWER = 200_000
_OK = 200


class GatewayDown(Refusal):
    """No answer, or none that can be believed: another way of paying is open, and nothing is lost."""


def ask(
    url: str,
    message: Mapping[str, Any],
    *,
    token: str = "",
    longest: int = _LONGEST_ANSWER,
    limit: float = LIMIT_SECONDS,
) -> bytes:
    """The body of the answer. Raises GatewayDown; what httpx says of a failure may hold addresses and ends here."""
    until = time.monotonic() + limit
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    received = bytearray()
    try:
        with _connections().stream("POST", url, json=message, headers=headers, timeout=limit) as response:
            if response.status_code != _OK:
                raise GatewayDown
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > until or len(received) > longest:
                    raise GatewayDown
    except (httpx.HTTPError, httpx.InvalidURL):
        raise GatewayDown from None
    return bytes(received)


def fields_of(body: bytes) -> Mapping[str, Any]:
    """The answer as an object of JSON. Raises GatewayDown: HTML of a proxy is no answer."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise GatewayDown from None
    if not isinstance(fields, dict):
        raise GatewayDown
    return fields


def forget() -> None:
    """Hang up, where a process ends or a test does."""
    _connections().close()
    _connections.cache_clear()


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    return httpx.Client(follow_redirects=False, trust_env=False)
