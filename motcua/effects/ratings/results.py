"""What ratings say of an agency in a stretch of months: counts alone, and none where so few could name people."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.effects.ratings.models import Level, Rating
from motcua.effects.ratings.rating import ASPECTS
from motcua.effects.ratings.surveys import LEAST_ANSWERS


@dataclass(frozen=True, slots=True)
class Counts:
    """People by level, the best first."""

    by_level: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.by_level.values())

    def share(self, level: int) -> int:
        return round(100 * self.by_level[level] / self.total) if self.total else 0

    @property
    def content(self) -> int:
        """The share of those who were satisfied or more, of a hundred."""
        return self.share(Level.VERY_SATISFIED) + self.share(Level.SATISFIED)


@dataclass(frozen=True, slots=True)
class Results:
    """Empty `overall` where too few have rated; an aspect that too few have judged is left out."""

    total: int
    overall: Counts | None
    aspects: Mapping[str, Counts]


def results(agency_ids: Collection[int], *, first: date, last: date) -> Results:
    """Of the months from `first` to `last`, both given by any of their days."""
    found = Rating.objects.filter(
        agency_id__in=agency_ids, month__gte=first.replace(day=1), month__lte=last.replace(day=1)
    )
    rows = list(found.order_by("pk").values_list("overall", "aspects"))
    judged = {each.key: [aspects[each.key] for _, aspects in rows if each.key in aspects] for each in ASPECTS}
    return Results(
        total=len(rows),
        overall=_counts([overall for overall, _ in rows]),
        aspects={key: counts for key, given in judged.items() if (counts := _counts(given))},
    )


def _counts(given: Sequence[int]) -> Counts | None:
    if len(given) < LEAST_ANSWERS:
        return None
    counted = Counter(given)
    return Counts({level: counted[level] for level in sorted(Level.values, reverse=True)})
