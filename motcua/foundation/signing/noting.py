"""Noting a key that an authority has given to a person or an agency, and withdrawing it."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing import certificates, standing
from motcua.foundation.signing.chains import chain_of
from motcua.foundation.signing.models import KeyKind, SigningKey


@transaction.atomic
def note(
    holder: Account | Agency, *, kind: KeyKind, reference: str, certificate: str, picture: bytes, at: datetime
) -> SigningKey:
    """`certificate` is PEM, its own first. Raises what `certificates`, `standing` and `storage.store` refuse."""
    key = SigningKey(
        account=holder if isinstance(holder, Account) else None,
        agency=holder if isinstance(holder, Agency) else None,
        kind=kind,
        reference=reference,
        certificate=certificate,
        noted_at=at,
    )
    certificates.require_usable(key, at=at)
    standing.require_good(chain_of(certificate), at=at)
    if picture:
        key.picture = storage.store(BytesIO(picture), name="chu-ky.png", by=None, at=at)
    key.save()
    return key


def withdraw(key: SigningKey, *, at: datetime) -> None:
    """What it signed stays signed."""
    key.withdrawn_at = at
    key.save(update_fields=["withdrawn_at"])
