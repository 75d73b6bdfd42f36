"""Procedures that numbers count: what they are, and whether they were announced and shown in time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.announced import Announced, announced
from motcua.blueprints.catalogue.announcing import is_in_time, show_by
from motcua.blueprints.catalogue.definition import Definition, ServiceLevel
from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.effects.reporting import figures
from motcua.effects.reporting.figures import By, Where
from motcua.effects.reporting.measures import Measure
from motcua.effects.reporting.reading import Span
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.sites.desk.reports.behind import Behind
from motcua.sites.ui.formats import day

_ONLINE = frozenset({ServiceLevel.FULL, ServiceLevel.PARTIAL})
Found = Mapping[str, list[Behind]]


def as_they_stand(span: Span, where: Where) -> Found:
    """At this moment, not in the period."""
    known = [(each, definition_of(each.current_version_id or 0)) for each in published()]
    return {
        name: [
            _line(procedure, definition.announcement.decision) for procedure, definition in known if counts(definition)
        ]
        for name, counts in _STANDING.items()
    }


def _is_complete(definition: Definition) -> bool:
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


_STANDING: Mapping[str, Callable[[Definition], bool]] = {
    "procedures": lambda _definition: True,
    "procedures_complete": _is_complete,
    "online_services": lambda definition: definition.channels.online in _ONLINE,
    "partial_services": lambda definition: definition.channels.online is ServiceLevel.PARTIAL,
    "full_services": lambda definition: definition.channels.online is ServiceLevel.FULL,
    "fee_procedures": lambda definition: bool(definition.fees),
}


def used(span: Span, where: Where) -> Found:
    by_procedure = figures.totals(span.first, span.last, by=(By.PROCEDURE, By.CHANNEL, By.SERVICE_LEVEL), where=where)
    online = {
        row.keys[By.PROCEDURE]
        for row in by_procedure
        if row.keys[By.CHANNEL] == "online" and row.keys[By.SERVICE_LEVEL] in _ONLINE and row[Measure.RECEIVED]
    }
    with_fee = {row.keys[By.PROCEDURE] for row in by_procedure if row[Measure.WITH_FEE]}
    paid = {row.keys[By.PROCEDURE] for row in by_procedure if row[Measure.PAID_ONLINE]}
    return {
        "online_services_used": _lines(Procedure.objects.filter(pk__in=online)),
        "paid_online_procedures": _lines(Procedure.objects.filter(pk__in=with_fee)),
        "procedures_paid_online": _lines(Procedure.objects.filter(pk__in=paid)),
    }


def in_time(span: Span, where: Where) -> Found:
    """K1.1 and K1.2 of the decisions whose days are written down; where none is, they are measured of nothing."""
    calendar = versions.calendar_of(versions.current_id())
    known = announced()
    dated = [each for each in known if each.is_dated]
    undated = {"undated_announcements": [_said(each, calendar) for each in known if not each.is_dated]}
    if not dated:
        return undated
    decided = [each for each in dated if span.first <= (each.announcement.decided_on or span.first) <= span.last]
    to_show = [each for each in dated if span.first <= show_by(each.announcement, calendar) <= span.last]
    return undated | {
        "published": _told(decided, calendar),
        "published_in_time": _told(_all_of(decided, lambda one: is_in_time(one.announcement, calendar)), calendar),
        "to_be_shown": _told(to_show, calendar),
        "shown_in_time": _told(
            _all_of(to_show, lambda one: one.shown_on <= show_by(one.announcement, calendar)), calendar
        ),
    }


def _all_of(found: Iterable[Announced], is_good: Callable[[Announced], bool]) -> list[Announced]:
    """One late decision makes a procedure late."""
    of_procedure: dict[int, list[Announced]] = defaultdict(list)
    for each in found:
        of_procedure[each.procedure.pk].append(each)
    return [each for several in of_procedure.values() if all(map(is_good, several)) for each in several]


def _told(found: Iterable[Announced], calendar: WorkingCalendar) -> list[Behind]:
    """A procedure once, by its newest decision."""
    newest = {each.procedure.pk: each for each in found}
    return [_said(each, calendar) for each in newest.values()]


def _said(each: Announced, calendar: WorkingCalendar) -> Behind:
    said = each.announcement
    if said.decided_on is None or said.takes_effect_on is None:
        return _line(each.procedure, _("%(decision)s: chưa ghi ngày") % {"decision": said.decision or "–"})
    words = _(
        "%(decision)s ngày %(decided)s, có hiệu lực %(holds)s; phải công khai trước hết %(by)s, công khai %(shown)s"
    )
    facts = {
        "decision": said.decision or "–",
        "decided": day(said.decided_on),
        "holds": day(said.takes_effect_on),
        "by": day(show_by(said, calendar)),
        "shown": day(each.shown_on),
    }
    return _line(each.procedure, words % facts)


def _lines(found: QuerySet[Procedure]) -> list[Behind]:
    return [_line(each) for each in found.order_by("name_folded", "pk")]


def _line(procedure: Procedure, says: str = "") -> Behind:
    address = reverse("portal:procedure", args=[procedure.code])
    return Behind(f"{procedure.code} {procedure.short_name}", says, address)
