"""Ask on behalf of somebody, for one dossier, and write down that it was asked."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.effects.registries.models import LookUp, LookUpOutcome, Register
from motcua.effects.registries.population import connection
from motcua.effects.registries.population.port import FactsDiffer, NobodyFound, PersonFacts, Question, RegisterDown
from motcua.effects.registries.population.wire import Door
from motcua.foundation.accounts.models import Person
from motcua.foundation.refusals import Refusal

#: A person fills in a form, and perhaps several: more look-ups than that are not a person's.
_MOST, _WINDOW = 20, timedelta(hours=1)
_OUTCOMES: dict[type[Refusal], LookUpOutcome] = {
    RegisterDown: LookUpOutcome.DOWN,
    NobodyFound: LookUpOutcome.NOBODY,
    FactsDiffer: LookUpOutcome.DIFFERS,
}


class TooLittleKnown(Refusal):
    """The register answers only to who knows number, name and birth date of the person already."""


class AskedTooOften(Refusal):
    """This account has asked as often as it may within an hour."""


def look_up(person: Person, *, dossier: Dossier, procedure: str, actor: Actor, at: datetime) -> PersonFacts:
    """What the register says of this person. Raises RegisterDown, NobodyFound, FactsDiffer or a refusal of ours."""
    assert actor.account_id is not None, "somebody asks"
    if LookUp.objects.filter(account_id=actor.account_id, at__gt=at - _WINDOW).count() >= _MOST:
        raise AskedTooOften
    if not person.personal_id or person.birth_date is None:
        raise TooLittleKnown
    question = Question(
        request_id=uuid4(),
        personal_id=person.personal_id,
        full_name=person.full_name,
        birth_date=person.birth_date.isoformat(),
        procedure=procedure,
        asked_by=f"account-{actor.account_id}",
    )
    try:
        facts = connection.look_up(question, door=door(), at=at)
    except Refusal as refusal:
        _note(question, dossier, actor, _OUTCOMES[type(refusal)], at)
        raise
    _note(question, dossier, actor, LookUpOutcome.FOUND, at)
    return facts


def door() -> Door:
    return Door(
        url=settings.POPULATION_URL,
        user=settings.POPULATION_USER,
        secret=settings.POPULATION_SECRET,
        member=settings.POPULATION_MEMBER,
        api_key=settings.POPULATION_API_KEY,
        data_set=settings.POPULATION_DATA_SET,
    )


def _note(question: Question, dossier: Dossier, actor: Actor, outcome: LookUpOutcome, at: datetime) -> None:
    assert actor.account_id is not None, "somebody asked"
    LookUp.objects.create(
        register=Register.POPULATION,
        account_id=actor.account_id,
        post_id=actor.post_id,
        dossier_id=dossier.pk,
        request_id=question.request_id,
        outcome=outcome,
        at=at,
    )
