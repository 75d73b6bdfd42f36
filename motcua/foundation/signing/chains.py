"""Certificates as text and as objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import pem
from asn1crypto.x509 import Certificate


@dataclass(frozen=True, slots=True)
class Chain:
    own: Certificate
    issuers: tuple[Certificate, ...]


@lru_cache(maxsize=1024)
def chain_of(text: str) -> Chain:
    """From PEM: the first is the key's own."""
    own, *issuers = [Certificate.load(der) for _, _, der in pem.unarmor(text.encode(), multiple=True)]
    return Chain(own, tuple(issuers))


def as_pem(certificates: Sequence[Certificate]) -> str:
    return "".join(pem.armor("CERTIFICATE", each.dump()).decode() for each in certificates)


def name_on(certificate: Certificate) -> str:
    said = certificate.subject.native
    return str(said.get("common_name") or said.get("organization_name", ""))


def office_on(certificate: Certificate) -> str:
    return str(certificate.subject.native.get("organization_name", ""))
