"""Compare a person of a dossier with the insurance register: her number is found first, then who has it."""

from datetime import datetime

from motcua.effects.registries.comparing import alone, day_line, line
from motcua.effects.registries.gateway import client
from motcua.effects.registries.gateway.profiles import gateway
from motcua.effects.registries.insurance import wire
from motcua.effects.registries.insurance.port import Criteria
from motcua.effects.registries.port import Asked, Compared, Fact, RequestRefused, Subject
from motcua.effects.registries.purposes import Purpose


def check(subject: Subject, *, asked: Asked, purpose: Purpose, at: datetime) -> Compared:  # noqa: ARG001 - as every register is asked
    """Raises RegisterDown, NotInRegister, RequestRefused."""
    if not (subject.name and subject.birth_date):
        raise RequestRefused
    place = subject.residence or {}
    criteria = Criteria(
        subject.name, subject.birth_date, subject.gender, place.get("province", ""), place.get("commune", "")
    )
    number = client.ask(wire.by_criteria(criteria), gateway=gateway(), at=at, read=wire.found_number)
    found = client.ask(
        wire.by_number(number), gateway=gateway(), at=at, read=lambda told: wire.insured(told, number=number)
    )
    return Compared(
        (
            line(Fact.FULL_NAME, subject.name, found.full_name),
            day_line(Fact.BIRTH_DATE, subject.birth_date, found.birth_date),
            line(Fact.GENDER, subject.gender, found.gender),
            alone(Fact.INSURANCE_NUMBER, found.number),
            alone(Fact.INSURANCE_STATUS, found.status),
        )
    )
