"""A dossier ends without a result: the office stops it, on a ground. Only while nothing is decided."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import duties, members, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action


@transaction.atomic
def stop(dossier: Dossier, *, actor: Actor, at: datetime, ground: StopGround, reason: str = "") -> DossierEvent:
    """Dừng giải quyết (Mẫu 05). Whoever stops it by hand says why in words. Raises ReasonMissing, NotAllowed."""
    if actor.is_officer and not reason.strip():
        raise ReasonMissing
    members.lock_parent(dossier)
    event = record(dossier, Action.STOP, actor=actor, at=at, details={"ground": ground.value}, remark=reason)
    work.cancel_open(dossier, at=at)
    duties.cancel_open(dossier, at=at)
    members.ended(dossier, at=at)
    return event
