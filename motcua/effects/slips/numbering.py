"""Numbers of slips: per unit, kind and year from 1, in order and without gaps (TT 01/2018/TT-VPCP art. 10.2)."""

from django.db import connection

# The row stays locked until the slip commits, so a slip that fails gives its number back. Never MAX().
_NEXT = """
    INSERT INTO slips_slipcounter (unit_id, kind, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (unit_id, kind, year) DO UPDATE SET last = slips_slipcounter.last + 1
    RETURNING last
"""


def next_number(*, unit_id: int, kind: str, year: int) -> int:
    """To be called inside the transaction that stores the slip."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit_id, kind, year])
        row = cursor.fetchone()
    assert row is not None, "INSERT … RETURNING gives a row"
    number: int = row[0]
    return number
