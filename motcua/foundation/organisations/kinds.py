"""The kinds of agency that procedures name."""

from enum import StrEnum


class AgencyKind(StrEnum):
    PROVINCE_COMMITTEE = "province_committee"
    PROVINCIAL_SERVICE_CENTRE = "provincial_service_centre"
    DEPARTMENT = "department"
    COMMUNE_COMMITTEE = "commune_committee"
    COMMUNE_SERVICE_CENTRE = "commune_service_centre"
    COMMUNE_POLICE = "commune_police"
    PROVINCIAL_POLICE = "provincial_police"
    LAND_OFFICE_BRANCH = "land_office_branch"
    SOCIAL_INSURANCE = "social_insurance"
    TAX = "tax"
    OTHER = "other"


#: Where people are received and results handed out.
ONE_STOP = frozenset({AgencyKind.PROVINCIAL_SERVICE_CENTRE, AgencyKind.COMMUNE_SERVICE_CENTRE})
