"""The applicants: invented people, each with an account that nobody can sign in to."""

import json
from array import array
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from motcua.config.seeding import names
from motcua.config.seeding.copying import Row, copy, reserve
from motcua.foundation.accounts.models import Account, AccountKind, Gender, Person
from motcua.foundation.accounts.sealed import seal, search_hash
from motcua.foundation.organisations.models import Agency

_PERSON = (
    "id",
    "full_name",
    "name_folded",
    "name_sort_key",
    "birth_date",
    "gender",
    "ethnic_group",
    "nationality",
    "personal_id_sealed",
    "personal_id_hash",
    "phone_sealed",
    "phone_hash",
    "email",
    "residence",
)
_ACCOUNT = ("id", "person_id", "kind", "is_active", "is_demo", "created_at", "password")


@transaction.atomic
def add_people(count: int, at: datetime) -> "tuple[array[int], array[int]]":
    """The row numbers of so many new people, and of their accounts in the same order."""
    people, accounts = reserve(Person, count), reserve(Account, count)
    homes = _homes()
    copy(Person, _PERSON, (_person(number, home=homes[number % len(homes)]) for number in people))
    # Passwords that start so open nothing: Django compares nothing with them.
    copy(
        Account,
        _ACCOUNT,
        (
            (account, person, AccountKind.CITIZEN.value, True, False, at, f"{UNUSABLE_PASSWORD_PREFIX}seeded")
            for account, person in zip(accounts, people, strict=True)
        ),
    )
    return array("q", people), array("q", accounts)


def _person(number: int, *, home: str) -> Row:
    invented = names.person(number)
    folded, sort_key = names.search_forms(invented.full_name)
    return (
        number,
        invented.full_name,
        folded,
        sort_key,
        invented.birth_date,
        (Gender.FEMALE if invented.is_woman else Gender.MALE).value,
        "kinh",
        "VN",
        seal(invented.personal_id),
        search_hash(invented.personal_id),
        b"",
        "",
        "",
        home,
    )


def _homes() -> list[str]:
    """As stored: one per commune that has an agency."""
    places = Agency.objects.exclude(commune_code="").values_list("province_code", "commune_code").distinct()
    return [json.dumps({"province": province, "commune": commune, "detail": "phố Chợ"}) for province, commune in places]
