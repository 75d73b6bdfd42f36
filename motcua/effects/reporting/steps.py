"""Where the time goes: for dossiers that ended in a month, how long each step had them, and how long nobody had it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F, Sum

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.reporting.report_models import StepTally
from motcua.foundation.jobs.queue import job

#: A dossier ends once: then its steps are added. Steps that only hand the result out come after the legal end.
ENDS = (Action.PUBLISH, Action.REFUSE, Action.WITHDRAW, Action.STOP)

#: When somebody took a step: looked up for the steps of one dossier, and read in one go for those of all.
_TAKEN_OF_ONE = """LEFT JOIN LATERAL (
        SELECT min(h.at) AS at FROM dossiers_handover h WHERE h.work_item_id = w.id AND h.kind = 'received'
    ) taken ON true"""
_TAKEN_OF_ALL = """LEFT JOIN (
        SELECT h.work_item_id, min(h.at) AS at FROM dossiers_handover h WHERE h.kind = 'received' GROUP BY 1
    ) taken ON taken.work_item_id = w.id"""
#: Of the dossiers in {chosen}: every step that was done before the end.
_SPENT = """
    SELECT date_trunc('month', d.finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month,
           w.agency_id, v.procedure_id, w.step, w.status, w.opened_at, w.done_at, w.due_at, taken.at AS taken_at
    FROM {chosen} AS chosen
    JOIN dossiers_dossier d ON d.id = chosen.dossier_id
    JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    JOIN dossiers_workitem w ON w.dossier_id = d.id
    {taken}
    WHERE w.done_at <= d.finished_at AND w.act <> 'deliver'
"""
_COLUMNS = "month, agency_id, procedure_id, step, steps, waited_seconds, total_seconds, late, returned"
_SUMMED = """
    SELECT month, agency_id, procedure_id, step, count(*)::int AS steps,
           sum(floor(extract(epoch FROM
               greatest(least(coalesce(taken_at, opened_at), done_at) - opened_at, interval '0'))))::bigint AS waited,
           sum(floor(extract(epoch FROM greatest(done_at - opened_at, interval '0'))))::bigint AS total,
           (count(*) FILTER (WHERE done_at > due_at))::int AS late,
           (count(*) FILTER (WHERE status = 'returned'))::int AS returned
    FROM spent GROUP BY month, agency_id, procedure_id, step
    ORDER BY month, agency_id, procedure_id, step
"""
#: The dossier of an event; or all whose events say that they have ended.
_OF_EVENT = "SELECT e.dossier_id FROM dossiers_dossierevent e WHERE e.id = %(event)s AND e.action = ANY(%(ends)s)"
_OF_ALL = "SELECT d.id AS dossier_id FROM dossiers_dossier d WHERE d.finished_at IS NOT NULL"
_NOTE = f"""
WITH ended AS (
    INSERT INTO reporting_stepsnoted (dossier_id) {{ended}} ON CONFLICT DO NOTHING RETURNING dossier_id
), spent AS ({_SPENT.replace("{chosen}", "ended")})
INSERT INTO reporting_steptally AS t ({_COLUMNS}) {_SUMMED}
ON CONFLICT (month, agency_id, procedure_id, step) DO UPDATE SET
    steps = t.steps + excluded.steps, waited_seconds = t.waited_seconds + excluded.waited_seconds,
    total_seconds = t.total_seconds + excluded.total_seconds, late = t.late + excluded.late,
    returned = t.returned + excluded.returned
"""
_DIFFER = f"""
WITH spent AS ({_SPENT.format(chosen="(" + _OF_ALL + ")", taken=_TAKEN_OF_ALL)}),
fresh AS MATERIALIZED ({_SUMMED}), stored AS MATERIALIZED (SELECT {_COLUMNS} FROM reporting_steptally)
SELECT DISTINCT month, agency_id, procedure_id, step
FROM ((TABLE fresh EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE fresh)) d ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class StepTime:
    """Seconds by the clock, nights and holidays in them: what the applicant waits."""

    agency: int
    procedure: int
    step: str
    steps: int
    waited: int
    total: int
    late: int
    returned: int

    @property
    def each(self) -> int:
        return self.total // self.steps

    @property
    def waited_each(self) -> int:
        return self.waited // self.steps


@job("reporting.note_steps")
def note_steps(*, event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE.format(ended=_OF_EVENT, taken=_TAKEN_OF_ONE), {"ends": list(ENDS), "event": event_id})


@transaction.atomic
def rebuild() -> int:
    """From nothing; gives how many rows there are."""
    with connection.cursor() as cursor:
        # Millions of steps are sorted; the memory is given back with the transaction.
        cursor.execute("SET LOCAL work_mem = '256MB'")
        # Whoever reads sees the old tallies until the new ones are there.
        cursor.execute("TRUNCATE reporting_stepsnoted; DELETE FROM reporting_steptally")
        cursor.execute(_NOTE.format(ended=_OF_ALL, taken=_TAKEN_OF_ALL))
        return int(cursor.rowcount)


def differences() -> list[str]:
    """Steps of a month whose sums are not what the steps add up to."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFER)
        return [
            f"step {step} of {month:%Y-%m} at {agency} for {code}" for month, agency, code, step in cursor.fetchall()
        ]


def step_times(first: date, last: date, *, agencies: Collection[int] | None, size: int = 200) -> list[StepTime]:
    """Of whole months, those that took the most time in all first."""
    found = StepTally.objects.filter(month__range=(first.replace(day=1), last))
    if agencies is not None:
        found = found.filter(agency__in=agencies)
    rows = found.values("agency", "procedure", "step").annotate(
        n=Sum("steps"), w=Sum("waited_seconds"), t=Sum("total_seconds"), l=Sum("late"), r=Sum("returned")
    )
    listed = rows.order_by(F("t").desc(), "agency", "procedure", "step")
    return [StepTime(*row) for row in listed.values_list("agency", "procedure", "step", "n", "w", "t", "l", "r")[:size]]
