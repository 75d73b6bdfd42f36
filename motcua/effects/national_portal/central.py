"""Dossiers that ministries run in systems of their own: what they tell us of them, and nothing that we could change."""

from datetime import datetime

from django.db.models import QuerySet

from motcua.effects.national_portal.arrival_models import ArrivedMessage, CentralDossier
from motcua.effects.national_portal.arrival_wire import CentralStanding

#: Not taken, taken back, stopped, done, handed over.
ENDED = (3, 7, 8, 9, 10)


def keep(told: CentralStanding, *, message: ArrivedMessage) -> None:
    """The newest word counts, in whatever order the words come. To be called with the dossier's messages in line."""
    known = CentralDossier.objects.select_for_update().filter(number=told.number).first()
    if known is not None and known.told_at > told.told_at:
        return
    facts = {
        "procedure_code": told.procedure,
        "procedure_name": told.procedure_name,
        "agency_name": told.agency,
        "status": told.status,
        "received_at": told.received_at,
        "due_at": told.due_at,
        "finished_at": told.finished_at,
        "told_at": told.told_at,
        "message": message,
    }
    CentralDossier.objects.update_or_create(number=told.number, defaults=facts)


def open_ones() -> QuerySet[CentralDossier]:
    """The earliest due first; without a date last."""
    return CentralDossier.objects.exclude(status__in=ENDED).order_by("due_at", "pk")


def late_ones(at: datetime) -> QuerySet[CentralDossier]:
    return open_ones().filter(due_at__lt=at)


def all_of_them() -> QuerySet[CentralDossier]:
    return CentralDossier.objects.order_by("-received_at", "-pk")
