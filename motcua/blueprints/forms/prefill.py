"""What is known about the applicant, offered in the fields that ask for it."""

from collections.abc import Mapping
from typing import Any

from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import Form

#: Everything that a definition may ask to be filled in.
SOURCES = (
    "applicant.full_name",
    "applicant.birth_date",
    "applicant.gender",
    "applicant.nationality",
    "applicant.ethnic_group",
    "applicant.personal_id",
    "applicant.residence",
    "applicant.phone",
    "applicant.email",
    "organisation.name",
    "organisation.registration_code",
    "organisation.address",
)


def prefilled(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field key for what is known, such as {"applicant.full_name": "Nguyễn Thị Lan"}."""
    return {
        each.key: known[each.prefill]
        for each in form.fields.values()
        if each.prefill is not None and is_filled(known.get(each.prefill))
    }
