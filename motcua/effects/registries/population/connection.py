"""Ask the register over HTTP, for a moment only."""

import time
from datetime import datetime
from functools import lru_cache

import httpx

from motcua.effects.registries.population import wire
from motcua.effects.registries.population.port import PersonFacts, Question, RegisterDown
from motcua.foundation.breaker import Breaker

#: A person waits for this page. The whole answer must be here by then, however slowly it drips.
LIMIT_SECONDS = 2.0
_LONGEST_ANSWER = 200_000
_OK = 200

BREAKER = Breaker()


def look_up(question: Question, *, door: wire.Door, at: datetime, breaker: Breaker = BREAKER) -> PersonFacts:
    """Raises RegisterDown, NobodyFound or FactsDiffer. While the breaker is open nothing is sent."""
    if breaker.is_open(at):
        raise RegisterDown
    try:
        facts = wire.answer(_sent(question, door=door, at=at), question=question)
    except RegisterDown:
        breaker.note_failure(at)
        raise
    except Exception:
        breaker.note_answer()
        raise
    breaker.note_answer()
    return facts


def _sent(question: Question, *, door: wire.Door, at: datetime) -> bytes:
    """The body of the answer. What httpx says of a failure may hold addresses and is not handed on."""
    until = time.monotonic() + LIMIT_SECONDS
    content = wire.request(question, data_set=door.data_set)
    received = bytearray()
    try:
        with _connections().stream("POST", door.url, content=content, headers=wire.headers(door, at=at)) as response:
            if response.status_code != _OK:
                raise RegisterDown
            for chunk in response.iter_bytes():
                received += chunk
                if time.monotonic() > until or len(received) > _LONGEST_ANSWER:
                    raise RegisterDown
    except httpx.HTTPError:
        raise RegisterDown from None
    return bytes(received)


@lru_cache(maxsize=1)
def _connections() -> httpx.Client:
    """One for the process: connections are kept. No proxy and no password file of the machine decides where we go."""
    return httpx.Client(timeout=LIMIT_SECONDS / 2, follow_redirects=False, trust_env=False)
