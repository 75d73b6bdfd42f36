"""Personal facts that are stored unreadable: encrypted to be shown, and hashed with a key to be found."""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> bytes:
    """Encrypt `text`; empty stays empty."""
    return _fernet().encrypt(text.encode()) if text else b""


def unseal(sealed: bytes | memoryview) -> str:
    return _fernet().decrypt(bytes(sealed)).decode() if sealed else ""


def search_hash(text: str) -> str:
    """The same 64 characters for the same text, which nobody without the key can compute; empty stays empty."""
    if not text:
        return ""
    key = base64.urlsafe_b64decode(settings.SEARCH_KEY)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _fernet() -> Fernet:
    return Fernet(settings.PERSONAL_DATA_KEY)
