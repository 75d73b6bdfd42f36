"""Nộp giúp: typing for another with her consent. The consent is hers, names one helper, and ends by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Assistance, ConsentMethod, Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import NoConsent, Role
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal

#: A volunteer also comes in the evening or on a Sunday: then consent lasts so long.
OUTSIDE_OFFICE_HOURS = timedelta(hours=3)

#: A tap on the helper's own screen counts only where the helper is an officer on duty, who answers for it.
METHODS: dict[Role, tuple[ConsentMethod, ...]] = {
    Role.RECEPTIONIST: (ConsentMethod.SCREEN, ConsentMethod.PAPER, ConsentMethod.PHONE),
    Role.HELPER: (ConsentMethod.PAPER, ConsentMethod.PHONE),
}


class MethodNotOpen(Refusal):
    """This helper cannot take consent in that way."""


@transaction.atomic
def ask(  # noqa: PLR0913 - everything that a consent names
    version: ProcedureVersion,
    *,
    actor: Actor,
    method: ConsentMethod,
    at: datetime,
    proof: StoredFile | None = None,
    phone: str = "",
    until: datetime | None = None,
) -> Assistance:
    """Ask a person for her consent. On paper and on the screen she has given it; a telephone still has to answer.

    Raises MethodNotOpen.
    """
    if method not in METHODS.get(actor.role, ()):
        raise MethodNotOpen
    assert actor.account_id is not None, "who helps has an account"
    assert actor.post_id is not None, "who helps has a post"
    return Assistance.objects.create(
        helper_account_id=actor.account_id,
        post_id=actor.post_id,
        procedure_version=version,
        method=method,
        asked_at=at,
        consented_at=None if method is ConsentMethod.PHONE else at,
        ends_at=until or usual_end(at=at),
        proof=proof,
        phone_sealed=seal(phone),
    )


@transaction.atomic
def consent(assistance: Assistance, *, at: datetime) -> None:
    """The code that was sent to her telephone came back. Consent that has ended does not begin again."""
    _locked(assistance)
    if assistance.ended_at is not None or assistance.ends_at <= at:
        raise NoConsent
    assistance.consented_at = assistance.consented_at or at
    assistance.save(update_fields=["consented_at"])


@transaction.atomic
def begin(assistance: Assistance, *, dossier: Dossier, at: datetime) -> None:
    """Now it is known whom and what it is about. One consent, one dossier. Raises NoConsent."""
    _locked(assistance)
    if not Assistance.objects.alive(at).filter(Q(dossier=None) | Q(dossier=dossier), pk=assistance.pk).exists():
        raise NoConsent
    assistance.dossier = dossier
    assistance.save(update_fields=["dossier"])


@transaction.atomic
def agree(dossier: Dossier, *, actor: Actor, revision: int, at: datetime) -> None:
    """She has read the answers of that save, and they are right. Raises NoConsent."""
    mine = Assistance.objects.alive(at).filter(dossier=dossier, helper_account_id=actor.account_id)
    if not mine.update(agreed_at=at, agreed_revision=revision):
        raise NoConsent


def end(dossier: Dossier, *, at: datetime) -> int:
    """Every consent for this dossier ends now: it was filed, or the person wishes so. Gives how many there were."""
    return Assistance.objects.alive(at).filter(dossier=dossier).update(ended_at=at)


def usual_end(*, at: datetime) -> datetime:
    """The end of the working day; outside office hours three hours from now."""
    calendar, day = versions.calendar_of(versions.current_id()), legal_day(at)
    closes = calendar.closes_at(day) if calendar.is_open(day) else at
    return closes if closes > at else at + OUTSIDE_OFFICE_HOURS


def _locked(assistance: Assistance) -> None:
    assistance.refresh_from_db(from_queryset=Assistance.objects.select_for_update(of=("self",)))
