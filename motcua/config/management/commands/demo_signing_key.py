"""A key that everybody knows is worth nothing: made in a demonstration, so that signing can be seen."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

_NAME = "Bộ phận một cửa (khóa thử)"
_BITS, _LASTS = 3072, timedelta(days=3650)


class Command(BaseCommand):
    help = "Make a signing key for a demonstration, as a PKCS#12 file for SIGNING_KEY"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        if not settings.DEMO:
            raise CommandError("An office signs with the key that its authority was given: set DEMO=1 for a trial.")
        if not settings.SIGNING_PASSWORD:
            raise CommandError("Set SIGNING_PASSWORD: the file is locked with it.")
        file.write_bytes(made(password=settings.SIGNING_PASSWORD))
        file.chmod(0o600)
        self.stdout.write(f"{file}: set SIGNING_KEY to it")


def made(*, password: str) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME), x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LASTS)
        .add_extension(_usage(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"motcua", key, certificate, None, BestAvailableEncryption(password.encode())
    )


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
