"""Numbers that the facts of dossiers do not tell: of procedures, petitions, ratings, messages, letters and money."""

from collections.abc import Callable, Mapping, Sequence

from motcua.dossiers.rules.actor import Actor
from motcua.effects.ratings.models import Level
from motcua.effects.ratings.results import results
from motcua.effects.reporting.definitions import Definition
from motcua.effects.reporting.figures import Where
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.reports import Numbers
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.reports import dossiers_counted, letters_counted, petitions_counted, procedures_counted
from motcua.sites.desk.reports.behind import Behind

#: Each gives lists of things by name; the number is how many there are.
_PROCEDURES: Mapping[frozenset[str], Callable[[Span, Where], Mapping[str, list[Behind]]]] = {
    frozenset(
        {
            "procedures",
            "procedures_complete",
            "online_services",
            "partial_services",
            "full_services",
            "fee_procedures",
        }
    ): procedures_counted.as_they_stand,
    frozenset({"online_services_used", "paid_online_procedures", "procedures_paid_online"}): procedures_counted.used,
    frozenset(
        {"published", "published_in_time", "to_be_shown", "shown_in_time", "undated_announcements"}
    ): procedures_counted.in_time,
}
_PETITIONS = frozenset(
    {
        "petitions",
        "complaints",
        "suggestions",
        "petitions_answered",
        "petitions_in_time",
        "petitions_judged",
        "petitions_satisfied",
    }
)
#: Nobody knows of which dossiers: they open into nothing.
_RATINGS = frozenset({"ratings", "ratings_satisfied", "ratings_unsatisfied"})

OF_THINGS = frozenset().union(*_PROCEDURES) | _PETITIONS
OF_DOSSIERS = frozenset(dossiers_counted.COUNTED) | frozenset(dossiers_counted.SUMMED)
OF_LETTERS = frozenset({letters_counted.NAME})
#: Sums of money, with dossiers behind them.
OF_MONEY = frozenset(dossiers_counted.SUMMED)


def beside(definition: Definition, *, span: Span, where: Where) -> Numbers:
    """Only what the formulas ask for; a name that nobody here knows stays unknown."""
    wanted = definition.names
    found: dict[str, int] = {}
    for names, gather in _PROCEDURES.items():
        if wanted & names:
            found |= _counted(gather(span, where))
    if wanted & _PETITIONS:
        found |= _counted(petitions_counted.petitions(span, where))
    if wanted & _RATINGS:
        found |= _ratings(span, where)
    for name in wanted & frozenset(dossiers_counted.COUNTED):
        found[name] = dossiers_counted.count(name, span=span, where=where)
    for name in wanted & OF_LETTERS:
        found[name] = letters_counted.count(span=span, where=where)
    for name in wanted & OF_MONEY:
        found[name] = dossiers_counted.money(name, span=span, where=where)
    return {name: value for name, value in sorted(found.items()) if name in wanted}


def things(name: str, *, span: Span, where: Where, actor: Actor) -> list[Behind]:
    """The procedures or petitions that a number was counted from; `name` is one of OF_THINGS."""
    if name in _PETITIONS:
        return petitions_counted.lines(petitions_counted.petitions(span, where)[name], actor)
    gather = next(gather for names, gather in _PROCEDURES.items() if name in names)
    return gather(span, where).get(name, [])


def _counted(found: Mapping[str, Sequence[object]]) -> dict[str, int]:
    return {name: len(several) for name, several in found.items()}


def _ratings(span: Span, where: Where) -> dict[str, int]:
    """Too few are not told, because they could name people."""
    told = results(_agencies(where), first=span.first, last=span.last)
    if told.overall is None:
        return {}
    unsatisfied = told.overall.by_level[Level.NOT_SATISFIED]
    total = told.overall.total
    return {"ratings": total, "ratings_satisfied": total - unsatisfied, "ratings_unsatisfied": unsatisfied}


def _agencies(where: Where) -> list[int]:
    if where.agencies is not None:
        return list(where.agencies)
    return list(Agency.objects.values_list("pk", flat=True))
