"""How and where to reach a person: what she may correct herself. Who she is, only a card or a register corrects."""

from collections.abc import Mapping

from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import seal, search_hash


def change_contact(person: Person, *, phone: str, email: str, residence: Mapping[str, str]) -> None:
    """Drafts that were begun before keep what they have; the next one is filled in with this."""
    person.phone_sealed, person.phone_hash = seal(phone), search_hash(phone)
    person.email = email
    person.residence = dict(residence)
    person.save(update_fields=["phone_sealed", "phone_hash", "email", "residence"])
