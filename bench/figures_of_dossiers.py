"""Reports, boards and lists of dossiers behind numbers, on what lies there; facts may be multiplied to so many.

The facts of ten million dossiers, the events of as many as there are (see `multiplied_facts`). Each section is told on
the error stream as soon as it is measured; then plain queries by pgbench, and how fast facts are made from events.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection

from bench.database import durability, postmaster
from bench.figure_questions import sections
from bench.figures import Measured, Report, as_table, machine
from bench.limit import pgbench
from bench.multiplied_facts import multiply
from bench.options import Options
from motcua.effects.reporting.fact_sql import facts
from motcua.effects.reporting.models import DossierFact, Tally
from motcua.effects.reporting.report_models import ReasonFact
from motcua.foundation import legal_time

#: How many dossiers are made into facts for the rate, and how many at once.
RATED, AT_ONCE = 40_000, 4000
#: How often each question is asked, whatever time it takes.
_FEWEST, _MOST = 7, 200
#: What is measured, beside the plain query that reads as much: in the same minutes, without us.
_SUMS, _LISTED = "pgbench, a year by agency", "pgbench, a hundred of a day"
_COMPARED = {
    "totals of a year, by agency": _SUMS,
    "dossiers behind a number of the year, province: received": _LISTED,
}


def run(options: Options) -> Report:
    if options.dossiers:
        multiply(options.dossiers, say=_say)
    last = _end_of_the_fullest_year()
    counts = {
        "facts": DossierFact.objects.count(),
        "cells": Tally.objects.count(),
        "reasons": ReasonFact.objects.count(),
    }
    report = Report("figures", {**machine(), **durability(), **counts, **_sizes()})
    _section(report, "pgbench", [_limit(name, script, options) for name, script in _scripts(last).items()])
    for name, questions in sections(last, at=legal_time.now()):
        is_list = name.startswith("dossiers")
        asked = [
            _measured(f"{name}: {question}" if is_list else question, ask, seconds=options.seconds)
            for question, ask in questions.items()
        ]
        _section(report, name, asked)
    for name, limit in _COMPARED.items():
        report.compare(name, limit=limit)
    slowest = max(report.measured, key=lambda each: each.percentile(0.95))
    report.others |= {
        "slowest p95": f"{slowest.percentile(0.95):.0f} ms, {slowest.name}",
        "facts made from events, per second, one connection": _rate(),
    }
    return report


def _end_of_the_fullest_year() -> date:
    """An odd day, at the end of the twelve months that brought in the most: nothing is measured where little is."""
    with connection.cursor() as cursor:
        cursor.execute(_FULLEST)
        month: date = cursor.fetchone()[0]
    return month + timedelta(days=21)


_FULLEST = """
    SELECT starts_on FROM (
        SELECT starts_on,
            sum(sum(received)) OVER (ORDER BY starts_on RANGE BETWEEN '11 months' PRECEDING AND CURRENT ROW) AS of_year
        FROM reporting_tally WHERE grain = 'm' AND agency_id IS NOT NULL AND procedure_id IS NULL GROUP BY starts_on
    ) months WHERE of_year IS NOT NULL ORDER BY of_year DESC, starts_on DESC LIMIT 1
"""


def _section(report: Report, name: str, measured: list[Measured]) -> None:
    report.measured += measured
    _say(f"\n{name}\n{as_table(measured)}")


def _say(told: str) -> None:
    print(told, file=sys.stderr, flush=True)


def _measured(name: str, ask: Callable[[], object], *, seconds: float) -> Measured:
    """Once before, to bring in what it reads."""
    ask()
    until, took = time.perf_counter() + seconds, list[float]()
    while len(took) < _MOST and (time.perf_counter() < until or len(took) < _FEWEST):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return Measured(name=name, seconds=sum(took) / 1000, milliseconds=took)


def _scripts(last: date) -> dict[str, str]:
    """Our own days in plain SQL."""
    first = last - timedelta(days=371)
    return {
        _SUMS: "SELECT agency_id, sum(received), sum(early), sum(on_time), sum(late) FROM reporting_tally"  # noqa: S608
        f" WHERE grain = 'm' AND procedure_id IS NULL AND starts_on > '{first}' GROUP BY agency_id;",
        _LISTED: "SELECT code, received_on, dossier_id FROM reporting_dossierfact"  # noqa: S608
        f" WHERE received_on >= '{first}' ORDER BY received_on, dossier_id LIMIT 101;",
    }


def _limit(name: str, script: str, options: Options) -> Measured:
    seconds = max(2, round(options.seconds / 3))
    return pgbench(name, script, clients=1, variables={}, postmaster=postmaster(), seconds=seconds)


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


def _sizes() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_size_pretty(pg_total_relation_size('reporting_dossierfact')),"
            " pg_size_pretty(pg_total_relation_size('reporting_tally'))"
        )
        return dict(zip(("size of facts", "size of cells"), cursor.fetchone(), strict=True))
