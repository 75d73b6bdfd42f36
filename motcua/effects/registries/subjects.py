"""Whom a dossier speaks of: who files, whose it is, for which organisation, and the people in the form."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.people import APPLICANT, Aspect, PersonSlot, people_in
from motcua.dossiers.commands.holders import representation_of
from motcua.dossiers.models import Dossier, HolderFacts
from motcua.effects.registries.port import Subject
from motcua.foundation.accounts.models import Gender, Organisation, Person
from motcua.foundation.text.folding import fold

HOLDER, ORGANISATION, DOSSIER, FORM = "holder", "organisation", "dossier", "form:"
_ENTERPRISE_FIELDS = frozenset({"enterprise_code", "tax_code"})
#: The words of the lists of forms, whatever their codes.
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE}

_CARD_NUMBER = 12

Answers = Mapping[str, Any]


def subjects_of(dossier: Dossier, definition: Definition, answers: Answers) -> list[Subject]:
    """Each person and body once, the applicant first; whom no register knows by a number is left out."""
    found: dict[str, Subject] = {}
    for subject in (
        _applicant(dossier.applicant, definition, answers),
        *_holder(dossier),
        *_of_the_form(definition, answers),
        Subject(DOSSIER, dossier_code=dossier.code or ""),
    ):
        number = subject.personal_id or subject.enterprise_code or subject.dossier_code
        if number:
            found.setdefault(number, subject)
    return list(found.values())


def subject_named(about: str, *, among: list[Subject]) -> Subject | None:
    return next((subject for subject in among if subject.about == about), None)


def _applicant(person: Person, definition: Definition, answers: Answers) -> Subject:
    """What she filed with this dossier, and where it says nothing, what is known of her."""
    known = Subject(
        APPLICANT,
        name=person.full_name,
        personal_id=person.personal_id,
        birth_date=person.birth_date.isoformat() if person.birth_date else "",
        gender=person.gender,
        residence=dict(person.residence),
    )
    said = next((slot for slot in _slots(definition) if slot.who == APPLICANT), None)
    typed = _of_slot(said, answers) if said is not None else None
    if typed is None or typed.personal_id != known.personal_id:
        return known
    return Subject(
        APPLICANT,
        name=typed.name or known.name,
        personal_id=known.personal_id,
        birth_date=typed.birth_date or known.birth_date,
        gender=typed.gender or known.gender,
        ethnic_group=typed.ethnic_group,
        residence=typed.residence or known.residence,
    )


def _holder(dossier: Dossier) -> Iterator[Subject]:
    ground = representation_of(dossier)
    if ground is None:
        return
    if dossier.holder_organisation is not None:
        yield _organisation(dossier.holder_organisation)
    facts = ground.holder_facts
    if facts is not None:
        yield _typed_holder(facts)


def _organisation(body: Organisation) -> Subject:
    return Subject(ORGANISATION, name=body.name, enterprise_code=body.registration_code or "")


def _typed_holder(facts: HolderFacts) -> Subject:
    return Subject(
        HOLDER,
        name=facts.full_name,
        personal_id=facts.personal_id,
        birth_date=facts.birth_date,
        residence=facts.residence,
    )


def _of_the_form(definition: Definition, answers: Answers) -> Iterator[Subject]:
    for slot in _slots(definition):
        if slot.who != APPLICANT:
            yield _of_slot(slot, answers)
    for field in definition.form.fields.values():
        code = answers.get(field.key)
        if field.type in _ENTERPRISE_FIELDS and isinstance(code, str):
            yield Subject(f"{FORM}{field.key}", enterprise_code=code)


def _slots(definition: Definition) -> Iterator[PersonSlot]:
    for section in definition.form.sections:
        yield from people_in(tuple(section.fields))


def _of_slot(slot: PersonSlot, answers: Answers) -> Subject:
    said = {aspect: (field, answers.get(field.key)) for aspect, field in slot.fields}
    residence = said.get(Aspect.RESIDENCE, (None, None))[1]
    name_field = slot.field(Aspect.FULL_NAME)
    assert name_field is not None, "a person has a name"
    return Subject(
        f"{FORM}{name_field.key}",
        name=_text(said, Aspect.FULL_NAME),
        personal_id=_number(said),
        birth_date=_text(said, Aspect.BIRTH_DATE),
        gender=_gender(*said.get(Aspect.GENDER, (None, None))),
        ethnic_group=_text(said, Aspect.ETHNIC_GROUP),
        residence={part: str(value) for part, value in residence.items()} if isinstance(residence, dict) else None,
    )


def _number(said: Mapping[Aspect, tuple[Field, Any]]) -> str:
    """A form may ask for the number of a paper instead: that of an identity card is the person's own."""
    own, of_paper = _text(said, Aspect.PERSONAL_ID), _text(said, Aspect.DOCUMENT_NUMBER)
    is_card = of_paper.isascii() and of_paper.isdigit() and len(of_paper) == _CARD_NUMBER
    return own or (of_paper if is_card else "")


def _text(said: Mapping[Aspect, tuple[Field, Any]], aspect: Aspect) -> str:
    value = said[aspect][1] if aspect in said else ""
    return str(value) if isinstance(value, str | int) else ""


def _gender(field: Field | None, value: Any) -> str:
    word = field.choices.get(str(value), "") if field is not None else ""
    return _GENDERS.get(fold(word), Gender.UNKNOWN)
