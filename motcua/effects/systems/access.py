"""Which dossiers a system may know of: what it filed, and what its agency has where it was let read that."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.systems.models import ConnectedSystem, SystemDossier


def visible_to(system: ConnectedSystem) -> QuerySet[Dossier]:
    """Everything else does not exist for it."""
    return Dossier.objects.filter(_filed_by(system) | _at_agency_of(system)).defer(HEAVY)


def filed_by(system: ConnectedSystem) -> QuerySet[Dossier]:
    """What it began itself, drafts among them: only there may it write."""
    return Dossier.objects.filter(_filed_by(system)).defer(HEAVY)


def hears_of(system: ConnectedSystem, dossier_id: int) -> bool:
    return visible_to(system).filter(pk=dossier_id).exclude(state=State.DRAFT).exists()


def _filed_by(system: ConnectedSystem) -> Q:
    return Q(Exists(SystemDossier.objects.filter(dossier=OuterRef("pk"), system=system)))


def _at_agency_of(system: ConnectedSystem) -> Q:
    if not system.reads_agency:
        return Q(pk__in=())
    theirs = Q(receiving_unit_id=system.agency_id) | Q(deciding_agency_id=system.agency_id)
    return theirs & ~Q(state=State.DRAFT)
