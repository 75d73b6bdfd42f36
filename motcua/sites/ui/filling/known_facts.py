"""What the profile knows about the applicant, offered in the fields that ask for it."""

from collections.abc import Mapping
from typing import Any

from motcua.blueprints.forms.definition import Field, Form
from motcua.blueprints.forms.prefill import prefilled
from motcua.dossiers.commands.drafting import Source
from motcua.foundation.accounts.models import Gender, Person
from motcua.foundation.text.folding import fold

PROFILE: Source = {"from": "profile", "of": ""}
#: By the word that every list of genders has; each list has codes of its own.
GENDERS = {Gender.MALE: "nam", Gender.FEMALE: "nữ"}


def offered(form: Form, person: Person) -> dict[str, Any]:
    """Answers by field. A fact that a field's list does not have is not offered."""
    answers = {key: in_list(form.fields[key], value) for key, value in prefilled(form, of_profile(person)).items()}
    return {key: value for key, value in answers.items() if value is not None}


def from_profile(answers: Mapping[str, Any]) -> dict[str, Source]:
    """What says of these answers that they come from the profile."""
    return dict.fromkeys(answers, PROFILE)


def in_list(field: Field, value: Any) -> Any:
    """The value of the field's list that stands for `value`, by its code or its word; as it is without a list."""
    if not field.options or value in field.choices:
        return value
    return next((option.value for option in field.options if fold(option.label) == fold(str(value))), None)


def of_profile(person: Person) -> Mapping[str, Any]:
    """By the words that definitions ask with: "applicant.full_name"."""
    return {
        "applicant.full_name": person.full_name,
        "applicant.birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "applicant.gender": GENDERS.get(Gender(person.gender)),
        "applicant.nationality": person.nationality,
        "applicant.ethnic_group": person.ethnic_group,
        "applicant.personal_id": person.personal_id,
        "applicant.residence": person.residence,
        "applicant.phone": person.phone,
        "applicant.email": person.email,
    }
