"""Compare an organisation of a dossier with the business register."""

from datetime import datetime

from motcua.effects.registries.business import wire
from motcua.effects.registries.comparing import alone, line
from motcua.effects.registries.gateway import client
from motcua.effects.registries.gateway.profiles import gateway
from motcua.effects.registries.port import Asked, Compared, Fact, Subject
from motcua.effects.registries.purposes import Purpose


def check(subject: Subject, *, asked: Asked, purpose: Purpose, at: datetime) -> Compared:  # noqa: ARG001 - as every register is asked
    """Raises RegisterDown, NotInRegister, RequestRefused."""
    code = subject.enterprise_code
    found = client.ask(wire.question(code), gateway=gateway(), at=at, read=lambda told: wire.answer(told, code=code))
    return Compared(
        (
            line(Fact.ENTERPRISE_CODE, code, found.code),
            line(Fact.ENTERPRISE_NAME, subject.name, found.name),
            alone(Fact.ENTERPRISE_STATUS, found.status),
            alone(Fact.ENTERPRISE_KIND, found.kind),
            alone(Fact.REPRESENTATIVES, ", ".join(found.representatives)),
            alone(Fact.FOUNDED_ON, found.founded_on),
            alone(Fact.ADDRESS, found.address),
        )
    )
