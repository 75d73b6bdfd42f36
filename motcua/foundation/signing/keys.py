"""Whose key signs, and the one thing asked of it: a raw signature (RSA, PKCS#1 v1.5, SHA-256) over given bytes.

RSA with this padding gives the same signature for the same bytes, so asking twice is never signing twice.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing.models import KeyKind, SigningKey, SigningKeyQuerySet
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores import file


def keys_of(account: Account, *, at: datetime) -> list[SigningKey]:
    """The keys of a person who signs, the newest first."""
    return list(_held(at).filter(account=account))


def key_of(account: Account, *, at: datetime) -> SigningKey:
    """Raises NoSigningKey."""
    return _first(keys_of(account, at=at))


def seal_of(agency: Agency, *, at: datetime) -> SigningKey:
    """The agency's own key. Raises NoSigningKey."""
    return _first(list(_held(at).filter(agency=agency)[:1]))


def raw_signature(key: SigningKey, to_be_signed: bytes) -> bytes:
    """Raises SigningServiceDown and what the store refuses."""
    return _STORES[KeyKind(key.kind)](key, to_be_signed)


def _held(at: datetime) -> SigningKeyQuerySet:
    return SigningKey.objects.held_at(at).select_related("account__person", "agency", "picture").order_by("-noted_at")


def _first(found: list[SigningKey]) -> SigningKey:
    if not found:
        raise NoSigningKey
    return found[0]


_STORES: Mapping[KeyKind, Callable[[SigningKey, bytes], bytes]] = {KeyKind.FILE: file.raw_signature}
