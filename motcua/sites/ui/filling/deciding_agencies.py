"""Nơi giải quyết: which agencies here decide a procedure, and which of them is the person's own."""

from datetime import date

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.commands.drafting import NoSuchAgencyHere
from motcua.foundation.accounts.models import Person
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency


def deciding(definition: Definition, *, on: date) -> list[Agency]:
    """Of departments only the one of the sector decides; its name is in the definition."""
    agencies = competence.agencies_of_kind(definition.competence.kind, on=on)
    if definition.competence.kind is AgencyKind.DEPARTMENT:
        agencies = agencies.filter(name__startswith=definition.competence.sector_department)
    return list(agencies)


def nearest(definition: Definition, person: Person, *, on: date) -> Agency:
    """The agency where the person lives, or the first. Raises NoSuchAgencyHere."""
    agencies = deciding(definition, on=on)
    if not agencies:
        raise NoSuchAgencyHere
    commune = person.residence.get("commune", "")
    return next((agency for agency in agencies if agency.commune_code == commune), agencies[0])
