"""Rows by the thousand: COPY into a table, and numbers taken from its sequence beforehand."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add the rows; what is not among the columns gets the database's default, or nothing."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as target:
        for row in rows:
            target.write_row(row)


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Row numbers that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', count],
        )
        return [number for (number,) in cursor.fetchall()]
