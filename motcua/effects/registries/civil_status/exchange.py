"""Hand a registration over, and ask what became of it. Raises RegisterDown, NotInRegister, RequestRefused."""

from datetime import date, datetime

from motcua.effects.registries.civil_status import wire
from motcua.effects.registries.civil_status.port import CodeList, Entry, Module, Registered, Registration, Stage
from motcua.effects.registries.gateway import client
from motcua.effects.registries.gateway.profiles import gateway


def register(asked: Registration, *, at: datetime) -> None:
    """Under the same dossier code a second time it is the same registration there."""
    client.ask(wire.registration(asked), gateway=gateway(), at=at, read=wire.done)


def stage(dossier: str, *, unit: int, at: datetime) -> Stage:
    return client.ask(wire.stage(unit, dossier), gateway=gateway(), at=at, read=wire.stage_of)


def result(dossier: str, *, unit: int, at: datetime) -> Registered:
    return client.ask(wire.result(unit, dossier), gateway=gateway(), at=at, read=wire.registered)


def changed_since(day: date, *, module: Module, at: datetime) -> list[str]:
    """The dossiers of that book of which something has changed since then."""
    return client.ask(wire.changed_since(module, day), gateway=gateway(), at=at, read=wire.dossiers)


def code_list(which: CodeList, *, at: datetime) -> list[Entry]:
    return client.ask(wire.code_list(which), gateway=gateway(), at=at, read=wire.entries)
