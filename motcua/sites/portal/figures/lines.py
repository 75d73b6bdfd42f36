"""The lines of the public tables: what is told of each, by its name, with how long filling in takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.queries import measures
from motcua.effects.reporting import publishing
from motcua.effects.reporting.figures import EVERYWHERE, By, Where
from motcua.effects.reporting.publishing import FEWEST, Told
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal import words
from motcua.sites.portal.figures.spans import Span
from motcua.sites.ui import formats, rates


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    name: str
    told: Told
    #: Of a procedure: how long the law allows, in words.
    limit: str = ""

    @property
    def online(self) -> str:
        return rate(self.told.online, self.told.received)

    @property
    def in_time(self) -> str:
        return rate(self.told.in_time, self.told.results)


@dataclass(frozen=True, slots=True)
class Filling:
    """How long filling in takes, how many finish, and the field after which most leave; empty where few have."""

    median_seconds: int
    p90_seconds: int
    finished_percent: int
    left_after: str


def rate(part: int | None, whole: int | None) -> str:
    return "–" if part is None or whole is None else rates.percent(part, whole)


def count(told: int | None) -> str:
    """What is withheld is said to be few."""
    return _("dưới %(n)s") % {"n": FEWEST} if told is None else formats.number(told)


def days(told: int | None) -> str:
    """So many working days; a dash where nothing is told. What took none was done on the very day."""
    if told is None:
        return "–"
    return ngettext("%(n)s ngày", "%(n)s ngày", told) % {"n": formats.number(told)} if told else _("cùng ngày")


def units(span: Span, *, where: Where = EVERYWHERE) -> list[Line]:
    """By what they have received, the most first."""
    told = publishing.table(span.first, span.last, by=(By.AGENCY,), where=where)
    agencies = Agency.objects.in_bulk([int(str(each.key[0])) for each in told])
    return _ordered(Line(of.code, of.name, each) for each in told if (of := agencies[int(str(each.key[0]))]))


def procedures(span: Span, *, where: Where = EVERYWHERE) -> list[Line]:
    told = publishing.table(span.first, span.last, by=(By.PROCEDURE,), where=where)
    named = Procedure.objects.in_bulk([int(str(each.key[0])) for each in told])
    return _ordered(
        Line(of.code, of.short_name, each, limit_of(of)) for each in told if (of := named[int(str(each.key[0]))])
    )


def months(span: Span, firsts: Sequence[date], *, where: Where = EVERYWHERE) -> list[Line]:
    """Each of these months, also one in which nothing happened."""
    told = {each.key[0]: each for each in publishing.table(firsts[0], span.last, by=(By.MONTH,), where=where)}
    nothing: Mapping[date, Told] = {first: _nothing(first) for first in firsts}
    return [Line(f"{first:%Y-%m}", f"{first:%m/%Y}", told.get(first, nothing[first])) for first in firsts]


def limit_of(procedure: Procedure) -> str:
    if procedure.current_version_id is None:
        return ""
    return words.limit(definition_of(procedure.current_version_id).default_limit)


def filling(span: Span, *, at: datetime) -> dict[int, Filling]:
    """By procedure, of drafts that ended in the period; only where enough of them were filed."""
    versions = dict(Procedure.objects.values_list("pk", "current_version"))
    left: dict[int, str] = {}
    for each in measures.leaving(first=span.first, last=span.last, at=at):
        left.setdefault(each.procedure_id, _left_after(each, versions.get(each.procedure_id)))
    return {
        each.procedure_id: Filling(
            each.median_seconds, each.p90_seconds, each.finished_percent, left.get(each.procedure_id, "")
        )
        for each in measures.filling(first=span.first, last=span.last)
        if each.filed >= FEWEST and each.median_seconds is not None and each.p90_seconds is not None
    }


def _left_after(leaving: measures.Leaving, version_id: int | None) -> str:
    """In the form's words; where few have left it is not said."""
    if leaving.people < FEWEST or version_id is None:
        return ""
    field = definition_of(version_id).form.fields.get(leaving.field)
    return field.label if field else ""


def _ordered(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-(line.told.received or 0), line.told.is_withheld, line.name))


def _nothing(first: date) -> Told:
    return Told((first,), 0, 0, 0, 0, 0, None, None, 0, 0, {})
