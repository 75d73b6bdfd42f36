"""Find or enter a person whom an officer has before her, card in hand."""

from datetime import date

from django.db import transaction

from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold


class NumberOfAnotherPerson(Refusal):
    """The identity number is known, and belongs to somebody of another name: one of the two was misread."""


def by_number(personal_id: str) -> Person | None:
    """Whom we know by that number; an empty one is nobody's."""
    return Person.objects.filter(personal_id_hash=search_hash(personal_id)).first() if personal_id else None


@transaction.atomic
def with_card(*, full_name: str, personal_id: str, birth_date: date | None, phone: str) -> Person:
    """The person with that identity number, entered now if nobody knows her yet. Raises NumberOfAnotherPerson."""
    known = by_number(personal_id)
    if known is None:
        known = Person.named(full_name, personal_id=personal_id, phone=phone, birth_date=birth_date)
        known.save()
    if fold(known.full_name) != fold(full_name):
        raise NumberOfAnotherPerson
    return known
