"""Miễn phí, lệ phí: what an officer grants from a paper, because no answer could prove it."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.definition import Exemption
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import fees, watching
from motcua.dossiers.models import Dossier, FeeExemption
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import OPEN, OtherAgency, Role, State
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal


class NoSuchExemption(Refusal):
    """The procedure lists who need not pay this fee; nobody else is let off."""


class NotInTheDossier(Refusal):
    """An exemption rests on a paper that was filed, so that whoever reads the dossier later finds it."""


class AlreadyExempt(Refusal):
    """This fee has been let off already."""


class ExemptionTooLate(Refusal):
    """Handling is over, or has not begun: nothing is asked for any more."""


class NotAReceptionist(Refusal):
    """Who need not pay is for the unit that receives the dossier and takes its fee."""


@transaction.atomic
def exempt(
    dossier: Dossier, *, fee: str, exemption: str, paper: StoredFile, actor: Actor, at: datetime
) -> FeeExemption:
    """Grant it, and ask for the sum anew; what is paid already can be given back.

    Raises NotAReceptionist, OtherAgency, ExemptionTooLate, NoSuchExemption, NotInTheDossier, AlreadyExempt.
    """
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    require(held, actor=actor)
    if exemption not in {each.key for each in exemptions_of(held).get(fee, ())}:
        raise NoSuchExemption
    filed = held.filings.latest("number").papers
    if str(paper.pk) not in {each["file"] for each in filed}:
        raise NotInTheDossier
    if held.fee_exemptions.filter(fee=fee).exists():
        raise AlreadyExempt
    assert actor.post_id is not None, "officers have posts"
    assert actor.account_id is not None, "officers have accounts"
    granted = FeeExemption.objects.create(
        dossier=held,
        fee=fee,
        exemption=exemption,
        paper=paper,
        granted_at=at,
        granted_by_id=actor.post_id,
        granted_by_account_id=actor.account_id,
    )
    fees.reassess(held, at=at)
    watching.paid(held, at=at)
    return granted


def require(dossier: Dossier, *, actor: Actor) -> None:
    """Whether this officer may grant one now."""
    if actor.role is not Role.RECEPTIONIST:
        raise NotAReceptionist
    if actor.agency_id != dossier.receiving_unit_id:
        raise OtherAgency
    if State(dossier.state) not in OPEN:
        raise ExemptionTooLate


def exemptions_of(dossier: Dossier) -> dict[str, tuple[Exemption, ...]]:
    """By the key of each fee that is due in this dossier: who need not pay it, as the procedure lists them."""
    due = {line["key"] for line in fees.due(dossier)}
    fees_of = definition_of(dossier.procedure_version_id).fees
    return {fee.key: fee.exemptions for fee in fees_of if fee.key in due and fee.exemptions}
