"""Ask the register, for a moment only: on the data axis itself, or through the province's gateway."""

from datetime import datetime
from typing import TypeVar

from motcua.effects.registries import speaking
from motcua.effects.registries.gateway import client
from motcua.effects.registries.gateway.profiles import gateway
from motcua.effects.registries.population import wire, wrapper
from motcua.effects.registries.population.port import PersonFacts, Question, Verified
from motcua.effects.registries.port import RegisterDown
from motcua.foundation.breaker import Breaker

Told = TypeVar("Told")
_OK = 200

BREAKER = Breaker()


def look_up(question: Question, *, door: wire.Door, at: datetime, breaker: Breaker = BREAKER) -> PersonFacts:
    """Raises RegisterDown, NobodyFound or FactsDiffer. While the breaker is open nothing is sent."""
    return breaker.ask(
        lambda: wire.answer(_sent(question, wire.LOOK_UP, door=door, at=at), question=question),
        at=at,
        down=RegisterDown,
    )


def verify(question: Question, *, door: wire.Door, at: datetime, breaker: Breaker = BREAKER) -> Verified:
    """Yes or no to number, name and birth date, and nothing else of the person. Raises RegisterDown or NobodyFound."""
    return breaker.ask(lambda: wire.verified(_sent(question, wire.VERIFY, door=door, at=at)), at=at, down=RegisterDown)


def _sent(question: Question, operation: str, *, door: wire.Door, at: datetime) -> bytes:
    """The envelope that came back."""
    data_set = door.data_set if operation == wire.LOOK_UP else door.verify_set
    if door.style.is_wrapped:
        body = wrapper.request(question, data_set=data_set)
        return wrapper.envelope(client.sent(door.url, gateway=gateway(), at=at, body=body))
    content = wire.request(question, data_set=data_set, operation=operation, style=door.style)
    answer = speaking.said(speaking.Call("POST", door.url, wire.headers(door, at=at), content))
    if answer.status != _OK:
        raise RegisterDown
    return answer.body
