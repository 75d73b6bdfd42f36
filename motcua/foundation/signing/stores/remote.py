"""A key that a service holds, by the protocol of the Cloud Signature Consortium (CSC API 1.0.4).

First the service is asked to let one signature over one digest be made (the holder may have to confirm on a
telephone), then to make it. The service never sees the document.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import httpx
from django.conf import settings

from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown

#: The holder of the key may have to reach for a telephone before the first answer comes.
_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_SHA256, _RSA = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.1"


def raw_signature(key: SigningKey, to_be_signed: bytes) -> bytes:
    """Raises SigningServiceDown, whatever it was that did not come back as agreed."""
    return raw_signatures(key, [to_be_signed])[0]


def raw_signatures(key: SigningKey, to_be_signed: Sequence[bytes]) -> list[bytes]:
    """The same for many at once: the holder allows all of them with one confirmation."""
    digests = [b64encode(sha256(each).digest()).decode() for each in to_be_signed]
    try:
        with httpx.Client(base_url=settings.CSC_URL, headers=_headers(), timeout=_TIMEOUT) as service:
            asked = {"credentialID": key.reference, "numSignatures": len(digests), "hash": digests, **_pin()}
            allowed = _answer(service, "credentials/authorize", asked)["SAD"]
            asked = {
                "credentialID": key.reference,
                "SAD": allowed,
                "hash": digests,
                "hashAlgo": _SHA256,
                "signAlgo": _RSA,
            }
            answers = _answer(service, "signatures/signHash", asked)["signatures"]
            return [b64decode(each, validate=True) for _, each in zip(digests, answers, strict=True)]
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as problem:
        raise SigningServiceDown from problem


def _answer(service: httpx.Client, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    answer = service.post(path, json=asked)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.CSC_TOKEN}"} if settings.CSC_TOKEN else {}


def _pin() -> dict[str, str]:
    return {"PIN": settings.CSC_PIN} if settings.CSC_PIN else {}
