"""Which agency decides: from the kind of agency that the procedure names and the place that the case names."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency


def agencies_of_kind(kind: AgencyKind, *, on: date) -> QuerySet[Agency]:
    """Every agency of that kind that exists on that day, in order of its code."""
    return existing_on(on).filter(kind=kind).order_by("code")


def existing_on(day: date) -> QuerySet[Agency]:
    """Every agency that there is on that day."""
    return Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def in_commune(kind: AgencyKind, *, commune_code: str, on: date) -> Agency | None:
    """The agency of that kind that works in the commune; the province-wide one where there is just one."""
    there = agencies_of_kind(kind, on=on)
    return there.filter(commune_code=commune_code).first() or (there.first() if there.count() == 1 else None)
