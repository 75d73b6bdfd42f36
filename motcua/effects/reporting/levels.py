"""The level of an agency, as reports sort agencies: of the province, of a commune, or of a body with its own line."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.foundation.organisations.kinds import AgencyKind


class Level(StrEnum):
    """Cấp của cơ quan."""

    PROVINCE = "province"
    COMMUNE = "commune"
    #: Ngành dọc: works in the province and answers to its own body.
    VERTICAL = "vertical"


LEVEL_OF: Mapping[AgencyKind, Level] = {
    AgencyKind.PROVINCE_COMMITTEE: Level.PROVINCE,
    AgencyKind.PROVINCIAL_SERVICE_CENTRE: Level.PROVINCE,
    AgencyKind.DEPARTMENT: Level.PROVINCE,
    AgencyKind.COMMUNE_COMMITTEE: Level.COMMUNE,
    AgencyKind.COMMUNE_SERVICE_CENTRE: Level.COMMUNE,
    AgencyKind.LAND_OFFICE_BRANCH: Level.PROVINCE,
    AgencyKind.COMMUNE_POLICE: Level.VERTICAL,
    AgencyKind.PROVINCIAL_POLICE: Level.VERTICAL,
    AgencyKind.SOCIAL_INSURANCE: Level.VERTICAL,
    AgencyKind.TAX: Level.VERTICAL,
    AgencyKind.OTHER: Level.PROVINCE,
}


def kinds_of(levels: frozenset[str]) -> list[str]:
    return [kind.value for kind, level in LEVEL_OF.items() if level in levels]


#: Over an agency named `a`.
AS_SQL = (
    "CASE a.kind "
    + " ".join(f"WHEN '{kind.value}' THEN '{level.value}'" for kind, level in LEVEL_OF.items())
    + " ELSE 'province' END"
)
