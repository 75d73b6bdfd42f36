"""Why dossiers are sent back, refused and stopped, and by whom: what supervisors look through.

The same statement notes one event as it happens and all of them anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, Sum

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
_NOTE = f"INSERT INTO reporting_reasonfact ({_COLUMNS}) {_TOLD} ON CONFLICT (event_id, reason) DO NOTHING"
_DIFFER = f"""
WITH fresh AS MATERIALIZED ({_TOLD}), stored AS MATERIALIZED (SELECT {_COLUMNS} FROM reporting_reasonfact)
SELECT DISTINCT id FROM ((TABLE fresh EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE fresh)) d ORDER BY id
"""  # noqa: S608 - our own names


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
        cursor.execute("DELETE FROM reporting_reasonfact")
        cursor.execute(_NOTE.format(which="true"), {"actions": list(REASONED)})
        return int(cursor.rowcount)


def differences() -> list[str]:
    """Events whose reasons are not what they say."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFER.format(which="true"), {"actions": list(REASONED)})
        return [f"reasons of event {event}" for (event,) in cursor.fetchall()]


def reasons(first: date, last: date, *, agencies: Collection[int] | None, post: int | None = None) -> list[Reason]:
    """Those who gave the most first."""
    found = ReasonFact.objects.filter(on__range=(first, last))
    if agencies is not None:
        found = found.filter(agency__in=agencies)
    if post is not None:
        found = found.filter(post=post)
    # An act has one row for each of its reasons, so rows of one reason are acts.
    rows = found.values_list("post", "agency", "action", "reason").annotate(acts=Count("*"), given=Sum("items"))
    return sorted((Reason(*row) for row in rows), key=lambda each: (-each.acts, each.action, each.reason))


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
    return list(found.order_by("event").values_list("event", "event__dossier__code")[:size])
