"""How long filling takes and where people leave, by procedure: figures of many, of nobody in particular."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, F

from motcua.dossiers.models import Answers, Ending, FillingMeasure
from motcua.dossiers.rules.lifecycle import State

#: A draft that nobody has touched for so long counts as left, though it may yet be gone on with.
UNTOUCHED_DAYS = 7

# Read from the index alone. Percentiles of the filed ones: a draft that was thrown away took no time to file.
_BY_PROCEDURE = """
SELECT procedure_id, count(*), count(*) FILTER (WHERE how = 'filed'),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE how = 'filed'),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE how = 'filed'),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY active_seconds) FILTER (WHERE how = 'filed')
FROM dossiers_fillingmeasure WHERE ended_on BETWEEN %s AND %s GROUP BY procedure_id
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
    with connection.cursor() as cursor:
        cursor.execute(_BY_PROCEDURE, [first, last])
        return [Filling(*row) for row in cursor.fetchall()]


def leaving(*, first: date, last: date, at: datetime) -> list[Leaving]:
    """The field after which most leave first."""
    ended = dict(_ended(first, last))
    idle = dict(_idle(at))
    found = [Leaving(*key, ended.get(key, 0), idle.get(key, 0)) for key in ended.keys() | idle.keys()]
    return sorted(found, key=lambda each: (-each.people, each.field))


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
