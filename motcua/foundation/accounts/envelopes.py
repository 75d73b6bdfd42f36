"""Sealed envelopes: what a counter without a line writes down is for us alone, and not for whoever finds the machine.

An envelope is `{"key": wrapped, "iv": …, "body": …}` in base64: AES-256-GCM under a key of its own, and that key under
RSA-OAEP with SHA-256 (NIST SP 800-38D, RFC 8017 section 7.1): what every browser brings.
"""

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.foundation.refusals import Refusal

_BITS = 2048
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class Unreadable(Refusal):
    """The envelope was not sealed for this lease, or was damaged on the way."""


def new_private_key() -> str:
    """As PEM text."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def public_key(private_key: str) -> str:
    """As base64 of its SubjectPublicKeyInfo: what `crypto.subtle.importKey("spki", …)` reads."""
    found = _private(private_key).public_key()
    spki = found.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(spki).decode()


def opened(envelope: str, *, private_key: str) -> dict[str, Any]:
    """What was sealed. Raises Unreadable."""
    try:
        parts = {name: base64.b64decode(value) for name, value in json.loads(envelope).items()}
        key = _private(private_key).decrypt(parts["key"], _OAEP)
        found = json.loads(AESGCM(key).decrypt(parts["iv"], parts["body"], None))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidTag) as broken:
        raise Unreadable from broken
    if not isinstance(found, dict):
        raise Unreadable
    return found


def sealed(content: dict[str, Any], *, public: str, key: bytes, iv: bytes) -> str:
    """As the counter does it: for tests, and for receipts that were written by hand and typed in later."""
    found = serialization.load_der_public_key(base64.b64decode(public))
    assert isinstance(found, rsa.RSAPublicKey), "our keys are RSA"
    parts = {
        "key": found.encrypt(key, _OAEP),
        "iv": iv,
        "body": AESGCM(key).encrypt(iv, as_text(content).encode(), None),
    }
    return json.dumps({name: base64.b64encode(value).decode() for name, value in parts.items()})


def as_text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _private(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey), "our keys are RSA"
    return key
