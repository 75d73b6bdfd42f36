"""Whose key signs, and the one thing asked of it: a raw signature (RSA, PKCS#1 v1.5, SHA-256) over given bytes.

RSA with this padding gives the same signature for the same bytes, so asking twice is never signing twice.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing.chains import chain_of
from motcua.foundation.signing.models import KeyKind, SigningKey, SigningKeyQuerySet
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores import file, remote, token
from motcua.foundation.signing.stores.down import SigningServiceDown


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
    """Raises SigningServiceDown; also when what came back is not the signature of this certificate's key."""
    return raw_signatures(key, [to_be_signed])[0]


def raw_signatures(key: SigningKey, to_be_signed: Sequence[bytes]) -> list[bytes]:
    """Many at once, with one authorisation where the holder is asked for it. Raises SigningServiceDown."""
    store = _STORES[KeyKind(key.kind)]
    signatures = (
        remote.raw_signatures(key, to_be_signed)
        if store is remote.raw_signature
        else [store(key, each) for each in to_be_signed]
    )
    own = load_der_x509_certificate(chain_of(key.certificate).own.dump()).public_key()
    assert isinstance(own, RSAPublicKey), "certificates.require_usable has looked"
    try:
        for signature, signed in zip(signatures, to_be_signed, strict=True):
            own.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature as problem:
        raise SigningServiceDown from problem
    return signatures


def _held(at: datetime) -> SigningKeyQuerySet:
    return SigningKey.objects.held_at(at).select_related("account__person", "agency", "picture").order_by("-noted_at")


def _first(found: list[SigningKey]) -> SigningKey:
    if not found:
        raise NoSigningKey
    return found[0]


_STORES: Mapping[KeyKind, Callable[[SigningKey, bytes], bytes]] = {
    KeyKind.FILE: file.raw_signature,
    KeyKind.PKCS11: token.raw_signature,
    KeyKind.CSC: remote.raw_signature,
}
