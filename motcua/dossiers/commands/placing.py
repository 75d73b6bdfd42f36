"""Which agency decides a draft: the place that its answers name, whoever types it and wherever it is received."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue import competence
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency


def put(dossier: Dossier, agency: Agency) -> None:
    """Online it is received where it is decided; at a counter it stays received where the person stands."""
    dossier.deciding_agency = agency
    columns = ["deciding_agency"]
    if dossier.helper_account_id is None:
        dossier.receiving_unit = agency.one_stop_unit or agency
        columns.append("receiving_unit")
    dossier.save(update_fields=columns)


def follow(dossier: Dossier, *, before: Mapping[str, Any], after: Mapping[str, Any], at: datetime) -> None:
    """The answers to a draft have changed: where they name another place now, its agency decides.

    Whoever chose an agency by hand keeps it as long as the place stays; the pages say where the two differ. Nothing
    is read unless the place has changed.
    """
    definition = definition_of(dossier.procedure_version_id)
    if competence.territory_of(definition, before) == competence.territory_of(definition, after):
        return
    try:
        agency = competence.agency_for(definition, after, on=legal_day(at))
    except competence.NoSuchAgencyHere:
        return
    if agency.pk != dossier.deciding_agency_id:
        put(dossier, agency)
