"""Compute facts and cells anew, or say where they differ from what the events add up to.

Facts first, some thousand dossiers at a time; then the cells, month by month, and the years from their months. Whoever
reads meanwhile sees the figures as they were; whoever writes waits for a month at most.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.dossiers.models import Dossier
from motcua.effects.reporting import reasons, recounting, steps, worked_days
from motcua.effects.reporting.fact_sql import COLUMNS, facts
from motcua.effects.reporting.facts import UPSERT
from motcua.effects.reporting.locks import TOGETHER, lock_range
from motcua.effects.reporting.models import Rebuilding

#: So many differences are named, and the rest counted.
_NAMED = 50
_COLUMNS = ", ".join(COLUMNS)
_RANGE = "{dossier} >= %(start)s AND {dossier} < %(stop)s"
_WRITE = f"WITH fresh AS MATERIALIZED ({facts(_RANGE)}) {UPSERT}"
_STORED = f"SELECT {_COLUMNS} FROM reporting_dossierfact WHERE dossier_id >= %(start)s AND dossier_id < %(stop)s"  # noqa: S608 - names of our own columns
#: Facts without a dossier that has events.
_SWEEP = """
    DELETE FROM reporting_dossierfact f WHERE f.dossier_id >= %(start)s AND f.dossier_id < %(stop)s
        AND NOT EXISTS (SELECT FROM dossiers_dossier d WHERE d.id = f.dossier_id AND d.event_count > 0)
"""
_DIFFER = f"""
    WITH fresh AS MATERIALIZED ({facts(_RANGE)}), stored AS MATERIALIZED ({_STORED})
    SELECT DISTINCT code FROM (
        (TABLE fresh EXCEPT TABLE stored) UNION ALL (TABLE stored EXCEPT TABLE fresh)
    ) differing ORDER BY code
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come, what was found to differ so far, and some of it by name: codes of dossiers, or cells."""

    dossiers: int = 0
    last_dossier: int = 0
    next_dossier: int = 0
    months: int = 0
    facts_differ: int = 0
    cells_differ: int = 0
    named: tuple[str, ...] = ()

    def with_facts(self, codes: Sequence[str]) -> "Progress":
        return replace(self, facts_differ=self.facts_differ + len(codes), named=(*self.named, *codes)[:_NAMED])

    def with_cells(self, cells: Sequence[str]) -> "Progress":
        return replace(self, cells_differ=self.cells_differ + len(cells), named=(*self.named, *cells)[:_NAMED])


def rebuild(*, at: datetime, threads: int = 1) -> Iterator[Progress]:
    """Everything anew; where an earlier run was interrupted it goes on. What has been reported is committed."""
    worked_days.number_all()
    run, _ = Rebuilding.objects.get_or_create(ended_at=None, defaults={"started_at": at})
    last = _last_dossier()
    progress = Progress(dossiers=run.dossiers, last_dossier=last)
    for written in _each(_write, range(run.next_dossier, last + 1, TOGETHER), threads=threads):
        run.dossiers += written
        run.next_dossier += TOGETHER
        run.save(update_fields=["next_dossier", "dossiers"])
        progress = replace(progress, dossiers=run.dossiers, next_dossier=run.next_dossier)
        yield progress
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reporting_dossierfact")
    for month in recounting.months():
        recounting.mend(month)
        progress = replace(progress, months=progress.months + 1)
        yield progress
    recounting.mend_years()
    reasons.rebuild()
    steps.rebuild()
    run.ended_at = max(at, run.started_at)
    run.save(update_fields=["ended_at"])


def check() -> Iterator[Progress]:
    """Change nothing, and find every fact and cell that is not what it should be."""
    worked_days.number_all()
    last = _last_dossier()
    progress = Progress(last_dossier=last)
    for start in range(0, last + 1, TOGETHER):
        progress = replace(progress, dossiers=progress.dossiers + _count(start), next_dossier=start + TOGETHER)
        progress = progress.with_facts(_differing(start))
        yield progress
    for month in recounting.months():
        progress = replace(progress, months=progress.months + 1).with_cells(recounting.differences(month))
        yield progress
    yield progress.with_cells([*recounting.differences_of_years(), *reasons.differences(), *steps.differences()])


def _each(task: Callable[[int], int], starts: Iterable[int], *, threads: int) -> Iterator[int]:
    """The result for each start, in their order. One thread is this one, inside the caller's transaction."""
    if threads == 1:
        yield from map(task, starts)
        return

    def apart(start: int) -> int:
        try:
            return task(start)
        finally:
            # The thread's own connection; the next batch costs it a new one, which is nothing beside the batch.
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(apart, starts)


def _last_dossier() -> int:
    return Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def _write(start: int) -> int:
    lock_range(start)
    with _large() as execute:
        execute(_SWEEP, start)
        execute(_WRITE, start)
        return _count(start)


@transaction.atomic
def _differing(start: int) -> tuple[str, ...]:
    with _large() as execute:
        return tuple(str(code) for (code,) in execute(_DIFFER, start))


def _count(start: int) -> int:
    return Dossier.objects.filter(pk__gte=start, pk__lt=start + TOGETHER, event_count__gt=0).count()


@contextmanager
def _large() -> Iterator[Callable[[str, int], list[tuple[Any, ...]]]]:
    """Statements about a batch, with memory for it; compiling them takes longer than they do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL jit = off")

        def execute(statement: str, start: int) -> list[tuple[Any, ...]]:
            cursor.execute(statement, {"start": start, "stop": start + TOGETHER})
            return cursor.fetchall() if cursor.description else []

        yield execute
