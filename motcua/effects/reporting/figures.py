"""Read the figures: for a period or at the end of a day, by whatever they are to be told apart by.

Days are legal days and both ends of a period belong to it. Nothing here knows who is asking: hand in a `Where`, for
instance what `reach` says that an officer may see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.effects.reporting.asking import BEGINNING, EVERYWHERE, By, Where, asked
from motcua.effects.reporting.listing import Page, dossiers
from motcua.effects.reporting.measures import STANDING, Balance, Measure
from motcua.effects.reporting.models import Rebuilding

__all__ = [
    "EVERYWHERE",
    "Balance",
    "By",
    "Durations",
    "Freshness",
    "Measure",
    "Page",
    "Row",
    "Where",
    "as_of",
    "balances",
    "dossiers",
    "durations",
    "totals",
]

Key = int | str | date


@dataclass(frozen=True, slots=True)
class Row:
    """What was counted under some keys. What is not in `counts` is nought."""

    keys: Mapping[By, Key] = field(default_factory=dict)
    counts: Mapping[Measure | Balance, int] = field(default_factory=dict)

    def __getitem__(self, counted: Measure | Balance) -> int:
        return self.counts.get(counted, 0)


@dataclass(frozen=True, slots=True)
class Durations:
    """Working days that results took: half of them no more than `median`, nine of ten no more than `ninety`."""

    keys: Mapping[By, Key]
    dossiers: int
    median: int
    ninety: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """Everything that happened up to `as_of` is counted; `rebuilding` while the figures are computed anew."""

    as_of: datetime
    rebuilding: bool


def totals(first: date, last: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Row]:
    """The flows of a period, one row for each combination of keys that has any, in the order of the keys."""
    return _summed(first, last, {measure: f"sum(t.{measure})" for measure in Measure}, by=by, where=where)


def balances(on: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Row]:
    """What there is at the end of a day. The balance carried into a period is that of the day before it.

    Not by month or day: ask for each of them.
    """
    if {By.MONTH, By.DAY}.intersection(by):
        message = "A balance belongs to one day"
        raise ValueError(message)
    sums = {
        balance: " ".join(
            [
                *(f"+ coalesce(sum(t.{each}), 0)" for each in standing.plus),
                *(f"- coalesce(sum(t.{each}), 0)" for each in standing.minus),
            ]
        )
        for balance, standing in STANDING.items()
    }
    return _summed(BEGINNING, on, sums, by=by, where=where)


def _summed(first: date, last: date, sums: Mapping[Any, str], *, by: Sequence[By], where: Where) -> list[Row]:
    question = asked(first, last, by=by, where=where)
    numbers = [str(number) for number, _ in enumerate(by, start=1)]
    grouping = f"GROUP BY {', '.join(numbers)} ORDER BY {', '.join(numbers)}" if by else ""
    columns = ", ".join([*question.keys, *sums.values()])
    found = _rows(
        f"SELECT {columns} FROM reporting_tally t {question.joins} WHERE {question.where} {grouping}",  # noqa: S608 - our own names
        question.parameters,
    )
    rows = (
        Row(
            keys=dict(zip(by, row, strict=False)),
            counts={each: int(count) for each, count in zip(sums, row[len(by) :], strict=True) if count},
        )
        for row in found
    )
    return [row for row in rows if row.counts]


def durations(first: date, last: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Durations]:
    """How long the results of a period took. Not by officer or service level."""
    question = asked(first, last, by=by, where=where, of_durations=True)
    keys = [f"k{number}" for number, _ in enumerate(by)]
    named = ", ".join(f"{sql} AS {key}" for sql, key in zip(question.keys, keys, strict=True))
    listed = "".join(f"{key}, " for key in keys)
    partition = f"PARTITION BY {', '.join(keys)}" if keys else ""
    grouping = f"GROUP BY {', '.join(keys)} ORDER BY {', '.join(keys)}" if keys else ""
    found = _rows(
        f"""
        WITH counted AS (
            SELECT {named + "," if named else ""} t.working_days, sum(t.dossiers) AS dossiers
            FROM reporting_durationtally t {question.joins} WHERE {question.where}
            GROUP BY {listed} t.working_days HAVING sum(t.dossiers) > 0
        ), ranked AS (
            SELECT {listed} working_days, sum(dossiers) OVER ({partition}) AS dossiers,
                sum(dossiers) OVER ({partition} ORDER BY working_days) AS up_to
            FROM counted
        )
        SELECT {listed} max(dossiers), min(working_days) FILTER (WHERE up_to * 2 >= dossiers),
            min(working_days) FILTER (WHERE up_to * 10 >= dossiers * 9)
        FROM ranked {grouping}""",  # noqa: S608 - our own names
        question.parameters,
    )
    return [
        Durations(dict(zip(by, row, strict=False)), dossiers=int(count), median=median, ninety=ninety)
        for *row, count, median, ninety in found
        if count
    ]


#: What has happened and is not counted yet: its job waits, or is being done.
_OLDEST_WAITING = """
    SELECT min(e.recorded_at) FROM dossiers_dossierevent e WHERE e.id IN (
        SELECT (args ->> 'event_id')::bigint FROM procrastinate_jobs
        WHERE status = 'todo' AND task_name IN ('effects.fan_out', 'reporting.note_event')
        UNION ALL
        SELECT (args ->> 'event_id')::bigint FROM procrastinate_jobs
        WHERE status = 'doing' AND task_name IN ('effects.fan_out', 'reporting.note_event')
    )
"""


def as_of(*, at: datetime) -> Freshness:
    """How fresh the figures are."""
    [(oldest,)] = _rows(_OLDEST_WAITING, {})
    rebuilding = Rebuilding.objects.filter(ended_at=None).exists()
    return Freshness(as_of=min(at, oldest) if oldest else at, rebuilding=rebuilding)


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
