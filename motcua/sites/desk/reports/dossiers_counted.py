"""Dossiers that numbers count by what other rooms know of them: the national portal, the ledger of money."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta

from django.db.models import QuerySet, Sum

from motcua.effects.national_portal.models import Message, Stage, Standing
from motcua.effects.payments.models import EntryKind, Means, MoneyEntry
from motcua.effects.reporting.figures import Page, Where
from motcua.effects.reporting.models import DossierFact
from motcua.effects.reporting.reading import Span
from motcua.foundation.calendar.arithmetic import VIETNAM

Facts = QuerySet[DossierFact]
#: Not at a counter and not at the door.
_ONLINE = (Means.BANK, Means.WALLET)
_PAYS = (EntryKind.RECEIVED, EntryKind.ASSIGNED)
_BACK = (EntryKind.REFUNDED, EntryKind.REVERSED)


def facts(name: str, *, span: Span, where: Where) -> Facts:
    """Of the agencies in question; `name` is one of COUNTED or SUMMED."""
    found = COUNTED[name](span) if name in COUNTED else _moving_money(name, span)
    return found if where.agencies is None else found.filter(agency__in=where.agencies)


def count(name: str, *, span: Span, where: Where) -> int:
    return facts(name, span=span, where=where).count()


def money(name: str, *, span: Span, where: Where) -> int:
    """Đồng, as the ledger has it."""
    entries = SUMMED[name](span)
    if where.agencies is not None:
        entries = entries.filter(order__duty__dossier__deciding_agency__in=where.agencies)
    return entries.aggregate(sum=Sum("amount"))["sum"] or 0


def page(name: str, *, span: Span, where: Where, after: str = "", size: int = 100) -> Page:
    """In the order of their numbers; the day in `after` is only there because every place in a list has one."""
    found = facts(name, span=span, where=where).order_by("pk")
    if after:
        found = found.filter(pk__gt=int(after.rpartition("~")[2]))
    rows = list(found.values_list("code", "pk", "submitted_on")[: size + 1])
    last = f"{rows[size - 1][2]}~{rows[size - 1][1]}" if len(rows) > size else ""
    return Page([code for code, _pk, _on in rows[:size]], last)


def _of_few(dossier_ids: Iterable[int]) -> Facts:
    """They are looked up first: asked in one, the planner may rather read every fact of the period."""
    return DossierFact.objects.filter(pk__in=set(dossier_ids))


def _received(found: Facts, span: Span) -> Facts:
    return found.filter(received_on__range=(span.first, span.last))


def _set_aside() -> QuerySet[Message]:
    return Message.objects.filter(stage=Stage.SET_ASIDE)


def _differing() -> QuerySet[Standing]:
    return Standing.objects.filter(differing__gt=0)


COUNTED: Mapping[str, Callable[[Span], Facts]] = {
    "synchronising_failed": lambda span: _received(_of_few(_set_aside().values_list("dossier", flat=True)), span),
    "differing": lambda span: _received(_of_few(_differing().values_list("dossier", flat=True)), span),
}


def _entries(span: Span, **which: object) -> QuerySet[MoneyEntry]:
    begins = datetime.combine(span.first, time(), VIETNAM)
    ends = datetime.combine(span.last + timedelta(days=1), time(), VIETNAM)
    return MoneyEntry.objects.filter(paid_at__gte=begins, paid_at__lt=ends, means__in=_ONLINE, **which)


SUMMED: Mapping[str, Callable[[Span], QuerySet[MoneyEntry]]] = {
    "money_paid_online": lambda span: _entries(span, kind__in=_PAYS, credited=True),
    "money_given_back": lambda span: _entries(span, kind__in=_BACK, order__isnull=False),
}


def _moving_money(name: str, span: Span) -> Facts:
    return DossierFact.objects.filter(dossier__in=SUMMED[name](span).values("order__duty__dossier"))
