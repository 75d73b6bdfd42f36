"""Where dossiers stick now: steps that are past their own date, by who decides, by procedure and by where they lie."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

# From the index of open work alone; what waits for the applicant, or rests, is nobody's delay.
_LATE = """
SELECT d.deciding_agency_id, v.procedure_id, w.agency_id, w.step, max(d.procedure_version_id), count(*)
FROM dossiers_workitem w
JOIN dossiers_dossier d ON d.id = w.dossier_id
JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
WHERE w.status = 'open' AND w.act <> 'deliver' AND w.due_at < %(at)s AND w.role NOT IN ('applicant', 'system')
  AND d.state IN ('in_progress', 'decided')
  AND (%(agencies)s::bigint[] IS NULL OR d.deciding_agency_id = ANY(%(agencies)s))
GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Sticking:
    """`late` open steps of this key; `version_id` is one in which the step has its name."""

    deciding_agency_id: int
    procedure_id: int
    agency_id: int
    step: str
    version_id: int
    late: int


def sticking(agencies: Collection[int] | None, *, at: datetime) -> list[Sticking]:
    """Of dossiers that these agencies decide, or of all; the most first."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE, {"at": at, "agencies": None if agencies is None else list(agencies)})
        found = [Sticking(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: (-each.late, each.step, each.agency_id))
