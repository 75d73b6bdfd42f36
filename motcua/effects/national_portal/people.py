"""Who filed at the national portal: matched with whom we know, or entered as new."""

from dataclasses import dataclass

from motcua.dossiers.models import HolderFacts
from motcua.effects.national_portal.arrival_wire import FiledDossier
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Account, AccountKind, Organisation, Person
from motcua.foundation.text.folding import fold

_CITIZEN = "1"


@dataclass(frozen=True, slots=True)
class People:
    """`account_id`: what we know to be hers, where the portal vouches for her."""

    applicant: Person
    account_id: int | None
    holder: Person | None
    organisation: Organisation | None
    #: Where somebody filed for another person.
    told_holder: HolderFacts | None = None


def find(told: FiledDossier) -> People:
    """Raises people.NumberOfAnotherPerson, where the portal vouches for a number that we know under another name."""
    applicant = _person(told, told.filer_name, told.filer_identity, phone=told.phone, email=told.email)
    account_id = _account(applicant) if told.is_verified else None
    if told.kind != _CITIZEN:
        return People(applicant, account_id, None, _organisation(told))
    if told.holder_identity == told.filer_identity:
        return People(applicant, account_id, applicant, None)
    facts = HolderFacts(told.holder_name, told.holder_identity)
    return People(applicant, account_id, _unproved(told.holder_name, told.holder_identity), None, facts)


def _person(told: FiledDossier, name: str, identity: str, *, phone: str, email: str) -> Person:
    """A number for which nobody vouches does not become anybody's by being typed."""
    if not told.is_verified:
        return _unproved(name, identity, phone=phone)
    found = people.with_card(full_name=name, personal_id=identity, birth_date=None, phone=phone)
    if email and not found.email:
        Person.objects.filter(pk=found.pk).update(email=email)
    return found


def _unproved(name: str, identity: str, *, phone: str = "") -> Person:
    """Whom we know by that number and name; otherwise somebody new without a number, whose papers the desk compares."""
    known = people.by_number(identity)
    if known is not None and fold(known.full_name) == fold(name):
        return known
    new = Person.named(name, phone=phone)
    new.save()
    return new


def _account(person: Person) -> int | None:
    """Her own way in, if she has exactly one."""
    own = Account.objects.filter(person=person, kind=AccountKind.CITIZEN, is_active=True).values_list("pk", flat=True)
    return own[0] if len(own) == 1 else None


def _organisation(told: FiledDossier) -> Organisation:
    """By its code of tax or enterprise, which is public."""
    known = Organisation.objects.filter(registration_code=told.holder_identity).first()
    if known is not None:
        return known
    new = Organisation.named(told.holder_name, registration_code=told.holder_identity)
    new.save()
    return new
