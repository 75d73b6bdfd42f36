"""Compare a person of a dossier with the population database."""

from datetime import datetime

from motcua.effects.registries.comparing import day_line, line, place_line, said
from motcua.effects.registries.population import connection
from motcua.effects.registries.population.doors import door
from motcua.effects.registries.population.port import FactsDiffer, PersonFacts, Question
from motcua.effects.registries.port import Asked, Compared, Fact, RequestRefused, Subject
from motcua.effects.registries.purposes import Purpose


def check(subject: Subject, *, asked: Asked, purpose: Purpose, at: datetime) -> Compared:
    """To know who somebody is, a yes or no is enough; only for more the register is asked for more.

    Raises RegisterDown, NobodyFound, RequestRefused.
    """
    if not (subject.personal_id and subject.name and subject.birth_date):
        raise RequestRefused
    question = Question(
        request_id=asked.request_id,
        personal_id=subject.personal_id,
        full_name=subject.name,
        birth_date=subject.birth_date,
        procedure=asked.procedure,
        asked_by=asked.by,
    )
    if purpose is Purpose.VERIFY:
        return _verified(subject, question, at=at)
    try:
        facts = connection.look_up(question, door=door(), at=at)
    except FactsDiffer as refusal:
        return _not_hers(subject, refusal)
    return _compared(subject, facts)


def _verified(subject: Subject, question: Question, *, at: datetime) -> Compared:
    told = connection.verify(question, door=door(), at=at)
    declared = {
        Fact.PERSONAL_ID: subject.personal_id,
        Fact.FULL_NAME: subject.name,
        Fact.BIRTH_DATE: subject.birth_date,
    }
    return Compared(tuple(said(fact, declared[fact], matches=told[fact]) for fact in declared))


def _not_hers(subject: Subject, refusal: FactsDiffer) -> Compared:
    """Of another person of that number nothing is told."""
    differing = refusal.facts["differing"]
    assert isinstance(differing, tuple), "the refusal says which"
    declared = {Fact.FULL_NAME: subject.name, Fact.BIRTH_DATE: subject.birth_date}
    return Compared(tuple(said(fact, value, matches=fact not in differing) for fact, value in declared.items()))


def _compared(subject: Subject, facts: PersonFacts) -> Compared:
    return Compared(
        (
            line(Fact.PERSONAL_ID, subject.personal_id, facts.personal_id or subject.personal_id),
            line(Fact.FULL_NAME, subject.name, facts.full_name),
            day_line(Fact.BIRTH_DATE, subject.birth_date, facts.birth_date),
            line(Fact.GENDER, subject.gender, facts.gender),
            line(Fact.ETHNIC_GROUP, subject.ethnic_group, facts.ethnic_group),
            place_line(Fact.RESIDENCE, subject.residence, facts.residence),
        )
    )
