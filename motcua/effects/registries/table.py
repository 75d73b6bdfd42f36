"""Which register is asked how, about whom, and whether this installation may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.effects.registries.business import checking as business
from motcua.effects.registries.civil_status import checking as civil_status
from motcua.effects.registries.insurance import checking as insurance
from motcua.effects.registries.models import Register
from motcua.effects.registries.population import checking as population
from motcua.effects.registries.port import Asked, Compared, Subject
from motcua.effects.registries.purposes import OF_OFFICERS, Purpose
from motcua.effects.registries.subjects import DOSSIER
from motcua.foundation.text.folding import fold


class Check(Protocol):
    def __call__(self, subject: Subject, *, asked: Asked, purpose: Purpose, at: datetime) -> Compared: ...


CHECKS: Mapping[Register, Check] = {
    Register.POPULATION: population.check,
    Register.ENTERPRISE: business.check,
    Register.SOCIAL_INSURANCE: insurance.check,
    Register.CIVIL_STATUS: civil_status.check,
}

_INSURANCE_BODY = "social_insurance"
_SOCIAL_DATA = "social_db"
_CIVIL_STATUS_SECTOR = "ho tich"


def registers_for(subject: Subject, definition: Definition) -> tuple[Register, ...]:
    """Only what this procedure has a use for, and only what is connected."""
    wanted = {
        Register.POPULATION: bool(subject.personal_id),
        Register.ENTERPRISE: bool(subject.enterprise_code),
        Register.SOCIAL_INSURANCE: bool(subject.personal_id) and _needs_insurance(definition),
        Register.CIVIL_STATUS: subject.about == DOSSIER and _CIVIL_STATUS_SECTOR in fold(definition.sector.name),
    }
    return tuple(register for register, is_wanted in wanted.items() if is_wanted and is_connected(register))


def is_connected(register: Register) -> bool:
    if register is Register.POPULATION:
        return bool(settings.POPULATION_URL)
    return bool(settings.LGSP_URL) and register.value in settings.LGSP_REGISTERS


def any_connected() -> bool:
    return bool(settings.POPULATION_URL or settings.LGSP_URL)


def purposes_of(register: Register) -> tuple[Purpose, ...]:
    """What an officer may ask this register for."""
    return (Purpose.FOLLOW,) if register is Register.CIVIL_STATUS else OF_OFFICERS


def number_asked(subject: Subject) -> str:
    return subject.personal_id or subject.enterprise_code or subject.dossier_code


def _needs_insurance(definition: Definition) -> bool:
    papers = (paper for group in definition.paper_groups for paper in group.papers)
    return definition.competence.kind == _INSURANCE_BODY or any(_SOCIAL_DATA in p.replaceable_by for p in papers)
