"""Several ways in for one person, joined without ever letting in somebody else.

The only key that joins by itself is the personal number, and only from a provider that is sure enough of it. Otherwise
whoever wants two ways in shows both at once: signed in by the one, she comes back from the other. Never by e-mail or
telephone: both change hands.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from motcua.foundation.accounts.models import Account, AccountKind, IdentityVerification, Person, SignInIdentity
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.accounts.vouched import Vouched
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold


class AccountClosed(Refusal):
    """The account behind this identity was closed by the office."""


class IdentityOfAnotherPerson(Refusal):
    """The provider's number, name or birth date is not that of the person whom we know: papers decide."""


class IdentityTaken(Refusal):
    """The identity leads to another account already; two accounts are made one by people and not by machines."""


class LastIdentity(Refusal):
    """Without it nobody could come in any more."""


class NotForOfficers(Refusal):
    """An officer's account is never a citizen's (TT 21/2023/TT-VPCP, CN01)."""


@transaction.atomic
def come_in(vouched: Vouched, *, at: datetime) -> Account:
    """The account of whoever came, opened now if she is new here. Raises AccountClosed, IdentityOfAnotherPerson."""
    _one_at_a_time(vouched)
    identity = SignInIdentity.objects.select_related("account__person").filter(**_key(vouched)).first()
    account = identity.account if identity else _account_for(vouched, at=at)
    if not account.is_active:
        raise AccountClosed
    _agree(account.person, vouched)
    _note_use(account, vouched, at=at)
    return account


@transaction.atomic
def join(account: Account, vouched: Vouched, *, at: datetime) -> None:
    """One more way in, for whoever has just shown that both are hers. Raises the refusals above."""
    if account.is_officer:
        raise NotForOfficers
    _one_at_a_time(vouched)
    if SignInIdentity.objects.filter(**_key(vouched)).exclude(account=account).exists():
        raise IdentityTaken
    _agree(account.person, vouched)
    _note_use(account, vouched, at=at)


def note_used(account: Account, *, provider: str, at: datetime) -> None:
    """She reads it among her ways in: one that she did not use is one that somebody else did."""
    account.identities.filter(provider=provider).update(last_used_at=at)


@transaction.atomic
def unlink(account: Account, *, identity_id: int) -> SignInIdentity:
    """Take one way in away. Raises SignInIdentity.DoesNotExist and LastIdentity."""
    Account.objects.select_for_update().get(pk=account.pk)
    identity = account.identities.get(pk=identity_id)
    if account.identities.count() == 1:
        raise LastIdentity
    identity.delete()
    return identity


def is_sure(vouched: Vouched) -> bool:
    """Whether the provider's word on the number counts as the person's having shown it."""
    return vouched.level >= settings.IDENTITY_LEVEL and vouched.number_hash != ""


def _account_for(vouched: Vouched, *, at: datetime) -> Account:
    person = _known(vouched) or _new(vouched)
    citizens = person.accounts.filter(kind=AccountKind.CITIZEN).order_by("-is_active", "pk")
    return citizens.first() or Account.objects.create(person=person, kind=AccountKind.CITIZEN, created_at=at)


def _known(vouched: Vouched) -> Person | None:
    return Person.objects.filter(personal_id_hash=vouched.number_hash).first() if is_sure(vouched) else None


def _new(vouched: Vouched) -> Person:
    """A number of which the provider is not sure is not kept: it would keep out whoever it belongs to."""
    number = vouched.personal_id if is_sure(vouched) else ""
    person = Person.named(vouched.full_name, personal_id=number, birth_date=vouched.birth_date)
    person.save()
    return person


def _agree(person: Person, vouched: Vouched) -> None:
    """The person whom we know is the one of whom the provider speaks, as far as both say. Raises if not."""
    if not vouched.number_hash:
        return
    if person.personal_id_hash not in {"", vouched.number_hash}:
        raise IdentityOfAnotherPerson
    days = {person.birth_date, vouched.birth_date} - {None}
    if fold(person.full_name) != fold(vouched.full_name) or len(days) > 1:
        raise IdentityOfAnotherPerson
    if is_sure(vouched) and not person.personal_id_hash:
        _give_number(person, vouched)


def _give_number(person: Person, vouched: Vouched) -> None:
    if Person.objects.filter(personal_id_hash=vouched.number_hash).exists():
        raise IdentityOfAnotherPerson
    person.personal_id_sealed, person.personal_id_hash = seal(vouched.personal_id), vouched.number_hash
    person.save(update_fields=["personal_id_sealed", "personal_id_hash"])


def _note_use(account: Account, vouched: Vouched, *, at: datetime) -> None:
    SignInIdentity.objects.update_or_create(
        **_key(vouched),
        defaults={"last_used_at": at, "level": vouched.level},
        create_defaults={"account": account, "joined_at": at, "last_used_at": at, "level": vouched.level},
    )
    if is_sure(vouched):
        IdentityVerification.objects.get_or_create(
            account=account, provider=vouched.provider, level=vouched.level, defaults={"at": at}
        )


def _key(vouched: Vouched) -> dict[str, str]:
    return {"provider": vouched.provider, "subject": vouched.subject}


def _one_at_a_time(vouched: Vouched) -> None:
    """Two first visits at once open one account: both wait for the identity, and for the number."""
    names = sorted({f"{vouched.provider} {vouched.subject}", vouched.number_hash} - {""})
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [name])
