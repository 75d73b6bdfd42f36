"""How long filling takes and where people leave, by procedure: figures of many, of nobody in particular."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, takewhile

from django.db import connection, transaction
from django.db.models import Count, F

from motcua.dossiers.models import Answers, Ending, FillingMeasure, FillingTally
from motcua.dossiers.models.filling_cells import CELLS, last_day
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar.arithmetic import months_later

#: A draft that nobody has touched for so long counts as left, though it may yet be gone on with.
UNTOUCHED_DAYS = 7

_COUNTED_MONTHS = """
SELECT each FROM unnest(%s::date[]) each WHERE EXISTS (SELECT FROM dossiers_fillingtally WHERE month = each) ORDER BY 1
"""
_TALLIED = "SELECT procedure_id, what, seconds, drafts FROM dossiers_fillingtally WHERE month = ANY(%(months)s)"
# The time that so great a share did not exceed. Of the filed ones: a draft that was thrown away took no time to file.
_BY_PROCEDURE = f"""
WITH summed AS (
    SELECT procedure_id, what, seconds, sum(drafts) AS drafts FROM ({_TALLIED} UNION ALL {CELLS}) cells
    GROUP BY procedure_id, what, seconds
), placed AS (
    SELECT *, sum(drafts) OVER (PARTITION BY procedure_id, what ORDER BY seconds) AS up_to_here,
        sum(drafts) OVER (PARTITION BY procedure_id, what) AS in_all
    FROM summed
)
SELECT procedure_id,
    sum(drafts) FILTER (WHERE what <> 'active')::bigint,
    coalesce(sum(drafts) FILTER (WHERE what = 'whole'), 0)::bigint,
    min(seconds) FILTER (WHERE what = 'whole' AND up_to_here >= 0.5 * in_all),
    min(seconds) FILTER (WHERE what = 'whole' AND up_to_here >= 0.9 * in_all),
    min(seconds) FILTER (WHERE what = 'active' AND up_to_here >= 0.5 * in_all)
FROM placed GROUP BY procedure_id
"""  # noqa: S608 - our own words
_DIFFERING = f"""
WITH tallied AS ({_TALLIED}), counted AS ({CELLS})
SELECT EXISTS ((TABLE tallied EXCEPT TABLE counted) UNION ALL (TABLE counted EXCEPT TABLE tallied))
"""


@dataclass(frozen=True, slots=True)
class Filling:
    """Of the drafts of one procedure that ended. Without one that was filed there is no time to tell."""

    procedure_id: int
    ended: int
    filed: int
    median_seconds: int | None
    p90_seconds: int | None
    median_active_seconds: int | None

    @property
    def finished_percent(self) -> int:
        return round(100 * self.filed / self.ended)


@dataclass(frozen=True, slots=True)
class Leaving:
    """The field at which people were last; `ended` drafts were thrown away or expired there, `idle` lie untouched."""

    procedure_id: int
    field: str
    ended: int
    idle: int

    @property
    def people(self) -> int:
        return self.ended + self.idle


def filling(*, first: date, last: date) -> list[Filling]:
    """Whole months as they were counted; the days around them, and of a month that was not counted yet, as they are.

    Times are rounded, at most one in a hundred up or down.
    """
    months = _counted_months(first, last)
    around = list(_around(months, first, last))
    asked = {"months": months, "firsts": [each for each, _ in around], "lasts": [each for _, each in around]}
    with transaction.atomic(), connection.cursor() as cursor:
        # To compile so many steps of rounding takes longer than to round.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(_BY_PROCEDURE, asked)
        return [Filling(*row) for row in cursor.fetchall()]


def differing_months() -> list[date]:
    """Counted months whose tally is not what their measures add up to."""
    counted = FillingTally.objects.order_by("month").values_list("month", flat=True).distinct()
    return [month for month in counted if _differs(month)]


def leaving(*, first: date, last: date, at: datetime) -> list[Leaving]:
    """The field after which most leave first."""
    ended = dict(_ended(first, last))
    idle = dict(_idle(at))
    found = [Leaving(*key, ended.get(key, 0), idle.get(key, 0)) for key in ended.keys() | idle.keys()]
    return sorted(found, key=lambda each: (-each.people, each.field))


def _counted_months(first: date, last: date) -> list[date]:
    """Those that lie in the period as a whole."""
    start = first if first.day == 1 else months_later(first.replace(day=1), 1)
    whole = list(takewhile(lambda month: last_day(month) <= last, (months_later(start, each) for each in count())))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED_MONTHS, [whole])
        return [month for (month,) in cursor.fetchall()]


def _around(months: list[date], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days of the period that are in none of the months."""
    for month in months:
        if first < month:
            yield first, month - timedelta(days=1)
        first = months_later(month, 1)
    if first <= last:
        yield first, last


def _differs(month: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, {"months": [month], "firsts": [month], "lasts": [last_day(month)]})
        [(differs,)] = cursor.fetchall()
        return bool(differs)


def _ended(first: date, last: date) -> list[tuple[tuple[int, str], int]]:
    left = FillingMeasure.objects.filter(ended_on__range=(first, last)).exclude(how=Ending.FILED)
    rows = left.values_list("procedure_id", "last_field").annotate(people=Count("*"))
    return [((procedure, field), people) for procedure, field, people in rows]


def _idle(at: datetime) -> list[tuple[tuple[int, str], int]]:
    untouched = Answers.objects.filter(
        dossier__state=State.DRAFT,
        dossier__is_practice=False,
        saved_at__lt=at - timedelta(days=UNTOUCHED_DAYS),
    )
    rows = (
        untouched.values(procedure=F("dossier__procedure_version__procedure_id"), field=F("last_field"))
        .annotate(people=Count("pk"))
        .values_list("procedure", "field", "people")
    )
    return [((procedure, field), people) for procedure, field, people in rows]
