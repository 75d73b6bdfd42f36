"""Each night: how many drafts of each month that is over took how long, so that a year need not be read one by one."""

from collections import Counter
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Count, Sum

from motcua.dossiers.models import FillingMeasure, FillingTally, Taken
from motcua.dossiers.models.filling_cells import CELLS, last_day
from motcua.foundation.calendar.arithmetic import legal_day

# Readers see the month as it was until it is counted anew.
_ONE_AT_A_TIME = "LOCK TABLE dossiers_fillingtally IN SHARE ROW EXCLUSIVE MODE"
_COUNT = f"""
INSERT INTO dossiers_fillingtally (month, procedure_id, what, seconds, drafts)
SELECT %(month)s, procedure_id, what, seconds, drafts FROM ({CELLS}) cells ORDER BY procedure_id, what, seconds
"""  # noqa: S608 - our own words


def count_months(*, at: datetime, anew: bool = False) -> list[date]:
    """Count each month that is over and was not counted yet, or that more has been noted in since; or all `anew`."""
    noted, counted = _noted(before=legal_day(at).replace(day=1)), _counted()
    months = sorted(month for month in noted | counted if anew or noted[month] != counted[month])
    for month in months:
        _count(month)
    return months


def _noted(*, before: date) -> Counter[date]:
    """How many drafts ended in each month. Measures are only ever added: as many are the same."""
    by_day = FillingMeasure.objects.filter(ended_on__lt=before).values_list("ended_on").annotate(drafts=Count("*"))
    noted: Counter[date] = Counter()
    for day, drafts in by_day:
        noted[day.replace(day=1)] += drafts
    return noted


def _counted() -> Counter[date]:
    by_month = FillingTally.objects.exclude(what=Taken.ACTIVE).values_list("month").annotate(Sum("drafts"))
    return Counter(dict(by_month))


@transaction.atomic
def _count(month: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        FillingTally.objects.filter(month=month).delete()
        cursor.execute(_COUNT, {"month": month, "firsts": [month], "lasts": [last_day(month)]})
