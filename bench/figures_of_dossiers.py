"""Reports, boards and lists of dossiers behind numbers, on what lies there; facts may be multiplied to so many.

The facts of ten million dossiers, the events of as many as there are: copies are moved back in time by whole years, and
the cells counted from them. Beside it a plain query over as many rows, and how fast facts are made from events.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import connection

from bench.database import durability, postmaster
from bench.figures import Measured, Report, machine
from bench.limit import pgbench
from bench.options import Options
from motcua.effects.reporting import figures, recounting
from motcua.effects.reporting.asking import By, Where
from motcua.effects.reporting.fact_sql import COLUMNS, facts
from motcua.effects.reporting.figures import Balance, Measure
from motcua.effects.reporting.measures import POST_OF
from motcua.effects.reporting.models import DossierFact, Tally

#: How many dossiers are made into facts for the rate, and how many at once.
RATED, AT_ONCE = 40_000, 4000
_DAYS = {*POST_OF, "due_on", "first_due_on"}


def run(options: Options) -> Report:
    if options.dossiers:
        multiply(options.dossiers)
    last = (
        DossierFact.objects.order_by("-received_on").values_list("received_on", flat=True).exclude(received_on=None)[0]
    )
    assert last is not None
    there = {"facts": DossierFact.objects.count(), "cells": Tally.objects.count(), **_sizes()}
    report = Report("figures", {**machine(), **durability(), **there})
    for name, ask in _questions(last).items():
        report.add(_measured(name, ask, seconds=options.seconds))
    report.add(_limit(last, options))
    report.others |= {"facts made from events, per second, one connection": _rate()}
    return report


def _questions(last: date) -> Mapping[str, Callable[[], object]]:
    """Odd days at both ends, so that a period is never whole months."""
    year, month = last - timedelta(days=371), last - timedelta(days=37)
    long = date(last.year - 4, 2, 11)
    agency = DossierFact.objects.values_list("agency", flat=True).order_by("-dossier")[0]
    own = Where(agencies=frozenset({agency}))
    by: Sequence[tuple[str, tuple[By, ...]]] = (
        ("all", ()),
        ("agency", (By.AGENCY,)),
        ("agency and channel", (By.AGENCY, By.CHANNEL)),
        ("level", (By.LEVEL,)),
        ("sector", (By.SECTOR,)),
        ("procedure", (By.PROCEDURE,)),
        ("agency and sector", (By.AGENCY, By.SECTOR)),
        ("month", (By.MONTH,)),
        ("officer", (By.OFFICER,)),
    )
    asked: dict[str, Callable[[], object]] = {
        f"totals of {length}, by {name}": partial(figures.totals, first, last, by=keys)
        for length, first in (("a month", month), ("a year", year), ("four years", long))
        for name, keys in by
    }
    asked |= {
        f"balances, by {name}": partial(figures.balances, last, by=keys)
        for name, keys in by
        if By.MONTH not in keys and By.OFFICER not in keys
    }
    asked |= {
        "totals of a year, one agency by procedure": lambda: figures.totals(year, last, by=(By.PROCEDURE,), where=own),
        "durations of a year, by procedure": lambda: figures.durations(year, last, by=(By.PROCEDURE,)),
        "durations of a year, by agency": lambda: figures.durations(year, last, by=(By.AGENCY,)),
        "durations of a year, one agency by procedure": lambda: figures.durations(
            year, last, by=(By.PROCEDURE,), where=own
        ),
    }
    asked |= {
        f"dossiers behind {counted}": partial(figures.dossiers, counted, year, last, where=own)
        for counted in (Measure.RECEIVED, Measure.LATE, Measure.RETURNED_BEFORE_DUE, Measure.RECEIVED_AGAIN)
    }
    asked |= {
        f"dossiers behind {counted}, province": partial(figures.dossiers, counted, year, last)
        for counted in (*Measure, *Balance)
    }
    return asked


def _measured(name: str, ask: Callable[[], object], *, seconds: float) -> Measured:
    ask()
    until, took = time.perf_counter() + seconds, list[float]()
    while time.perf_counter() < until or len(took) < 5:
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return Measured(name=name, seconds=sum(took) / 1000, milliseconds=took, app_cpu_ms=None, pg_cpu_ms=None, sql=1)


def _limit(last: date, options: Options) -> Measured:
    """One plain sum over the cells of a year's months, without us."""
    script = (
        "SELECT agency_id, sum(received), sum(early), sum(on_time), sum(late) FROM reporting_tally WHERE grain = 'm'"  # noqa: S608 - a day of our own
        f" AND procedure_id IS NULL AND starts_on > '{last - timedelta(days=371)}' GROUP BY agency_id;"
    )
    seconds = max(2, round(options.seconds / 3))
    return pgbench(
        "pgbench, a year by agency", script, clients=1, variables={}, postmaster=postmaster(), seconds=seconds
    )


