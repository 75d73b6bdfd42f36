"""Drafts that a system began: each is noted as its own, and goes when nobody went on with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier, Ending
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.effects.systems.models import ConnectedSystem, SystemDossier
from motcua.foundation.accounts.models import Person
from motcua.foundation.organisations.models import Agency


def actor_for(person: Person | int) -> Actor:
    """A system acts for the applicant, as nobody's account: her dossier is hers, and not the system's."""
    return Actor(role=Role.APPLICANT, person_id=person if isinstance(person, int) else person.pk)


@transaction.atomic
def begin(
    version: ProcedureVersion,
    *,
    system: ConnectedSystem,
    person: Person,
    deciding_agency: Agency,
    at: datetime,
    prefilled: Mapping[str, Any],
) -> Dossier:
    dossier = drafting.start(
        version, actor=actor_for(person), deciding_agency=deciding_agency, at=at, prefilled=prefilled
    )
    SystemDossier.objects.create(dossier=dossier, system=system, at=at)
    return dossier


def sweep(*, at: datetime, kept: timedelta) -> int:
    """Personal data that nobody filed is not kept for ever; gives how many drafts went."""
    begun = Dossier.objects.filter(from_system__isnull=False, state=State.DRAFT, applicant_account=None)
    found = begun.filter(answers__saved_at__lte=at - kept)
    return sum(_throw_away(pk, before=at - kept, at=at) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _throw_away(pk: int, *, before: datetime, at: datetime) -> bool:
    """Asked again under lock: the system may have saved it since the list was made."""
    locked = Dossier.objects.select_for_update(of=("self", "answers"), skip_locked=True).select_related("answers")
    dossier = locked.filter(pk=pk, state=State.DRAFT, answers__saved_at__lte=before).first()
    if dossier is not None:
        drafting.discard(dossier, at=at, how=Ending.EXPIRED)
    return dossier is not None
