"""Whom we believe: the certificates of authorities in one folder, and their lists of what was revoked."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem
from asn1crypto.crl import CertificateList
from asn1crypto.x509 import Certificate

_CERTIFICATES, _LISTS = frozenset({".pem", ".crt", ".cer"}), frozenset({".crl"})


@dataclass(frozen=True, slots=True)
class Trust:
    roots: tuple[Certificate, ...]
    revoked: tuple[CertificateList, ...]


def trust(folder: Path) -> Trust:
    """As the folder stands now: read again when a file in it has changed."""
    files = sorted(path for path in folder.glob("*") if path.suffix in _CERTIFICATES | _LISTS)
    return _read(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[Path, int], ...]) -> Trust:
    paths = [path for path, _ in files]
    return Trust(
        tuple(Certificate.load(der) for path in paths if path.suffix in _CERTIFICATES for der in _ders(path)),
        tuple(CertificateList.load(der) for path in paths if path.suffix in _LISTS for der in _ders(path)),
    )


def _ders(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
