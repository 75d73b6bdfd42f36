"""The indices of how dossiers are handled (TT 01/2018/TT-VPCP art. 13–15), as far as they can be computed.

Each dossier has 0, 1 or 2 points in an index; the index of an agency is points by dossiers, to one decimal, and one
that nothing is known of is left out. Computed from events are the total time (1) and how often people had to come back
(3); from ratings publicity (6) and attitude (7). The others (2, 4, 5, 8, 9) need what no system records, so that the
sum and its grade (15 points for "excellent") are not given. The circular is older than the rules of 2025; its
counterpart there was not seen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.effects.ratings.models import Level
from motcua.effects.ratings.results import Counts, results
from motcua.foundation.calendar.arithmetic import VIETNAM

#: What sends people back with more papers.
_CONTACTS = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)
_POINTS = {Level.VERY_SATISFIED: 2, Level.SATISFIED: 1, Level.NOT_SATISFIED: 0}
#: Of the ratings' aspects, the index that each stands for.
_RATED = {6: "information", 7: "attitude"}


@dataclass(frozen=True, slots=True)
class Index:
    """`number` is that of the circular; `value` from 0 to 2."""

    number: int
    value: float
    dossiers: int


def indices(agency_ids: Collection[int], *, first: date, last: date) -> list[Index]:
    """Of dossiers that were finished from `first` to the end of `last`, and of the ratings of these months."""
    found = _finished(agency_ids, first, last)
    judged = results(agency_ids, first=first, last=last).aspects
    candidates = [
        _index(1, _points_of_time(found)),
        _index(3, _points_of_contacts(found)),
        *(_index(number, _points_of(judged.get(aspect))) for number, aspect in _RATED.items()),
    ]
    return [each for each in candidates if each is not None]


def _finished(agency_ids: Collection[int], first: date, last: date) -> QuerySet[Dossier]:
    begins = datetime.combine(first, time.min, VIETNAM)
    ends = datetime.combine(last + timedelta(days=1), time.min, VIETNAM)
    return Dossier.objects.filter(
        deciding_agency_id__in=agency_ids,
        state__in=(State.RESULT_READY, State.RESULT_DELIVERED),
        finished_at__gte=begins,
        finished_at__lt=ends,
        due_at__isnull=False,
    )


def _points_of_time(found: QuerySet[Dossier]) -> Mapping[int, int]:
    """Before the day 2, on the day 1, after it 0: by the day and not by the minute."""
    dated = found.annotate(
        due_day=TruncDate("due_at", tzinfo=VIETNAM), finished_day=TruncDate("finished_at", tzinfo=VIETNAM)
    )
    return _counted(
        dated,
        When(finished_day__lt=F("due_day"), then=Value(2)),
        When(finished_day=F("due_day"), then=Value(1)),
    )


def _points_of_contacts(found: QuerySet[Dossier]) -> Mapping[int, int]:
    """Never 2, once 1, more often 0."""
    asked = found.annotate(contacts=Count("events", filter=Q(events__action__in=_CONTACTS)))
    return _counted(asked, When(contacts=0, then=Value(2)), When(contacts=1, then=Value(1)))


def _counted(found: QuerySet[Dossier], *cases: When) -> Mapping[int, int]:
    """How many dossiers have so many points."""
    points = Case(*cases, default=Value(0), output_field=IntegerField())
    rows = found.order_by().annotate(points=points).values_list("points", flat=True)
    counted = {0: 0, 1: 0, 2: 0}
    for each in rows.iterator():
        counted[each] += 1
    return counted


def _points_of(counts: Counts | None) -> Mapping[int, int]:
    return {_POINTS[Level(level)]: people for level, people in counts.by_level.items()} if counts else {}


def _index(number: int, dossiers_by_points: Mapping[int, int]) -> Index | None:
    dossiers = sum(dossiers_by_points.values())
    if not dossiers:
        return None
    total = sum(points * count for points, count in dossiers_by_points.items())
    return Index(number, round(total / dossiers, 1), dossiers)
