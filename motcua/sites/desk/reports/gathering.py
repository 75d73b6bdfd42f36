"""Numbers that are not made of dossiers: procedures, ratings, petitions, messages to the national portal."""

from collections.abc import Callable, Mapping

from django.db.models import Count

from motcua.blueprints.catalogue.definition import Definition as ProcedureDefinition
from motcua.blueprints.catalogue.definition import ServiceLevel
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.effects.petitions import limits
from motcua.effects.petitions.models import Petition
from motcua.effects.ratings.models import Level
from motcua.effects.ratings.results import results
from motcua.effects.reporting import figures
from motcua.effects.reporting.definitions import Definition
from motcua.effects.reporting.figures import By, Where
from motcua.effects.reporting.measures import Measure
from motcua.effects.reporting.models import DossierFact
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.report_models import ReasonFact
from motcua.effects.reporting.reports import Numbers
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.organisations.models import Agency

_ONLINE = frozenset({ServiceLevel.FULL, ServiceLevel.PARTIAL})


def beside(definition: Definition, *, span: Span, where: Where) -> Numbers:
    """Only what the formulas ask for; a name that nobody here knows stays unknown."""
    found: dict[str, int] = {}
    for names, gather in _GATHERED.items():
        if definition.names & names:
            found |= gather(span, where)
    return {name: value for name, value in found.items() if name in definition.names}


def _catalogue(span: Span, where: Where) -> dict[str, int]:
    """As it stands now."""
    known = [definition_of(version) for version in published().values_list("current_version_id", flat=True) if version]
    levels = [each.channels.online for each in known]
    return {
        "procedures": len(known),
        "procedures_complete": sum(map(_is_complete, known)),
        "online_services": sum(level in _ONLINE for level in levels),
        "partial_services": levels.count(ServiceLevel.PARTIAL),
        "full_services": levels.count(ServiceLevel.FULL),
        "fee_procedures": sum(bool(each.fees) for each in known),
    }


def _is_complete(definition: ProcedureDefinition) -> bool:
    """The parts that K1.3 names: what it is called, how it runs, by which ways, papers, time, for whom, who decides."""
    parts = (
        definition.name,
        definition.process.steps,
        definition.channels,
        definition.paper_groups,
        definition.time_limits,
        definition.applicant_types,
        definition.competence.name,
    )
    return all(parts)


def _used(span: Span, where: Where) -> dict[str, int]:
    by_procedure = figures.totals(span.first, span.last, by=(By.PROCEDURE, By.CHANNEL, By.SERVICE_LEVEL), where=where)
    used = {
        row.keys[By.PROCEDURE]
        for row in by_procedure
        if row.keys[By.CHANNEL] == "online" and row.keys[By.SERVICE_LEVEL] in _ONLINE and row[Measure.RECEIVED]
    }
    paid = {row.keys[By.PROCEDURE] for row in by_procedure if row[Measure.WITH_FEE]}
    return {"online_services_used": len(used), "paid_online_procedures": len(paid)}


def _ratings(span: Span, where: Where) -> dict[str, int]:
    """Too few are not told, because they could name people."""
    told = results(_agencies(where), first=span.first, last=span.last)
    if told.overall is None:
        return {}
    unsatisfied = told.overall.by_level[Level.NOT_SATISFIED]
    total = told.overall.total
    return {"ratings": total, "ratings_satisfied": total - unsatisfied, "ratings_unsatisfied": unsatisfied}


def _petitions(span: Span, where: Where) -> dict[str, int]:
    filed = Petition.objects.filter(
        agency__in=_agencies(where), filed_at__date__gte=span.first, filed_at__date__lte=span.last
    ).only("kind", "dossier_id", "counted_from", "answered_at", "due_at")
    answered = [each for each in filed if each.answered_at is not None]
    return {"petitions": len(filed), "petitions_in_time": sum(map(_is_in_time, answered))}


def _is_in_time(petition: Petition) -> bool:
    set_then = limits.limits_at(petition.counted_from)
    allowed = set_then.answer_about_dossier if petition.dossier_id else set_then.answer
    assert petition.answered_at is not None, "only answered ones are asked about"
    return petition.answered_at <= limits.end(petition.counted_from, allowed).astimezone(VIETNAM)


def _synchronised(span: Span, where: Where) -> dict[str, int]:
    known = DossierFact.objects.filter(
        received_on__range=(span.first, span.last), dossier__portal_standing__known_since__isnull=False
    )
    if where.agencies is not None:
        known = known.filter(agency__in=where.agencies)
    return {"synchronised": known.count()}


def _apologies(span: Span, where: Where) -> dict[str, int]:
    letters = ReasonFact.objects.filter(action="apologise", on__range=(span.first, span.last))
    if where.agencies is not None:
        letters = letters.filter(agency__in=where.agencies)
    return {"apologies": letters.aggregate(n=Count("event", distinct=True))["n"]}


def _agencies(where: Where) -> list[int]:
    if where.agencies is not None:
        return list(where.agencies)
    return list(Agency.objects.values_list("pk", flat=True))


_GATHERED: Mapping[frozenset[str], Callable[[Span, Where], dict[str, int]]] = {
    frozenset(
        {
            "procedures",
            "procedures_complete",
            "online_services",
            "partial_services",
            "full_services",
            "fee_procedures",
        }
    ): _catalogue,
    frozenset({"online_services_used", "paid_online_procedures"}): _used,
    frozenset({"ratings", "ratings_satisfied", "ratings_unsatisfied"}): _ratings,
    frozenset({"petitions", "petitions_in_time"}): _petitions,
    frozenset({"synchronised"}): _synchronised,
    frozenset({"apologies"}): _apologies,
}
