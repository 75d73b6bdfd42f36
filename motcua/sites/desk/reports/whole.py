"""What is asked of a page about one period and one agency, without a definition."""

from dataclasses import dataclass
from datetime import datetime

from motcua.effects.reporting.reach import and_below
from motcua.effects.reporting.reading import Span
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.reports import periods
from motcua.sites.desk.reports.asking import asked_words, choices, chosen, seen
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Whole:
    span: Span
    period: str
    agency: Agency | None
    #: None for all of the province.
    agencies: frozenset[int] | None
    at: datetime

    @property
    def query(self) -> str:
        return asked_words(self.span, agency=self.agency.code if self.agency else "")


def whole(request: ActingRequest) -> Whole:
    """Raises Http404, NoSuchPeriod."""
    agencies = seen(request).agencies
    agency = chosen(request)
    if agency is not None:
        below = and_below(agency.pk)
        agencies = below if agencies is None else below & agencies
    told, at = request.GET, legal_time.now()
    span = periods.asked_of(told, at=at)
    return Whole(span, told.get("period", "") if not told.get("from") else "", agency, agencies, at)


def around(request: ActingRequest, told: Whole) -> dict[str, object]:
    return {
        "at": told.at,
        "told": told,
        "name": "reports",
        "agencies": choices(request),
        "periods": periods.choices(told.at),
        "dimensions": [],
    }
