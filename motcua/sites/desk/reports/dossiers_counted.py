"""Dossiers that numbers count by what other rooms know of them: the national portal, letters, the ledger of money."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from django.db.models import QuerySet, Sum

from motcua.effects.national_portal.models import Message, Stage, Standing
from motcua.effects.payments.models import EntryKind, Means, MoneyEntry
from motcua.effects.reporting.figures import Page, Where
from motcua.effects.reporting.models import DossierFact
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.report_models import ReasonFact
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


def _received(span: Span) -> Facts:
    return DossierFact.objects.filter(received_on__range=(span.first, span.last))


def _letters(span: Span) -> QuerySet[ReasonFact]:
    return ReasonFact.objects.filter(action="apologise", on__range=(span.first, span.last))


COUNTED: Mapping[str, Callable[[Span], Facts]] = {
    "synchronising_failed": lambda span: _received(span).filter(
        dossier__in=Message.objects.filter(stage=Stage.SET_ASIDE).values("dossier")
    ),
    "differing": lambda span: _received(span).filter(
        dossier__in=Standing.objects.filter(differing__gt=0).values("dossier")
    ),
    # The law allows one letter for a dossier, so there are as many dossiers as letters.
    "apologies": lambda span: DossierFact.objects.filter(dossier__in=_letters(span).values("event__dossier")),
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
