"""Which agency decides a draft: the place that its answers name, whoever types it and wherever it is received."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue import competence
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.answers import day_of
from motcua.dossiers.models import Dossier
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

    Where they name several places, such as the mother's and the father's, an agency of one of them stays. Without
    JavaScript and with it, nothing is read unless an answer changed that names a place.
    """
    definition = definition_of(dossier.procedure_version_id)
    if all(before.get(key) == after.get(key) for key in definition.competence.territory_fields):
        return
    named = competence.territories_of(definition, after)
    current = Agency.objects.get(pk=dossier.deciding_agency_id)
    if current.commune_code and current.commune_code in named:
        return
    try:
        agency = competence.agency_for(definition, after, on=day_of(at))
    except competence.NoSuchAgencyHere:
        return
    if agency.pk != current.pk:
        put(dossier, agency)
