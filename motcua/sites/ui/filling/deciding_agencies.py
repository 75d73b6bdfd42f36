"""Nơi giải quyết: which agencies here decide a procedure, and which of them this case belongs to."""

from datetime import date

from motcua.blueprints.catalogue import competence
from motcua.blueprints.catalogue.competence import NoSuchAgencyHere
from motcua.blueprints.catalogue.definition import Definition
from motcua.foundation.accounts.models import Person
from motcua.foundation.organisations.models import Agency


def deciding(definition: Definition, *, on: date) -> list[Agency]:
    return competence.deciding(definition, on=on)


def nearest(definition: Definition, person: Person, *, on: date) -> Agency:
    """Before anything is answered: the agency where the person lives, or the first. Raises NoSuchAgencyHere."""
    agencies = deciding(definition, on=on)
    if not agencies:
        raise NoSuchAgencyHere
    commune = person.residence.get("commune", "")
    return next((agency for agency in agencies if agency.commune_code == commune), agencies[0])
