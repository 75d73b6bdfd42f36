"""Whose figures an officer may see: heads those of their agency and below, at the province all, others their own."""

from django.db import connection

from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting.asking import EVERYWHERE, Where
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency

NOTHING = Where(agencies=frozenset())
#: The agencies whose heads answer for the whole province.
_OF_THE_PROVINCE = frozenset({AgencyKind.PROVINCE_COMMITTEE, AgencyKind.PROVINCIAL_SERVICE_CENTRE})
_AND_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT %s::bigint UNION SELECT a.id FROM organisations_agency a JOIN below b ON a.managed_by_id = b.id
    ) SELECT id FROM below
"""


def seen_by(actor: Actor) -> Where:
    """What stands in the reports and boards of this officer. Who is no officer sees nothing here."""
    if actor.agency_id is None or actor.post_id is None:
        return NOTHING
    if actor.role is not Role.HEAD:
        return Where(posts=frozenset({actor.post_id}))
    if Agency.objects.filter(pk=actor.agency_id, kind__in=_OF_THE_PROVINCE).exists():
        return EVERYWHERE
    return Where(agencies=and_below(actor.agency_id))


def and_below(agency_id: int) -> frozenset[int]:
    """The agency and all that it manages."""
    with connection.cursor() as cursor:
        cursor.execute(_AND_BELOW, [agency_id])
        return frozenset(found for (found,) in cursor.fetchall())
