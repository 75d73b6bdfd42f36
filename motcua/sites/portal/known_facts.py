"""What the profile knows about the applicant, offered in the fields that ask for it."""

from collections.abc import Mapping
from typing import Any

from motcua.foundation.accounts.models import Gender, Person

#: The values of the form's own list of genders.
_GENDERS = {Gender.MALE: "nam", Gender.FEMALE: "nu"}


def known_of(person: Person) -> Mapping[str, Any]:
    return {
        "applicant.full_name": person.full_name,
        "applicant.birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "applicant.gender": _GENDERS.get(Gender(person.gender)),
        "applicant.nationality": person.nationality,
        "applicant.ethnic_group": person.ethnic_group,
        "applicant.personal_id": person.personal_id,
        "applicant.residence": person.residence,
        "applicant.phone": person.phone,
        "applicant.email": person.email,
    }
