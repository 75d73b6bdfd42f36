"""Letters of apology, and the dossiers that they are about. The law allows one for a dossier: as many as letters."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.reporting.figures import Page, Where
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.report_models import ReasonFact

NAME = "apologies"


def count(*, span: Span, where: Where) -> int:
    return _letters(span, where).count()


def page(*, span: Span, where: Where, after: str = "", size: int = 100) -> Page:
    """By the day of the letter."""
    found = _letters(span, where).order_by("on", "event")
    on, _, event = after.partition("~")
    if after:
        found = found.filter(Q(on__gt=date.fromisoformat(on)) | Q(on=on, event__gt=int(event)), on__gte=on)
    rows = list(found.values_list("event__dossier__code", "on", "event")[: size + 1])
    last = f"{rows[size - 1][1]}~{rows[size - 1][2]}" if len(rows) > size else ""
    return Page([str(code) for code, _on, _event in rows[:size]], last)


def _letters(span: Span, where: Where) -> QuerySet[ReasonFact]:
    """Each has one row: nobody gives more than one reason for it."""
    found = ReasonFact.objects.filter(action=Action.APOLOGISE, on__range=(span.first, span.last))
    return found if where.agencies is None else found.filter(agency__in=where.agencies)
