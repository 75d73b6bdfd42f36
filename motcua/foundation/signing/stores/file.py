"""A key in a PKCS#12 file, in the folder that the settings name."""

from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown


def raw_signature(key: SigningKey, to_be_signed: bytes) -> bytes:
    """Raises SigningServiceDown when the file is not there or does not open."""
    path = Path(settings.SIGNING_KEYS_DIR) / Path(key.reference).name
    try:
        private = _opened(path, path.stat().st_mtime_ns, settings.SIGNING_PASSWORD)
    except (OSError, ValueError) as problem:
        raise SigningServiceDown from problem
    return private.sign(to_be_signed, PKCS1v15(), SHA256())


@lru_cache(maxsize=256)
def _opened(path: Path, _written: int, password: str) -> RSAPrivateKey:
    private, _, _ = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode())
    if not isinstance(private, RSAPrivateKey):
        raise ValueError(path.name)  # noqa: TRY004 - a file with another key, like one that does not open
    return private
