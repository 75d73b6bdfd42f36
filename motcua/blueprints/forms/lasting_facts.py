"""Điều đã khai một lần: what a field asks that stays true from one filing to the next, and means the same elsewhere.

A fact is known by whom it is about and what it says. What belongs to one filing alone, such as a reason or a day to
come, is no such fact; nor is what is said of a newborn, who has no number yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.blueprints.forms.definition import Field, Form
from motcua.blueprints.forms.people import people_in


@dataclass(frozen=True, slots=True)
class Fact:
    """`about` is a person's word, or the word for an organisation, an account or a document."""

    about: str
    says: str


#: A section that asks for one of these is about that organisation; its other answers name and place it.
_ORGANISATION_IDS = frozenset({"tax_code", "enterprise_code"})
_OF_AN_ORGANISATION = frozenset({"text", "address", "phone", "email", "url", "date", "person_name"})
#: Where money is to go: the account, its bank and its holder.
_ACCOUNT = "bank_account"
_NUMBER, _DAYS = "so", ("ngay", "ngay_cap")
_OF_A_DOCUMENT = frozenset({"text", "date", "partial_date", "address"})


def facts_asked_in(fields: Sequence[Field]) -> dict[str, Fact]:
    """By the key of the field that asks."""
    return dict([*_of_documents(fields), *_of_accounts(fields), *_of_organisations(fields), *_of_people(fields)])


def facts_in(form: Form) -> dict[str, Fact]:
    """Of the whole form, wherever it is asked."""
    return {key: fact for section in form.sections for key, fact in facts_asked_in(section.fields).items()}


def _of_people(fields: Sequence[Field]) -> Iterator[tuple[str, Fact]]:
    for slot in people_in(fields):
        if slot.has_a_card:
            yield from ((field.key, Fact(slot.who, aspect)) for aspect, field in slot.fields)


def _of_organisations(fields: Sequence[Field]) -> Iterator[tuple[str, Fact]]:
    """Only where no person is identified: a company's owner has a section of her own."""
    code = next((each for each in fields if each.type in _ORGANISATION_IDS), None)
    if code is None or any(slot.has_a_card for slot in people_in(fields)):
        return
    kinds = _ORGANISATION_IDS | _OF_AN_ORGANISATION
    yield from ((each.key, Fact(code.key, each.key)) for each in fields if each.type in kinds)


def _of_accounts(fields: Sequence[Field]) -> Iterator[tuple[str, Fact]]:
    if not any(each.type == _ACCOUNT for each in fields):
        return
    for each in fields:
        if each.type in (_ACCOUNT, "person_name") or each.options_ref == "bank":
            yield each.key, Fact(_ACCOUNT, each.options_ref or each.type)


def _of_documents(fields: Sequence[Field]) -> Iterator[tuple[str, Fact]]:
    """A number and its day share a stem: `kh_so` and `kh_ngay` are of one marriage certificate."""
    if people_in(fields):
        return
    keys = {each.key for each in fields}
    stems = [key.removesuffix(f"_{_NUMBER}") for key in sorted(keys) if key.endswith(f"_{_NUMBER}")]
    for stem in stems:
        if any(f"{stem}_{day}" in keys for day in _DAYS):
            mine = (each for each in fields if each.key.startswith(f"{stem}_") and each.type in _OF_A_DOCUMENT)
            yield from ((each.key, Fact(stem, each.key)) for each in mine)
