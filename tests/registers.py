"""The registers of others, opened for a test: stand-ins on ports of their own, and settings that lead to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pytest_django import Settings

from motcua.effects.registries import speaking
from motcua.effects.registries.civil_status.stand_in import UNIT
from motcua.effects.registries.gateway import client, stand_in
from motcua.effects.registries.gateway.stand_in import GatewayStandIn
from motcua.effects.registries.gateway.tokens import TOKENS
from motcua.effects.registries.population import connection
from motcua.effects.registries.population import stand_in as population
from motcua.effects.registries.population.stand_in import StandIn


@dataclass(frozen=True, slots=True)
class Registers:
    population: StandIn
    gateway: GatewayStandIn


@contextmanager
def opened(settings: Settings) -> Iterator[Registers]:
    # Tests have a week of their own, and the register a clock.
    people, gateway = StandIn(book=population.Book(patience=float("inf"))).start(), stand_in.stand_in()
    gateway.start()
    for name, value in {**population.settings(people.url), **stand_in.settings(gateway.url)}.items():
        setattr(settings, name, value)
    settings.CIVIL_STATUS_UNIT = UNIT
    _nothing_learnt()
    try:
        yield Registers(people, gateway)
    finally:
        _nothing_learnt()
        people.stop()
        gateway.stop()


def _nothing_learnt() -> None:
    """Tokens, breakers and connections are of the process, and tests are many in one."""
    connection.BREAKER.note_answer()
    client.BREAKERS.clear()
    TOKENS.forget()
    speaking.forget()
