"""The line to a partner: HTTP, in bounded time, for an answer of bounded length, through no proxy of the machine.

Whatever goes wrong on the way is one thing to whoever asks: there is no answer. What httpx says of it may hold
addresses and ends here.
"""

import time
from dataclasses import dataclass
from typing import Any

import httpx


class NoAnswer(Exception):
    """Nothing came, or not all of it in time, or more than anybody would read. It may have been heard all the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


class PartnerLine:
    """One for a partner and a process: connections are kept."""

    def __init__(self) -> None:
        self._connections: httpx.Client | None = None

    def ask(
        self, method: str, url: str, *, seconds: float, longest: int, quiet: float | None = None, **message: Any
    ) -> Answer:
        """The whole answer is here within `seconds`, however slowly it drips, and has no more than `longest` bytes.

        `quiet` is how long nothing at all may come; half of the time where it is not said. `message` is httpx's own:
        json, content, params, headers. Raises NoAnswer.
        """
        until, received = time.monotonic() + seconds, bytearray()
        timeout = quiet or seconds / 2
        try:
            with self._open().stream(method, url, timeout=timeout, **message) as response:
                for chunk in response.iter_bytes():
                    received += chunk
                    if time.monotonic() > until or len(received) > longest:
                        raise NoAnswer
                return Answer(response.status_code, bytes(received))
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoAnswer from None

    def forget(self) -> None:
        """Hang up, where a process ends or a test does."""
        if self._connections is not None:
            self._connections.close()
            self._connections = None

    def _open(self) -> httpx.Client:
        # Two threads that both open one at first leave one to be collected: nothing is lost by it.
        if self._connections is None:
            self._connections = httpx.Client(follow_redirects=False, trust_env=False)
        return self._connections
