"""Ask a register about somebody of a dossier in hand, for a purpose, and write down that it was asked."""

from dataclasses import dataclass
from datetime import datetime

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import visible_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import OPEN
from motcua.effects.registries import kept, noting, table
from motcua.effects.registries.models import LookUp, LookUpOutcome, Register
from motcua.effects.registries.port import Asked, Subject
from motcua.effects.registries.purposes import Purpose
from motcua.effects.registries.subjects import subject_named, subjects_of
from motcua.foundation.refusals import Refusal


class NoPurpose(Refusal):
    """A register is asked for a purpose that is named, and only for such a one."""


class NotAskedHere(Refusal):
    """This register says nothing about this person for this procedure, or is not connected."""


class NoDossierInHand(Refusal):
    """A register is asked only by who has the dossier in her hands, and while it is being dealt with."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody of the dossier, and the registers that can be asked about her."""

    subject: Subject
    registers: tuple[Register, ...]


def offered(dossier: Dossier) -> list[Offered]:
    """Nothing where no register is connected."""
    if not table.any_connected():
        return []
    definition = definition_of(dossier.procedure_version_id)
    found = [
        Offered(subject, table.registers_for(subject, definition))
        for subject in subjects_of(dossier, definition, _answers(dossier))
    ]
    return [each for each in found if each.registers]


def ask(
    dossier: Dossier, *, register: Register, about: str, purpose: Purpose | None, actor: Actor, at: datetime
) -> LookUp:
    """The look-up, with its answer kept for a while. A register that is down is an outcome and no error.

    Raises NoDossierInHand, NoPurpose, NotAskedHere, AskedTooOften.
    """
    if actor.post_id is None or not visible_to(actor).filter(pk=dossier.pk, state__in=OPEN).exists():
        raise NoDossierInHand
    if purpose not in table.purposes_of(register):
        raise NoPurpose
    assert purpose is not None, "it is one of them"
    definition = definition_of(dossier.procedure_version_id)
    subject = subject_named(about, among=subjects_of(dossier, definition, _answers(dossier)))
    if subject is None or register not in table.registers_for(subject, definition):
        raise NotAskedHere
    look_up = noting.begun(
        register,
        dossier=dossier,
        about=about,
        purpose=purpose,
        number=table.number_asked(subject),
        actor=actor,
        at=at,
    )
    asked = Asked(look_up.request_id, procedure=definition.code, by=f"post-{actor.post_id}")
    try:
        finding = table.CHECKS[register](subject, asked=asked, purpose=purpose, at=at)
    except Refusal as refusal:
        noting.ended(look_up, noting.meaning(refusal), at=at)
        return look_up
    kept.keep(look_up, finding, at=at)
    noting.ended(look_up, LookUpOutcome.DIFFERS if finding.differs else LookUpOutcome.FOUND, at=at)
    return look_up


def _answers(dossier: Dossier) -> dict[str, object]:
    """Of the last filing; a draft has its answers alone."""
    filing = dossier.filings.order_by("-number").first()
    return dict(filing.answers if filing is not None else dossier.answers.data)
