"""How long each step lately took at each agency, reckoned each night from the last dossiers that came out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from math import ceil

from django.db import connection, transaction

from motcua.effects.steering.expecting import Pace
from motcua.effects.steering.models import StepPace
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar

#: Older ones were done by other people in another way.
LOOKED_BACK = timedelta(days=90)
#: So many of the last ones, so that a change in an office is seen within weeks.
LAST = 50

Key = tuple[int, int, str]

# By the index of events by time: only dossiers that were published lately are looked at.
_DONE = """
SELECT agency_id, procedure_id, step, opened_at, done_at FROM (
    SELECT w.agency_id, v.procedure_id, w.step, w.opened_at, w.done_at,
           row_number() OVER (PARTITION BY w.agency_id, v.procedure_id, w.step ORDER BY w.done_at DESC, w.id) AS place
    FROM dossiers_workitem w
    JOIN dossiers_dossier d ON d.id = w.dossier_id
    JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    WHERE w.status = 'done' AND w.parent_id IS NULL AND w.act <> 'deliver' AND w.done_at BETWEEN %(since)s AND %(at)s
      AND w.dossier_id IN (
          SELECT dossier_id FROM dossiers_dossierevent
          WHERE action = 'publish' AND happened_at BETWEEN %(since)s AND %(at)s
      )
) AS done WHERE place <= %(last)s
"""


def reckon(*, at: datetime) -> int:
    """Write all paces anew, and give how many there are."""
    calendar = versions.calendar_of(versions.current_id())
    minutes: dict[Key, list[int]] = defaultdict(list)
    for key, opened_at, done_at in _done(at):
        minutes[key].append(_worked(calendar, opened_at, done_at))
    rows = [
        StepPace(
            agency_id=agency_id,
            procedure_id=procedure_id,
            step=step,
            sample=len(taken),
            median_minutes=_share(taken, 0.5),
            p90_minutes=_share(taken, 0.9),
        )
        for (agency_id, procedure_id, step), taken in minutes.items()
    ]
    with transaction.atomic():
        StepPace.objects.all().delete()
        StepPace.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def known(agencies: Iterable[int]) -> dict[int, dict[int, dict[str, Pace]]]:
    """{agency: {procedure: {step: pace}}}"""
    found: dict[int, dict[int, dict[str, Pace]]] = defaultdict(lambda: defaultdict(dict))
    for row in StepPace.objects.filter(agency__in=agencies):
        found[row.agency_id][row.procedure_id][row.step] = Pace(row.median_minutes, row.p90_minutes, row.sample)
    return found


def _done(at: datetime) -> Iterator[tuple[Key, datetime, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(_DONE, {"since": at - LOOKED_BACK, "at": at, "last": LAST})
        while rows := cursor.fetchmany(5000):
            for agency_id, procedure_id, step, opened_at, done_at in rows:
                yield (agency_id, procedure_id, step), opened_at, done_at


def _share(taken: list[int], share: float) -> int:
    """The smallest that is at least as long as this share of all."""
    return sorted(taken)[ceil(share * len(taken)) - 1]


def _worked(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    return calendar.working_minutes_between(start, end) if end > start else 0
