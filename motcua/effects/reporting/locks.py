"""Who waits for whom: writers of one dossier for each other, and all of them for whoever counts the cells anew.

Locks of our own, taken before the statement that reads what they guard, so that it sees what the one before has
written. Always in this order: the cells, the range of a dossier, the dossier.
"""

from collections.abc import Sequence

from django.db import connection

#: A rebuild takes so many dossiers at once, and keeps others away from them; never from the rest.
TOGETHER = 4000
#: Writers of different dossiers seldom meet in one of these; where they do it does no harm.
_BUCKETS = 64
#: Any three numbers: where in the space of advisory locks ours are.
_OF_CELLS, _OF_RANGES, _OF_DOSSIERS = 7_660_005, 7_660_006, 7_660_007


def lock_dossiers(dossier_ids: Sequence[int]) -> None:
    """Before facts and cells of these are written."""
    _take("SELECT pg_advisory_xact_lock_shared(%s, %s)", _OF_CELLS, [0])
    _take("SELECT pg_advisory_xact_lock_shared(%s, %s)", _OF_RANGES, {each // TOGETHER for each in dossier_ids})
    _take("SELECT pg_advisory_xact_lock(%s, %s)", _OF_DOSSIERS, {each % _BUCKETS for each in dossier_ids})


def lock_range(start: int) -> None:
    """Before the facts alone of the `TOGETHER` dossiers from `start` on are written."""
    _take("SELECT pg_advisory_xact_lock(%s, %s)", _OF_RANGES, [start // TOGETHER])


def lock_cells() -> None:
    """Before cells are counted anew: writers wait, readers do not."""
    _take("SELECT pg_advisory_xact_lock(%s, %s)", _OF_CELLS, [0])


def _take(statement: str, space: int, numbers: Sequence[int] | set[int]) -> None:
    with connection.cursor() as cursor:
        # One statement for each: in their order, whatever the planner thinks.
        for number in sorted(numbers):
            cursor.execute(statement, [space, number])
