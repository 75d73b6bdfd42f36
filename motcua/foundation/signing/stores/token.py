"""A key in a card, a token or a machine for keys, by PKCS#11. Its reference is `TOKEN/LABEL`."""

from functools import lru_cache
from threading import Lock

import pkcs11
from django.conf import settings

from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown

#: A token is logged in to once per process, and does one thing at a time.
_BUSY = Lock()


def raw_signature(key: SigningKey, to_be_signed: bytes) -> bytes:
    """Raises SigningServiceDown. A session that has died is opened once more."""
    token, _, label = key.reference.partition("/")
    with _BUSY:
        try:
            return _sign(token, label, to_be_signed)
        except pkcs11.PKCS11Error:
            _session.cache_clear()
        try:
            return _sign(token, label, to_be_signed)
        except (pkcs11.PKCS11Error, RuntimeError) as problem:
            _session.cache_clear()
            raise SigningServiceDown from problem


def _sign(token: str, label: str, to_be_signed: bytes) -> bytes:
    session = _session(settings.PKCS11_MODULE, token, settings.PKCS11_PIN)
    private = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
    assert isinstance(private, pkcs11.SignMixin), "a private key signs"
    return bytes(private.sign(to_be_signed, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))


@lru_cache(maxsize=8)
def _session(module: str, token: str, pin: str) -> pkcs11.Session:
    return pkcs11.lib(module).get_token(token_label=token).open(user_pin=pin)
