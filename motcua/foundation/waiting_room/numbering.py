"""Numbers of tickets: from 1 each day, without gaps and without twins, however many machines give them."""

from datetime import date

from django.db import connection

# The row stays locked until the ticket is there, so a ticket that fails gives its number back.
_NEXT = """
    INSERT INTO waiting_room_ticketcounter (room_id, day, last) VALUES (%s, %s, 1)
    ON CONFLICT (room_id, day) DO UPDATE SET last = waiting_room_ticketcounter.last + 1
    RETURNING last
"""


def next_number(*, room_id: int, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [room_id, day])
        row = cursor.fetchone()
    assert row is not None, "INSERT … RETURNING gives a row"
    return int(row[0])
