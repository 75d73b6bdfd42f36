"""Which money an officer may see: that of dossiers she may see; what names no order is shown to every cashier."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.access import visible_to
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments.corrections import MAY_CORRECT
from motcua.effects.payments.models import (
    Agreement,
    Correction,
    MoneyEntry,
    Reconciliation,
    ReconciliationRow,
    UnmatchedMoney,
)


def entries_for(actor: Actor) -> QuerySet[MoneyEntry]:
    if actor.role not in MAY_CORRECT:
        return MoneyEntry.objects.none()
    return MoneyEntry.objects.filter(_of_hers(actor, ""))


def unmatched_for(actor: Actor) -> QuerySet[UnmatchedMoney]:
    if actor.role not in MAY_CORRECT:
        return UnmatchedMoney.objects.none()
    return UnmatchedMoney.objects.filter(_of_hers(actor, "entry__"), settled_at=None)


def corrections_for(actor: Actor) -> QuerySet[Correction]:
    if actor.role not in MAY_CORRECT:
        return Correction.objects.none()
    return Correction.objects.filter(_of_hers(actor, "entry__"))


def statements_for(actor: Actor) -> QuerySet[Reconciliation]:
    """Those of her agency and of the units it manages; of those that were read for all, the ones with money of hers."""
    if actor.role not in MAY_CORRECT or actor.agency_id is None:
        return Reconciliation.objects.none()
    hers = Q(agency=actor.agency_id) | Q(agency__managed_by=actor.agency_id)
    told = ReconciliationRow.objects.filter(reconciliation=OuterRef("pk"), entry__in=entries_for(actor))
    return Reconciliation.objects.filter(hers | Q(Exists(told), agency=None))


def rows_for(actor: Actor, made: Reconciliation) -> QuerySet[ReconciliationRow]:
    """Of a statement that she may see."""
    return made.rows.all() if made.agency_id else made.rows.filter(entry__in=entries_for(actor))


def statements_that_wait(among: QuerySet[Reconciliation]) -> QuerySet[Reconciliation]:
    """Handed in by one person; another has not yet said that they are the bank's."""
    waiting = ReconciliationRow.objects.filter(
        reconciliation=OuterRef("pk"), agreement=Agreement.MISSING_HERE, result=""
    )
    return among.filter(Exists(waiting))


def _of_hers(actor: Actor, way: str) -> Q:
    dossiers = visible_to(actor).order_by().values("pk")
    of_her_dossiers = Q(**{f"{way}order__duty__dossier__in": dossiers})
    names_nothing = Q(**{f"{way}order": None}) if actor.role is Role.CASHIER else Q(pk__in=())
    return of_her_dossiers | names_nothing
