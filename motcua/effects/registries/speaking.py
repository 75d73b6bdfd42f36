"""Ask a machine of others over HTTP, for a moment only: whatever goes wrong is RegisterDown, and soon."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import httpx

from motcua.effects.registries.port import RegisterDown

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


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    body: bytes


def said(call: Call) -> Said:
    """Raises RegisterDown. What httpx says of a failure may hold addresses and is not handed on."""
    until = time.monotonic() + LIMIT_SECONDS
    received = bytearray()
    try:
        with _connections().stream(
            call.method, call.url, params=call.query, content=call.content or None, headers=call.headers
        ) as response:
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > until or len(received) > _LONGEST_ANSWER:
                    raise RegisterDown
            return Said(response.status_code, bytes(received))
    except (httpx.HTTPError, httpx.InvalidURL):
        raise RegisterDown from None


def forget() -> None:
    """Hang up, where a process ends or a test does."""
    _connections().close()
    _connections.cache_clear()


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    return httpx.Client(timeout=LIMIT_SECONDS / 2, follow_redirects=False, trust_env=False)
