"""Keep the facts: what changed about a dossier is written, and the difference added to the cells, in one statement."""

from collections.abc import Sequence

from django.db import connection, transaction

from motcua.dossiers.models import DossierEvent, FeeDuty
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.reporting import cells, worked_days
from motcua.effects.reporting.doubts import DOUBT_RULES
from motcua.effects.reporting.fact_sql import COLUMNS, facts
from motcua.effects.reporting.locks import lock_dossiers
from motcua.foundation.jobs.queue import job

_COLUMNS = ", ".join(COLUMNS)
UPSERT = f"""
    INSERT INTO reporting_dossierfact AS t ({_COLUMNS}) SELECT {_COLUMNS} FROM fresh
    ON CONFLICT (dossier_id) DO UPDATE SET {", ".join(f"{each} = excluded.{each}" for each in COLUMNS[1:])}
    WHERE (t.*) IS DISTINCT FROM (excluded.*)
"""  # noqa: S608 - names of our own columns
_IDS = "{dossier} = ANY(%(ids)s)"
#: What was counted of these dossiers, what is to be counted, and every cell in which the two differ.
_NOTE = f"""
WITH fresh AS MATERIALIZED ({facts(_IDS)}), old AS MATERIALIZED (
    SELECT {_COLUMNS} FROM reporting_dossierfact f WHERE f.dossier_id = ANY(%(ids)s)
), changed AS MATERIALIZED (
    SELECT n.*, 1 AS sign FROM (TABLE fresh EXCEPT TABLE old) n
    UNION ALL SELECT o.*, -1 FROM (TABLE old EXCEPT TABLE fresh) o
), moments AS MATERIALIZED ({cells.moments("changed")}),
written AS ({UPSERT}),
took AS ({cells.add_durations("(" + cells.durations("changed") + ") d")})
{cells.add_cells("(" + cells.cells("moments") + ") d")}
"""  # noqa: S608 - names of our own columns


@transaction.atomic
def note(dossier_ids: Sequence[int]) -> int:
    """Bring the facts of these dossiers up to date, and give the number of cells that changed: none the second time."""
    worked_days.number_all()
    lock_dossiers(dossier_ids)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"ids": list(dossier_ids)})
        changed: int = cursor.rowcount
    return changed


@job("reporting.note_event")
def note_event(*, event_id: int) -> None:
    """After every event of a dossier."""
    event = DossierEvent.objects.get(pk=event_id)
    note([event.dossier_id, *(_filed_again(event) if event.action in _WITHOUT_RESULT else ())])


@job("reporting.note_duty")
def note_duty(*, duty_id: int) -> None:
    """After a sum was asked for, paid, or no longer asked for."""
    note([FeeDuty.objects.values_list("dossier_id", flat=True).get(pk=duty_id)])


@job("reporting.note_known_there")
def note_known_there(*, dossier_id: int) -> None:
    """After the national portal has heard of a dossier for the first time."""
    note([dossier_id])


_WITHOUT_RESULT = frozenset({Action.REFUSE, Action.WITHDRAW, Action.STOP})
_FILED_AGAIN = """
    SELECT n.id FROM dossiers_dossier d JOIN dossiers_dossier n ON n.applicant_id = d.applicant_id
    WHERE d.id = %s AND n.submitted_at BETWEEN d.finished_at AND d.finished_at + make_interval(days => %s)
"""


def _filed_again(event: DossierEvent) -> list[int]:
    """What its person filed after it had ended: nothing, but where the end reached us later than the new filing."""
    longest = max(rule.days_until_again for rule in DOUBT_RULES)
    with connection.cursor() as cursor:
        cursor.execute(_FILED_AGAIN, [event.dossier_id, longest])
        return [dossier_id for (dossier_id,) in cursor.fetchall() if dossier_id != event.dossier_id]
