"""Thousands of waiting jobs must not make each fetch slower: the plan does not hang on fresh statistics."""

from django.db import connection
from procrastinate import sql

FUNCTION = "procrastinate_fetch_job_v2"


def test_the_worker_fetches_with_the_function_that_never_sorts(db: None) -> None:
    """After an upgrade of procrastinate that brings another function, ours has to be set again."""
    assert f"{FUNCTION}(" in sql.queries["fetch_job"]

    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = %s", [FUNCTION])
        assert cursor.fetchall() == [(["enable_sort=off"],)]


def test_waiting_jobs_are_looked_up_by_their_lock(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT FROM procrastinate_jobs WHERE lock = 'a' AND (status = 'doing' OR status = 'todo')"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "jobs_waiting_by_lock" in plan
