"""Ask a gateway over HTTP, for a moment only. What goes wrong on the way is said in the words of our table."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx

from motcua.foundation.messaging.gateways.port import Answer, refused
from motcua.foundation.messaging.models import Trouble

#: Long enough for a gateway under load; nobody waits at a page for it.
ANSWERS_WITHIN = httpx.Timeout(10.0, connect=3.0)
_OK = range(200, 300)
_BROKEN = range(500, 600)
_OF_STATUS: Mapping[int, Trouble] = {
    401: Trouble.NOT_LET_IN,
    403: Trouble.NOT_LET_IN,
    413: Trouble.TOO_LARGE,
    429: Trouble.TOO_MANY,
}


class Unanswered(Exception):
    """The gateway gave no answer of its own; `answer` says what that means for the message."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.trouble)
        self.answer = answer


def posted(url: str, *, headers: Mapping[str, str] | None = None, **body: Any) -> httpx.Response:
    """Raises Unanswered. What httpx says of a failure may hold addresses and is not handed on."""
    try:
        return _connections().post(url, headers=headers, **body)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol):
        raise Unanswered(refused(Trouble.NOT_REACHED)) from None
    except httpx.HTTPError as error:
        raise Unanswered(refused(Trouble.NO_ANSWER, code=type(error).__name__)) from None


def said(url: str, *, headers: Mapping[str, str] | None = None, **body: Any) -> dict[str, Any]:
    """The JSON object that it answers. Raises Unanswered."""
    response = posted(url, headers=headers, **body)
    trouble = trouble_of(response.status_code)
    try:
        answer = response.json()
    except ValueError:
        raise Unanswered(refused(trouble or Trouble.UNREADABLE_ANSWER, code=str(response.status_code))) from None
    if trouble or not isinstance(answer, dict):
        raise Unanswered(refused(trouble or Trouble.UNREADABLE_ANSWER, code=str(response.status_code)))
    return answer


def trouble_of(status: int) -> Trouble:
    if status in _OK:
        return Trouble.NONE
    return _OF_STATUS.get(status, Trouble.GATEWAY_FAILED if status in _BROKEN else Trouble.UNREADABLE_ANSWER)


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=50)
    return httpx.Client(timeout=ANSWERS_WITHIN, limits=limits, follow_redirects=False, trust_env=False)


def forget_connections() -> None:
    """For whoever knows that the other side has gone: a worker that ends, a test."""
    _connections().close()
    _connections.cache_clear()
