"""Ask about the person who fills in her own form, and write down that it was asked."""

from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.effects.registries import noting
from motcua.effects.registries.models import LookUpOutcome, Register
from motcua.effects.registries.population import connection
from motcua.effects.registries.population.doors import door
from motcua.effects.registries.population.port import FactsDiffer, PersonFacts, Question
from motcua.effects.registries.purposes import Purpose
from motcua.foundation.accounts.models import Person
from motcua.foundation.refusals import Refusal


class TooLittleKnown(Refusal):
    """The register answers only to who knows number, name and birth date of the person already."""


def look_up(person: Person, *, dossier: Dossier, procedure: str, actor: Actor, at: datetime) -> PersonFacts:
    """What the register says of this person. Raises RegisterDown, NobodyFound, FactsDiffer or a refusal of ours."""
    if not person.personal_id or person.birth_date is None:
        raise TooLittleKnown
    noted = noting.begun(
        Register.POPULATION,
        dossier=dossier,
        about="applicant",
        purpose=Purpose.FILL_IN,
        number=person.personal_id,
        actor=actor,
        at=at,
    )
    question = Question(
        request_id=noted.request_id,
        personal_id=person.personal_id,
        full_name=person.full_name,
        birth_date=person.birth_date.isoformat(),
        procedure=procedure,
        asked_by=f"post-{actor.post_id}" if actor.post_id else f"account-{actor.account_id}",
    )
    try:
        facts = connection.look_up(question, door=door(), at=at)
    except FactsDiffer:
        noting.ended(noted, LookUpOutcome.DIFFERS, at=at)
        raise
    except Refusal as refusal:
        noting.ended(noted, noting.meaning(refusal), at=at)
        raise
    noting.ended(noted, LookUpOutcome.FOUND, at=at)
    return facts
