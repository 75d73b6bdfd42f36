"""Give dossier codes: in order, without gaps and without twins, however many file at once."""

from datetime import date, datetime

from django.db import connection

from motcua.dossiers.rules.codes import dossier_code
from motcua.foundation.calendar.arithmetic import legal_day

# The row stays locked until the filing commits, so a filing that fails gives its number back. Never MAX().
_NEXT = """
    INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1
    RETURNING last
"""


def next_code(*, agency_code: str, at: datetime) -> str:
    """The next code of that agency on the legal day of `at`. To be called inside the filing's transaction, late."""
    day = legal_day(at)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agency_code, day])
        row = cursor.fetchone()
    assert row is not None, "INSERT … RETURNING gives a row"
    return dossier_code(agency_code=agency_code, day=day, number=row[0])


# A block for a counter that will have no line: the next numbers, in one go.
_BLOCK = """
    INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%s, %s, %s)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + EXCLUDED.last
    RETURNING last
"""


def next_block(*, agency_code: str, day: date, count: int) -> int:
    """The first of `count` numbers of that agency and day that nobody else will be given."""
    with connection.cursor() as cursor:
        cursor.execute(_BLOCK, [agency_code, day, count])
        row = cursor.fetchone()
    assert row is not None, "INSERT … RETURNING gives a row"
    return int(row[0]) - count + 1