def _rate() -> int:
    """Read alone, without writing: what the statement itself takes."""
    statement = (
        f"SELECT count(*), max(code), bool_or(received_again) FROM ({facts('{dossier} >= %s AND {dossier} < %s')}) f"  # noqa: S608 - names of our own
    )
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        for start in range(0, RATED, AT_ONCE):
            cursor.execute(statement, [start, start + AT_ONCE] * 2)
    return round(RATED / (time.perf_counter() - began))


def multiply(count: int) -> None:
    """Copies of the facts at invented agencies, each set some years earlier, until there are so many."""
    there = DossierFact.objects.filter(dossier_id__lt=_COPIES).count()
    copies = [_copied(each) for each in COLUMNS]
    statement = (
        f"INSERT INTO reporting_dossierfact ({', '.join(COLUMNS)}) SELECT {', '.join(copies)}"  # noqa: S608 - names of our own
        " FROM reporting_dossierfact f JOIN organisations_agency a ON a.id = f.agency_id"
        " JOIN organisations_agency b ON b.code = a.code || %(suffix)s WHERE f.dossier_id < %(copies)s"
    )
    with connection.cursor() as cursor, _without_indexes(cursor):
        for number in range(DossierFact.objects.count() // there, -(-count // there)):
            suffix = f".BENCH{number}"
            cursor.execute(_AGENCIES, {"suffix": suffix})
            told: dict[str, str | int] = {
                "suffix": suffix,
                "offset": number * _COPIES,
                "years": (number + 1) // 2,
                "copies": _COPIES,
            }
            cursor.execute(statement, told)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reporting_dossierfact")
    for month in recounting.months():
        recounting.mend(month)
    recounting.mend_years()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE reporting_tally, reporting_durationtally, reporting_dossierfact")


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Drop what only looks things up, and build it again at once: ten times as fast as row by row."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE tablename = 'reporting_dossierfact' AND indexname LIKE 'fact_%'"
    )
    found = cursor.fetchall()
    for name, _made in found:
        cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _name, made in found:
            cursor.execute(made)


#: Above every number that a dossier here has.
_COPIES = 10**10
_AGENCIES = """
    INSERT INTO organisations_agency
        (kind, name, code, managed_by_id, province_code, commune_code, address, phone, valid_from)
    SELECT kind, name || %(suffix)s, code || %(suffix)s, managed_by_id, province_code, commune_code, '', '', valid_from
    FROM organisations_agency
    WHERE id IN (SELECT agency_id FROM reporting_tally WHERE grain = 'y') AND code NOT LIKE '%%.BENCH%%'
    ON CONFLICT DO NOTHING
"""


def _copied(column: str) -> str:
    if column in _DAYS:
        return f"(f.{column} - make_interval(years => %(years)s))::date"
    return {"dossier_id": "f.dossier_id + %(offset)s", "agency_id": "b.id"}.get(column, f"f.{column}")


def _sizes() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_size_pretty(pg_total_relation_size('reporting_dossierfact')),"
            " pg_size_pretty(pg_total_relation_size('reporting_tally'))"
        )
        return dict(zip(("size of facts", "size of cells"), cursor.fetchone(), strict=True))
