"""Each night the dossiers of the last days are read again, and the months in which they are counted."""

import logging
from datetime import datetime, timedelta

from django.db import connection

from motcua.effects.reporting import recounting
from motcua.effects.reporting.facts import note

_log = logging.getLogger(__name__)
#: One night more than one, so that a night without a worker leaves no gap.
_BACK = timedelta(days=2)
_AT_ONCE = 500
# Recorded since: a counter without a line tells later of what happened earlier, and gets a later number.
_TOUCHED = """
    SELECT DISTINCT dossier_id FROM dossiers_dossierevent WHERE id >= (
        SELECT min(id) FROM dossiers_dossierevent WHERE happened_at >= %s
    ) ORDER BY dossier_id
"""


def recheck(*, at: datetime) -> int:
    """Mend what differs, and give the number of cells that did: each is a job that was lost, or a fault of ours."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, [at - _BACK])
        touched = [dossier_id for (dossier_id,) in cursor.fetchall()]
    mended = sum(note(touched[start : start + _AT_ONCE]) for start in range(0, len(touched), _AT_ONCE))
    mended += sum(recounting.mend(month) for month in recounting.months_of(touched))
    mended += recounting.mend_years()
    if mended:
        _log.error("figures differed from the events: %d cells mended", mended)
    return mended
