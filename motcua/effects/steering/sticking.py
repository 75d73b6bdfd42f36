"""Where dossiers stick now: steps that are past their own date, by who decides, by procedure and by where they lie.

How many there are depends on the work that is open. A worker counts them each minute; where none did, who asks does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.effects.steering.models import StuckStep

#: What was counted longer ago is counted anew: a minute, and one more for the counting and for a worker that was busy.
KEPT = timedelta(minutes=2)

# From the index of open work alone; what waits for the applicant, or rests, is nobody's delay.
_LATE = """
SELECT d.deciding_agency_id, v.procedure_id, w.agency_id, w.step, max(d.procedure_version_id), count(*)::int
FROM dossiers_workitem w
JOIN dossiers_dossier d ON d.id = w.dossier_id
JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
WHERE w.status = 'open' AND w.act <> 'deliver' AND w.due_at < %(at)s AND w.role NOT IN ('applicant', 'system')
  AND d.state IN ('in_progress', 'decided')
  AND (%(agencies)s::bigint[] IS NULL OR d.deciding_agency_id = ANY(%(agencies)s))
GROUP BY 1, 2, 3, 4
"""
_KEEP = f"""
INSERT INTO steering_stuckstep (deciding_agency_id, procedure_id, agency_id, step, version_id, late, counted_at)
SELECT counted.*, %(at)s FROM ({_LATE}) counted
"""  # noqa: S608 - our own names
_KEPT = """
SELECT deciding_agency_id, procedure_id, agency_id, step, version_id, late FROM steering_stuckstep
WHERE counted_at BETWEEN %(since)s AND %(at)s
  AND (%(agencies)s::bigint[] IS NULL OR deciding_agency_id = ANY(%(agencies)s))
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
    told = {"at": at, "since": at - KEPT, "agencies": None if agencies is None else list(agencies)}
    is_kept = StuckStep.objects.filter(counted_at__range=(at - KEPT, at)).exists()
    found = [Sticking(*row) for row in _rows(_KEPT if is_kept else _LATE, told)]
    return sorted(found, key=lambda each: (-each.late, each.step, each.agency_id))


@transaction.atomic
def keep(*, at: datetime) -> int:
    """Count for all who will look within the next minute; gives how many rows there are."""
    StuckStep.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"at": at, "agencies": None})
        return int(cursor.rowcount)


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
