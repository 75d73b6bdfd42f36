"""Which agency decides: from the kind of agency that the procedure names and the place that the case names."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency, Post


def agencies_of_kind(kind: AgencyKind, *, on: date) -> QuerySet[Agency]:
    """Every agency of that kind that exists on that day, in order of its code."""
    return Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), kind=kind, valid_from__lte=on).order_by("code")


def in_commune(kind: AgencyKind, *, commune_code: str, on: date) -> Agency | None:
    """The agency of that kind that works in the commune; the province-wide one where there is just one."""
    there = agencies_of_kind(kind, on=on)
    return there.filter(commune_code=commune_code).first() or (there.first() if there.count() == 1 else None)


def posts_open_to(account_id: int, *, on: date) -> QuerySet[Post]:
    """The posts in which this account may act on that day: its own, and those delegated to it."""
    delegated = Q(delegations__to_account_id=account_id, delegations__valid_from__lte=on, delegations__valid_to__gte=on)
    return (
        Post.objects.held_on(on)
        .filter(Q(account_id=account_id) | delegated)
        .select_related("agency", "account__person")
        .distinct()
        .order_by("pk")
    )
