"""Count the cells of a month anew from the facts, and mend or name those that differ."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.effects.reporting import cells
from motcua.effects.reporting.locks import lock_cells
from motcua.effects.reporting.measures import POST_OF

_FACTS = "(SELECT *, 1 AS sign FROM reporting_dossierfact)"
_BETWEEN = "f.{on} >= %(first)s AND f.{on} < %(until)s"
_STORED = "t.grain IN ('d', 'm') AND t.starts_on >= %(first)s AND t.starts_on < %(until)s"
_MONTH_CELLS = cells.differences(
    expected=cells.cells(
        cells.summed(cells.moments(_FACTS, between=_BETWEEN)),
        grains="dm",
    ),
    stored=_STORED,
)
_MONTH_DURATIONS = cells.duration_differences(
    expected=cells.durations(_FACTS, grains="dm", between=_BETWEEN), stored=_STORED
)
_YEAR_CELLS = cells.differences(expected=cells.years(), stored="t.grain = 'y'")
_YEAR_DURATIONS = cells.duration_differences(expected=cells.duration_years(), stored="t.grain = 'y'")
_SPANS = " UNION ALL ".join(
    f"SELECT generate_series(date_trunc('month', min({on})), max({on}), '1 month') AS day FROM reporting_dossierfact"  # noqa: S608 - names of our own columns
    for on in POST_OF
)
_MONTHS = f"""
    SELECT DISTINCT date_trunc('month', day)::date FROM (
        {_SPANS}
        UNION ALL SELECT starts_on FROM reporting_tally WHERE grain = 'm'
        UNION ALL SELECT starts_on FROM reporting_durationtally WHERE grain = 'm'
    ) days WHERE day IS NOT NULL ORDER BY 1
"""  # noqa: S608 - names of our own columns
_MONTHS_OF = f"""
    SELECT DISTINCT date_trunc('month', day)::date FROM reporting_dossierfact f
    CROSS JOIN LATERAL (VALUES {", ".join(f"(f.{on})" for on in POST_OF)}) days (day)
    WHERE f.dossier_id = ANY(%(ids)s) AND day IS NOT NULL ORDER BY 1
"""  # noqa: S608 - names of our own columns


def months() -> list[date]:
    """Every month in which something is or was counted, also ahead of today: what will be past due is known."""
    return [month for (month,) in _execute(_MONTHS, {})]


def months_of(dossier_ids: Sequence[int]) -> list[date]:
    """Those in which these dossiers are counted."""
    return [month for (month,) in _execute(_MONTHS_OF, {"ids": list(dossier_ids)})]


def mend(month: date) -> int:
    """How many cells of the month had differed."""
    return _mend(_MONTH_CELLS, _MONTH_DURATIONS, _bounds(month))


def mend_years() -> int:
    """How many cells of whole years had differed from the sums of their months."""
    return _mend(_YEAR_CELLS, _YEAR_DURATIONS, {})


def differences(month: date) -> tuple[str, ...]:
    return _named(_MONTH_CELLS, _MONTH_DURATIONS, _bounds(month))


def differences_of_years() -> tuple[str, ...]:
    return _named(_YEAR_CELLS, _YEAR_DURATIONS, {})


@transaction.atomic
def _mend(of_cells: str, of_durations: str, parameters: dict[str, Any]) -> int:
    """Writers wait meanwhile; readers see the cells as they were."""
    with connection.cursor() as cursor:
        _large(cursor)
        lock_cells()
        cursor.execute(cells.add_cells(f"({of_cells}) d"), parameters)
        mended: int = cursor.rowcount
        cursor.execute(cells.add_durations(f"({of_durations}) d"), parameters)
        mended += cursor.rowcount
        return mended


@transaction.atomic
def _named(of_cells: str, of_durations: str, parameters: dict[str, Any]) -> tuple[str, ...]:
    """Grain, day, agency, procedure and so on of each cell that differs: numbers and codes, and nobody's name."""
    with connection.cursor() as cursor:
        _large(cursor)
        found = []
        for keys, statement in ((cells.KEYS, of_cells), (cells.DURATION_KEYS, of_durations)):
            cursor.execute(f"SELECT {', '.join(keys)} FROM ({statement}) d", parameters)  # noqa: S608 - our own names
            found += [" ".join(str(each) for each in row if each not in {None, ""}) for row in cursor.fetchall()]
    return tuple(found)


def _large(cursor: Any) -> None:
    cursor.execute("SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL jit = off")


def _bounds(month: date) -> dict[str, Any]:
    return {"first": month, "until": (month + timedelta(days=32)).replace(day=1)}


def _execute(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
