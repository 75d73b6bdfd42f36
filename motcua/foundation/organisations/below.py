"""Who answers to whom: an agency and all that it manages, directly or through others."""

from datetime import date

from django.db import connection

from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency

_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM organisations_agency WHERE id = %s
    UNION
    SELECT a.id FROM organisations_agency a JOIN below b ON a.managed_by_id = b.id
) SELECT id FROM below
"""


def below(agency: Agency) -> frozenset[int]:
    """The agency and everything under it. The committee of a province looks after all that works in the province.

    Former agencies are among them: their dossiers are still somebody's figures.
    """
    if agency.kind == AgencyKind.PROVINCE_COMMITTEE:
        mine = Agency.objects.filter(province_code=agency.province_code)
        return frozenset(mine.values_list("pk", flat=True)) | {agency.pk}
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [agency.pk])
        return frozenset(row[0] for row in cursor.fetchall())


def with_a_head(agency: Agency, *, on: date) -> Agency:
    """The agency itself where somebody is its head on that day, otherwise the next above it that has one."""
    found: Agency = agency
    while not found.posts.held_on(on).filter(role="head").exists():
        if found.managed_by is None:
            return agency
        found = found.managed_by
    return found
