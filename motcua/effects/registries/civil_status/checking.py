"""How far the civil-status system is with a dossier that was handed over there."""

from datetime import datetime

from django.conf import settings

from motcua.effects.registries.civil_status import exchange
from motcua.effects.registries.comparing import alone
from motcua.effects.registries.port import Asked, Compared, Fact, Subject
from motcua.effects.registries.purposes import Purpose


def check(subject: Subject, *, asked: Asked, purpose: Purpose, at: datetime) -> Compared:  # noqa: ARG001 - as every register is asked
    """Raises RegisterDown, NotInRegister, RequestRefused."""
    stage = exchange.stage(subject.dossier_code, unit=settings.CIVIL_STATUS_UNIT, at=at)
    return Compared((alone(Fact.CIVIL_STATUS_STAGE, stage.value),))
