"""Where a dossier of the national portal belongs here: which procedure, and which agency decides it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue import competence, queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.handling import Handled
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.rules.codes import spellings
from motcua.effects.national_portal.arrival_models import Fault
from motcua.effects.national_portal.arrival_wire import BadMessage, FiledDossier
from motcua.effects.national_portal.fitting import Fitted, fitted
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency

#: What is filed there and not yet received anywhere.
_NEWLY_FILED = 1


@dataclass(frozen=True, slots=True)
class Destination:
    version: ProcedureVersion
    definition: Definition
    agency: Agency
    answers: Fitted


def find(told: FiledDossier, *, at: datetime) -> Destination:
    """Codes of an earlier generation lead to today's where somebody wrote down where to. Raises BadMessage."""
    if told.status != _NEWLY_FILED:
        raise BadMessage(Fault.STATUS, "TrangThaiHoSo")
    try:
        version = queries.find(told.procedure).version
    except queries.ProcedureUnknown:
        raise BadMessage(Fault.PROCEDURE, "MaTTHC") from None
    definition = queries.definition_of(version.pk)
    if definition.handled_on(legal_day(at)) is Handled.MINISTRY:
        raise BadMessage(Fault.ELSEWHERE, "MaTTHC")
    answers = fitted(definition.form, told.answers, at=at)
    return Destination(version, definition, _agency(definition, told.agency, answers.kept, at=at), answers)


def _agency(definition: Definition, code: str, answers: dict[str, Any], *, at: datetime) -> Agency:
    """The one that the message names, where it decides this procedure; otherwise the one that the answers lead to."""
    deciding = competence.deciding(definition, on=legal_day(at))
    if code:
        named = Agency.objects.filter(code__in=spellings(code)).first()
        if named is None:
            raise BadMessage(Fault.AGENCY, "MaCoQuanThucHien")
        if named in deciding:
            return named
    try:
        return competence.agency_for(definition, answers, on=legal_day(at))
    except competence.NoSuchAgencyHere:
        raise BadMessage(Fault.AGENCY, "MaCoQuanThucHien") from None
