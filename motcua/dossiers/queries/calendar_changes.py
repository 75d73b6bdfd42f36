"""What a calendar change would move, or has moved: counts by procedure, and the dossiers page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from motcua.dossiers.models import CalendarChange

PAGE = 100
_ANOTHER_DATE = Q(old_due_at__isnull=False) & ~Q(old_due_at=F("new_due_at"))


@dataclass(frozen=True, slots=True)
class OfProcedure:
    """`dates` of its dossiers get another date; of the others only the count behind the date is another."""

    code: str
    name: str
    dossiers: int
    dates: int


@dataclass(frozen=True, slots=True)
class Moved:
    """No name and no content: who keeps the calendar reads no dossiers."""

    number: int
    code: str
    procedure: str
    old_due_at: datetime | None
    new_due_at: datetime | None


def by_procedure(change: CalendarChange) -> list[OfProcedure]:
    grouped = (
        change.moves.values("procedure__code", "procedure__short_name")
        .annotate(dossiers=Count("pk"), dates=Count("pk", filter=_ANOTHER_DATE))
        .order_by("-dossiers", "procedure__code")
    )
    return [
        OfProcedure(row["procedure__code"], row["procedure__short_name"], row["dossiers"], row["dates"])
        for row in grouped
    ]


def moved(change: CalendarChange, *, after: int = 0) -> Sequence[Moved]:
    """A page in the order of the dossiers, behind number `after`, and one more to know whether there is a next."""
    rows = change.moves.filter(dossier__gt=after).order_by("dossier")[: PAGE + 1]
    columns = ("dossier_id", "dossier__code", "procedure__short_name", "old_due_at", "new_due_at")
    return [Moved(*row) for row in rows.values_list(*columns)]


def latest() -> CalendarChange | None:
    return CalendarChange.objects.order_by("-pk").first()
