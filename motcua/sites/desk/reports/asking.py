"""What a page of reports is asked for, and what its reader may see of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting import definitions, reading
from motcua.effects.reporting.definitions import Definition, NoSuchReport
from motcua.effects.reporting.figures import Where
from motcua.effects.reporting.reach import and_below, seen_by
from motcua.effects.reporting.reading import Span
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.reports import periods
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Asked:
    definition: Definition
    span: Span
    period: str
    dimension: str
    #: Of which agency and all below it; None for everything that the reader may see.
    agency: Agency | None
    where: Where
    at: datetime

    @property
    def query(self) -> str:
        """To be carried on to the next page; days, because a period chosen by its name may move."""
        return asked_words(self.span, by=self.dimension, agency=self.agency.code if self.agency else "")

    def row(self, key: str) -> Where:
        return reading.one_row(self.where, dimension=self.dimension, key=key)


def asked_words(span: Span, **others: str) -> str:
    given = {"from": span.first.isoformat(), "to": span.last.isoformat(), **others}
    return urlencode({name: value for name, value in given.items() if value})


def asked(request: ActingRequest, code: str) -> Asked:
    """Raises Http404, NoSuchPeriod."""
    where = seen(request)
    at, told = legal_time.now(), request.GET
    span = periods.asked_of(told, at=at)
    try:
        definition = definitions.definition(code, on=span.last)
    except NoSuchReport as problem:
        raise Http404 from problem
    agency = chosen(request)
    return Asked(
        definition=definition,
        span=span,
        period=told.get("period", "") if not told.get("from") else "",
        dimension=_dimension(definition, told.get("by", "")),
        agency=agency,
        where=replace(where, agencies=_at(agency, where)) if agency else where,
        at=at,
    )


def seen(request: ActingRequest) -> Where:
    """What a head sees figures of. For others these pages are not there."""
    if request.actor.role is not Role.HEAD:
        raise Http404
    return seen_by(request.actor)


def chosen(request: ActingRequest) -> Agency | None:
    code = request.GET.get("agency", "")
    return get_object_or_404(choices(request), code=code) if code else None


def choices(request: ActingRequest) -> QuerySet[Agency]:
    """Agencies that can be asked about alone."""
    agencies = seen(request).agencies
    found = Agency.objects.order_by("name", "code")
    return found if agencies is None else found.filter(pk__in=agencies)


def _at(agency: Agency, where: Where) -> frozenset[int]:
    below = and_below(agency.pk)
    return below if where.agencies is None else below & where.agencies


def _dimension(definition: Definition, given: str) -> str:
    if given in definition.dimensions:
        return given
    return definition.dimensions[0] if definition.dimensions else ""
