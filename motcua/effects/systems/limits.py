"""How often a key may ask: an allowance of a minute that fills again with time, reckoned in one statement."""

import math
from datetime import datetime

from django.db import connection

from motcua.effects.systems.models import SystemKey
from motcua.foundation.refusals import Refusal

_TAKE = """
INSERT INTO systems_keyallowance AS kept (key_id, "left", filled_at) VALUES (%(key)s, %(most)s - 1, %(at)s)
ON CONFLICT (key_id) DO UPDATE SET
    "left" = least(%(most)s, kept."left"
        + greatest(0, extract(epoch FROM %(at)s::timestamptz - kept.filled_at)) * %(most)s / 60.0) - 1,
    filled_at = greatest(kept.filled_at, %(at)s::timestamptz)
WHERE least(%(most)s, kept."left"
        + greatest(0, extract(epoch FROM %(at)s::timestamptz - kept.filled_at)) * %(most)s / 60.0) >= 1
RETURNING "left"
"""


class AskedTooFast(Refusal):
    """This key has used up its minute."""


def take(key: SystemKey, *, at: datetime) -> int:
    """Use one request up; gives how many are left now. Raises AskedTooFast with the seconds to wait."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key.pk, "most": float(key.per_minute), "at": at})
        row = cursor.fetchone()
    if row is None:
        raise AskedTooFast(seconds=math.ceil(60 / key.per_minute))
    return int(row[0])
