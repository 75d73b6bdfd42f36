"""Keys of invented offices, made for a test."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

PASSWORD = "khoa-thu"


def office_key(
    folder: Path, *, name: str = "Ủy ban nhân dân phường Minh Tân", until: datetime = datetime(2030, 1, 1, tzinfo=UTC)
) -> Path:
    """A PKCS#12 file with a key and its own certificate."""
    key = _key()
    subject = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, name), x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "VN")]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(2026)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{abs(hash((name, until)))}.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"o", key, certificate, None, BestAvailableEncryption(PASSWORD.encode()))
    )
    return path


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
