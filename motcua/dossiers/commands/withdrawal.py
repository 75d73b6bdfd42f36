"""The applicant takes the dossier back, while no decision exists."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import duties, members, work
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.grounds import WithdrawalGround
from motcua.dossiers.rules.lifecycle import Action


@transaction.atomic
def withdraw(dossier: Dossier, *, actor: Actor, at: datetime, reason: str = "") -> DossierEvent:
    """Rút hồ sơ (NĐ 118/2025 art. 21). The applicant owes no reason; an officer writes down what she wishes, and why.

    Raises ReasonMissing, NotAllowed, OtherAgency.
    """
    if actor.is_officer and not reason.strip():
        raise ReasonMissing
    ground = WithdrawalGround.WRITTEN if actor.is_officer else WithdrawalGround.OWN
    members.lock_parent(dossier)
    event = record(dossier, Action.WITHDRAW, actor=actor, at=at, details={"ground": ground.value}, remark=reason)
    work.cancel_open(dossier, at=at)
    duties.cancel_open(dossier, at=at)
    members.ended(dossier, at=at)
    return event
