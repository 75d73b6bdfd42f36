"""The half of our key that browsers are given, so that they know who may write to them."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02  # type: ignore[import-untyped]


def public_key() -> str:
    """As `pushManager.subscribe` wants it; empty where this installation sends no pushes."""
    return _of(settings.VAPID_KEY) if settings.VAPID_KEY else ""


@lru_cache(maxsize=1)
def _of(key: str) -> str:
    point: bytes = Vapid02.from_string(key).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
