"""From measures to cells: how many drafts of a procedure took so long. One statement for the tally, figures and check.

A time is rounded to a step that people would round it to, and is then off by at most one in a hundred: so the drafts
of a busy month come together in some hundreds of cells, and their order, all that a percentile asks for, stays.
"""

from datetime import date, timedelta
from itertools import pairwise

from motcua.foundation.calendar.arithmetic import months_later

#: From so many seconds on, to a multiple of so many: half of it is at most a hundredth of what is rounded.
STEPS = (
    (0, 1),
    (100, 2),
    (250, 5),
    (500, 10),
    (1_000, 20),
    (3_000, 60),
    (6_000, 120),
    (15_000, 300),
    (30_000, 600),
    (60_000, 1_200),
    (180_000, 3_600),
    (540_000, 10_800),
    (1_080_000, 21_600),
    (4_320_000, 86_400),
)


def rounded(column: str) -> str:
    shorter = " ".join(
        f"WHEN {column} < {until} THEN {_to_multiple(column, step)}" for (_, step), (until, _) in pairwise(STEPS)
    )
    return f"CASE {shorter} ELSE {_to_multiple(column, STEPS[-1][1])} END"


def _to_multiple(column: str, step: int) -> str:
    return f"({column} + {step // 2}) / {step} * {step}"


#: Which drafts are counted as what, and their time. What was thrown away took no time to file.
_COUNTED = {
    "whole": ("how = 'filed'", rounded("seconds")),
    "active": ("how = 'filed'", rounded("active_seconds")),
    "left": ("how <> 'filed'", "0"),
}

#: Of the days in spans, each from one of `firsts` to the one of `lasts` beside it; read from the index alone.
CELLS = " UNION ALL ".join(
    f"""
    SELECT procedure_id, '{what}' AS what, {seconds} AS seconds, count(*) AS drafts
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) span (first, last)
    JOIN dossiers_fillingmeasure ON ended_on BETWEEN span.first AND span.last AND {which} GROUP BY 1, 3
    """  # noqa: S608 - our own words
    for what, (which, seconds) in _COUNTED.items()
)


def last_day(month: date) -> date:
    return months_later(month, 1) - timedelta(days=1)
