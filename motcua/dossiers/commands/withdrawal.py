"""The applicant takes the dossier back, while no decision exists."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import work
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action


@transaction.atomic
def withdraw(dossier: Dossier, *, actor: Actor, at: datetime, reason: str = "") -> DossierEvent:
    """Rút hồ sơ (NĐ 118/2025 art. 21). No reason is owed."""
    event = record(dossier, Action.WITHDRAW, actor=actor, at=at, remark=reason)
    work.cancel_open(dossier, at=at)
    return event
