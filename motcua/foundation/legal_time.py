"""The moment by law: the clock of the database, which is one, and not those of the machines that ask."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """Read once per request or job and handed on as `at`. Aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    assert row is not None, "a SELECT without FROM gives a row"
    moment: datetime = row[0]
    return moment
