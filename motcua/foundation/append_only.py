"""Tables whose rows are only ever added: the database itself refuses to rewrite them."""

from django.db.migrations import RunSQL

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are only ever added', tg_table_name USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def only_added(table: str) -> RunSQL:
    """A migration operation that makes UPDATE and DELETE on `table` fail.

    TRUNCATE stays possible for tests; in production that right is not granted to the application's role.
    """
    return RunSQL(
        sql=f"{_FUNCTION} CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();",
        reverse_sql=f"DROP TRIGGER {table}_only_added ON {table};",
    )
