"""Thẩm quyền: which agency decides the case. It follows from the procedure and the answers, not from the desk.

Whoever receives the dossier need not be near (NĐ 118/2025/NĐ-CP art. 3): a birth may be told at the provincial centre.
"""

from collections.abc import Mapping
from datetime import date

from motcua.blueprints.catalogue.definition import Definition
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.places import former
from motcua.foundation.refusals import Refusal


class NoSuchAgencyHere(Refusal):
    """No agency here decides this procedure for the chosen place."""


def territory_of(definition: Definition, answers: Mapping[str, object]) -> str | None:
    """The code of the commune whose agency decides; none while no field that says so is filled in."""
    communes = (_commune(answers.get(key)) for key in definition.competence.territory_fields)
    return next(filter(None, communes), None)


def deciding(definition: Definition, *, on: date) -> list[Agency]:
    """All that decide the procedure somewhere. Of departments only the one of the sector; its name is in the file."""
    asked = definition.competence
    agencies = competence.agencies_of_kind(asked.kind, on=on)
    if asked.kind is AgencyKind.DEPARTMENT:
        agencies = agencies.filter(name__startswith=asked.sector_department)
    return list(agencies)


def agency_for(definition: Definition, answers: Mapping[str, object], *, on: date) -> Agency:
    """The one that decides this case: of the commune that the answers name, or the only one for the whole province.

    Raises NoSuchAgencyHere where the case names no place, or a place of another province.
    """
    agencies = deciding(definition, on=on)
    commune = territory_of(definition, answers)
    there = [agency for agency in agencies if commune and agency.commune_code == commune]
    found = there or [agency for agency in agencies if not agency.commune_code]
    if len(found) != 1:
        raise NoSuchAgencyHere
    return found[0]


def _commune(address: object) -> str:
    """Of a former address the commune of today, where the ward went whole into one."""
    if not isinstance(address, dict):
        return ""
    if address.get("commune"):
        return str(address["commune"])
    today = former.understood(str(address["old"])).today if address.get("old") else ()
    return today[0][1] if len(today) == 1 else ""
