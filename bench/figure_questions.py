"""Every figure, report, board and list that officers and citizens open, as one call each, section by section."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from motcua.dossiers.queries import measures
from motcua.effects.reporting import definitions, figures, reading, reasons, steps
from motcua.effects.reporting.asking import By, Where
from motcua.effects.reporting.definitions import Definition
from motcua.effects.reporting.figures import Balance, Measure
from motcua.effects.reporting.models import DossierFact
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.report_models import ReasonFact
from motcua.effects.steering import forecasts, sticking
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.boards import numbers
from motcua.sites.desk.boards.seeing import Seen
from motcua.sites.desk.reports.gathering import beside
from motcua.sites.portal.figures import datasets, lines
from motcua.sites.portal.figures.spans import Span as PublicSpan
from motcua.sites.portal.figures.spans import months_before

Question = Callable[[], object]
_BY: Mapping[str, Sequence[By]] = {
    "all": (),
    "agency": (By.AGENCY,),
    "agency and channel": (By.AGENCY, By.CHANNEL),
    "level": (By.LEVEL,),
    "sector": (By.SECTOR,),
    "procedure": (By.PROCEDURE,),
    "agency and sector": (By.AGENCY, By.SECTOR),
    "month": (By.MONTH,),
    "officer": (By.OFFICER,),
}


def sections(last: date, *, at: datetime) -> Iterator[tuple[str, Mapping[str, Question]]]:
    """Odd days at both ends, so that a period is never whole months."""
    year, month = last - timedelta(days=371), last - timedelta(days=37)
    yield "figures", _figures(month, year, last)
    yield "reports", {**_reports(Span(year, last), at=at), **_other_reports(year, last, at=at)}
    yield "boards", _boards(last, at=at)
    yield "public figures", _public(PublicSpan("", year, last), at=at)
    yield "dossiers behind a number of the year, province", _lists(year, last, Where())
    yield "dossiers behind a number of the year, one agency", _lists(year, last, Where(agencies=frozenset({_agency()})))
    yield "dossiers behind a number of the year, one procedure at the counter", _lists(year, last, _narrow())
    yield "dossiers at the end of a day a year ago", _standing(year)


def _figures(month: date, year: date, last: date) -> dict[str, Question]:
    periods = {"a month": month, "a year": year, "four years": date(last.year - 4, 2, 11)}
    own = Where(agencies=frozenset({_agency()}))
    return {
        **{
            f"totals of {length}, by {name}": partial(figures.totals, first, last, by=keys)
            for length, first in periods.items()
            for name, keys in _BY.items()
        },
        **{
            f"balances, by {name}": partial(figures.balances, last, by=keys)
            for name, keys in _BY.items()
            if not {By.MONTH, By.OFFICER}.intersection(keys)
        },
        "totals of a year, one agency by procedure": partial(figures.totals, year, last, by=(By.PROCEDURE,), where=own),
        "durations of a year, by procedure": partial(figures.durations, year, last, by=(By.PROCEDURE,)),
        "durations of a year, by agency": partial(figures.durations, year, last, by=(By.AGENCY,)),
        "durations of a year, one agency by procedure": partial(
            figures.durations, year, last, by=(By.PROCEDURE,), where=own
        ),
    }


def _reports(span: Span, *, at: datetime) -> dict[str, Question]:
    """By the formulas of today."""
    asked: dict[str, Question] = {}
    for code in definitions.codes():
        definition = definitions.definition(code, on=legal_day(at))
        for dimension in definition.dimensions or ("",):
            asked[f"report {code} {dimension}".strip()] = partial(_report, definition, span, dimension)
    return asked


def _report(definition: Definition, span: Span, dimension: str) -> object:
    """With the numbers that do not come from facts."""
    where = Where()
    told = beside(definition, span=span, where=where)
    return reading.read(definition, span=span, where=where, dimension=dimension, beside=told)


def _other_reports(year: date, last: date, *, at: datetime) -> dict[str, Question]:
    nine_months = last - timedelta(days=274)
    asked: dict[str, Question] = {
        "reasons of nine months, officer by officer": partial(reasons.reasons, nine_months, last, agencies=None),
        "steps of a year": partial(steps.step_times, year, last, agencies=None),
        "filling in a form, a year": partial(measures.filling, first=year, last=last),
        "where forms are left, a year": partial(measures.leaving, first=year, last=last, at=at),
    }
    for name, is_system in (("an officer", False), ("the system", True)):
        some = (
            ReasonFact.objects.filter(on__range=(nine_months, last), post__isnull=is_system).order_by("-event").first()
        )
        if some is not None:
            asked[f"acts behind a reason of {name}"] = partial(
                reasons.codes,
                nine_months,
                last,
                agencies=frozenset({some.agency_id}),
                post=some.post_id,
                action=some.action,
                reason=some.reason,
            )
    return asked


def _boards(last: date, *, at: datetime) -> dict[str, Question]:
    days = numbers.days_of(last)
    province = Seen(Agency.objects.order_by("pk")[0], None)
    one = Agency.objects.get(pk=_agency())
    part = Seen(one, frozenset({one.pk}), is_part=True)
    return {
        # First, as a worker does it: what the boards read is kept for two minutes.
        "where it sticks, counted by a worker": partial(sticking.keep, at=at),
        "where it sticks, as it was counted": partial(sticking.sticking, None, at=at),
        "where it sticks, without a worker": partial(sticking.sticking, None, at=at + timedelta(days=1)),
        "board of the province, by agency": partial(numbers.board, province, by=By.AGENCY, at=at, days=days),
        "board of the province, by procedure": partial(numbers.board, province, by=By.PROCEDURE, at=at, days=days),
        "board of one agency": partial(numbers.board, part, by=None, at=at, days=days),
        "forecasts, the first hundred and how many": lambda: (
            list(forecasts.standing(None, at=at)[:100]),
            forecasts.standing(None, at=at).count(),
        ),
        "how forecasts turned out": partial(forecasts.turned_out, None, at=at),
        "how fresh it is": partial(figures.as_of, at=at),
    }


def _public(span: PublicSpan, *, at: datetime) -> dict[str, Question]:
    asked: dict[str, Question] = {
        "public table of agencies": partial(lines.units, span),
        "public table of procedures": partial(lines.procedures, span),
        "public picture of twelve months": partial(lines.months, span, months_before(span.last)),
    }
    asked |= {f"open data, {name}": partial(_records, each, span, at) for name, each in datasets.DATASETS.items()}
    return asked


def _records(dataset: datasets.Dataset, span: PublicSpan, at: datetime) -> int:
    return len(list(dataset.records(span, at)))


def _lists(first: date, last: date, where: Where) -> dict[str, Question]:
    return {
        str(counted): partial(figures.dossiers, counted, first, last, where=where) for counted in (*Measure, *Balance)
    }


def _standing(on: date) -> dict[str, Question]:
    return {str(counted): partial(figures.dossiers, counted, on, on) for counted in Balance}


def _agency() -> int:
    """Of the newest dossier."""
    return _newest().agency_id


def _narrow() -> Where:
    """A corner of the province that cuts across its agencies."""
    return Where(procedures=frozenset({_newest().procedure_id}), channels=frozenset({"counter"}))


def _newest() -> DossierFact:
    return DossierFact.objects.order_by("-dossier")[0]
