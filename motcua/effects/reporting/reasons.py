"""Why dossiers are sent back, refused and stopped, and by whom: what supervisors look through.

The same statement notes one event as it happens and all of them anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from motcua.dossiers.models import DossierEvent
from motcua.effects.reporting.asking import pieces
from motcua.effects.reporting.models import Grain
from motcua.effects.reporting.report_models import REASONED, ReasonFact
from motcua.foundation.jobs.queue import job

_COLUMNS = 'event_id, reason, items, action, "on", agency_id, post_id, procedure_id'
_TOLD = """
SELECT e.id, coalesce(told.code, e.details->>'ground', ''), count(*), e.action,
       (e.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, coalesce(e.agency_id, d.deciding_agency_id),
       e.post_id, v.procedure_id
FROM dossiers_dossierevent e
JOIN dossiers_dossier d ON d.id = e.dossier_id
JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
LEFT JOIN LATERAL (
    SELECT item.value->>'code' AS code
    FROM jsonb_each(
        CASE jsonb_typeof(e.details->'reasons') WHEN 'object' THEN e.details->'reasons' ELSE '{{}}' END
    ) item
) told ON true
WHERE e.action = ANY(%(actions)s) AND {which}
GROUP BY e.id, coalesce(told.code, e.details->>'ground', ''), d.deciding_agency_id, v.procedure_id
"""
_KEYS = "month, agency_id, post_id, action, reason"
#: An act has one row for each of its reasons, so rows of one reason are acts.
_BY_MONTH = """
SELECT date_trunc('month', "on")::date AS month, agency_id, post_id, action, reason,
       count(*)::int AS acts, sum(items)::int AS items
FROM {facts} f GROUP BY 1, 2, 3, 4, 5
"""
_NEW = f"INSERT INTO reporting_reasonfact ({_COLUMNS}) {_TOLD} ON CONFLICT (event_id, reason) DO NOTHING"
#: What is new is added to its month: cells are locked in one order.
_ADD = f"INSERT INTO reporting_reasontally AS t ({_KEYS}, acts, items) {_BY_MONTH} ORDER BY {_KEYS}"
_NOTE = f"""
WITH noted AS ({_NEW} RETURNING *) {_ADD.replace("{facts}", "noted")}
ON CONFLICT ({_KEYS}) DO UPDATE SET acts = t.acts + excluded.acts, items = t.items + excluded.items
"""
_DIFFER = f"""
WITH fresh AS MATERIALIZED ({_TOLD}), stored AS MATERIALIZED (SELECT {_COLUMNS} FROM reporting_reasonfact)
SELECT DISTINCT id FROM ((TABLE fresh EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE fresh)) d ORDER BY id
"""  # noqa: S608 - our own names
_MONTHS_DIFFER = f"""
WITH fresh AS MATERIALIZED ({_BY_MONTH.format(facts="reporting_reasonfact")}),
stored AS MATERIALIZED (SELECT {_KEYS}, acts, items FROM reporting_reasontally)
SELECT DISTINCT {_KEYS} FROM ((TABLE fresh EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE fresh)) d
ORDER BY {_KEYS}
"""  # noqa: S608 - our own names
#: Whole months from their tallies, the days around them from the facts.
_ASKED = """
SELECT post_id, agency_id, action, reason, sum(acts)::int, sum(items)::int FROM (
    SELECT post_id, agency_id, action, reason, acts, items FROM reporting_reasontally
    WHERE month >= %(month)s AND month < %(months_end)s AND {where}
    UNION ALL
    SELECT post_id, agency_id, action, reason, 1, items FROM reporting_reasonfact
    WHERE "on" >= %(first)s AND "on" < %(month)s AND {where}
    UNION ALL
    SELECT post_id, agency_id, action, reason, 1, items FROM reporting_reasonfact
    WHERE "on" >= %(months_end)s AND "on" <= %(last)s AND {where}
) told GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Of one officer, or of the system where `post` is empty: how many acts and items had this reason."""

    post: int | None
    agency: int
    action: str
    reason: str
    acts: int
    items: int


@job("reporting.note_reasons")
def note_reasons(*, event_id: int) -> None:
    """Twice is once: an event never changes."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE.format(which="e.id = %(event)s"), {"actions": list(REASONED), "event": event_id})


@transaction.atomic
def rebuild() -> int:
    """From nothing; gives how many rows there are."""
    with connection.cursor() as cursor:
        # What is noted meanwhile waits: it would be taken for noted here, and stand in no tally.
        cursor.execute("LOCK TABLE reporting_reasonfact IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM reporting_reasonfact")
        cursor.execute(_NEW.format(which="true"), {"actions": list(REASONED)})
        noted = int(cursor.rowcount)
    count_months()
    return noted


@transaction.atomic
def count_months() -> None:
    """Anew, from what is noted."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_reasontally")
        cursor.execute(_ADD.format(facts="reporting_reasonfact"))


def differences() -> list[str]:
    """Events whose reasons are not what they say, and months that do not add up to theirs."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFER.format(which="true"), {"actions": list(REASONED)})
        events = [f"reasons of event {event}" for (event,) in cursor.fetchall()]
        cursor.execute(_MONTHS_DIFFER)
        return [*events, *(f"reasons of {month:%Y-%m} at {' '.join(map(str, key))}" for month, *key in cursor)]


def reasons(first: date, last: date, *, agencies: Collection[int] | None, post: int | None = None) -> list[Reason]:
    """Those who gave the most first."""
    months = [piece for piece in pieces(first, last, finest=Grain.MONTH) if piece.grain is Grain.MONTH]
    parameters = {
        "first": first,
        "last": last,
        "month": months[0].first if months else first,
        "months_end": months[0].until if months else first,
        "agencies": None if agencies is None else list(agencies),
        "post": post,
    }
    narrowed = {"agency_id = ANY(%(agencies)s)": agencies, "post_id = %(post)s": post}
    where = " AND ".join(["true", *(condition for condition, given in narrowed.items() if given is not None)])
    with connection.cursor() as cursor:
        cursor.execute(_ASKED.format(where=where), parameters)
        rows = [Reason(*row) for row in cursor.fetchall()]
    return sorted(rows, key=lambda each: (-each.acts, each.action, each.reason))


def codes(  # noqa: PLR0913 - one number of the table, each part of its place by name
    first: date,
    last: date,
    *,
    agencies: Collection[int] | None,
    post: int | None,
    action: str,
    reason: str,
    after: int = 0,
    size: int = 100,
) -> Sequence[tuple[int, str | None]]:
    """Event and dossier code of each act behind a number, in the order in which they happened."""
    found = ReasonFact.objects.filter(on__range=(first, last), post=post, action=action, reason=reason, event__gt=after)
    if agencies is not None:
        found = found.filter(agency__in=agencies)
    events = list(found.order_by("event").values_list("event", flat=True)[:size])
    # Afterwards and of these alone: joined, the dossier of every act would be looked up to find the first hundred.
    named = dict(DossierEvent.objects.filter(pk__in=events).values_list("pk", "dossier__code"))
    return [(event, named.get(event)) for event in events]
