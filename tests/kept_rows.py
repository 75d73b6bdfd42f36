"""The rows that every test begins with, put back when a test has emptied the tables: loading them anew takes a second.

`keep` copies them to tables of the same names in a schema of their own, once in a run; `put_back` copies them again.
"""

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

#: The queue's tables are not Django's to empty, so they still have what they had.
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = %s AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'procrastinate%%'
"""
KEEP = SQL("CREATE TABLE kept.{table} AS TABLE public.{table}")
#: Only where nothing is: a test may have begun to fill them.
PUT_BACK = SQL("INSERT INTO public.{table} SELECT * FROM kept.{table} WHERE NOT EXISTS (SELECT FROM public.{table})")


def keep() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        cursor.execute("CREATE SCHEMA kept")
    _with_each("public", KEEP)


def put_back() -> None:
    _with_each("kept", PUT_BACK)


def _with_each(schema: str, statement: SQL) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES, [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(statement.format(table=Identifier(table)))
