"""Asking authorities which certificates they took back (CRL, OCSP): only at hosts that the settings allow.

The address stands in the certificate, and anybody can write a certificate: what is not allowed is not asked.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import httpx
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

from motcua.foundation.signing.stores.down import SigningServiceDown

_TIMEOUT = httpx.Timeout(6.0, connect=3.0)
_LARGEST = 20 * 2**20
#: Lists come out every few hours; a batch of results asks once.
_KEPT_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Proofs:
    lists: tuple[CertificateList, ...] = ()
    answers: tuple[OCSPResponse, ...] = ()


def proofs_for(certificates: Iterable[Certificate]) -> Proofs:
    """What the authorities of these certificates say now. Raises SigningServiceDown when one does not answer."""
    known = tuple(certificates)
    lists = {address: _list(address, _now()) for each in known for address in _addresses(each)}
    # One proof is enough: who publishes a list is not asked for each certificate as well.
    rest = [each for each in known if not any(True for _ in _addresses(each))]
    answers = [_answer(address, each.dump(), above.dump(), _now()) for each, above, address in _asked(rest, known)]
    return Proofs(tuple(lists.values()), tuple(answers))


def _addresses(certificate: Certificate) -> Iterator[str]:
    points = certificate.crl_distribution_points_value or ()
    for point in points:
        name = point["distribution_point"]
        if name.name == "full_name":
            yield from (str(each.native) for each in name.chosen if _is_allowed(str(each.native)))


def _asked(rest: Iterable[Certificate], known: Iterable[Certificate]) -> Iterator[tuple[Certificate, Certificate, str]]:
    above = {each.subject.hashable: each for each in known}
    for each in rest:
        for address in filter(_is_allowed, each.ocsp_urls):
            if each.issuer.hashable in above:
                yield each, above[each.issuer.hashable], address
                break


def _is_allowed(address: str) -> bool:
    split = urlsplit(address)
    return split.scheme in {"http", "https"} and (split.hostname or "") in settings.SIGNING_FETCH_FROM


@lru_cache(maxsize=64)
def _list(address: str, _when: int) -> CertificateList:
    try:
        return CertificateList.load(_read("GET", address), strict=True)
    except ValueError as problem:
        raise SigningServiceDown from problem


@lru_cache(maxsize=1024)
def _answer(address: str, certificate: bytes, above: bytes, _when: int) -> OCSPResponse:
    issuer = AuthorityWithCert(Certificate.load(above))
    asked = format_ocsp_request(Certificate.load(certificate), issuer, certid_hash_algo="sha1", request_nonces=False)
    try:
        told = OCSPResponse.load(_read("POST", address, asked.dump()), strict=True)
    except ValueError as problem:
        raise SigningServiceDown from problem
    if told["response_status"].native != "successful":
        raise SigningServiceDown
    return told


def _read(method: str, address: str, content: bytes = b"") -> bytes:
    kind = {"Content-Type": "application/ocsp-request"} if content else {}
    got = bytearray()
    try:
        with httpx.stream(method, address, content=content or None, headers=kind, timeout=_TIMEOUT) as answer:
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                got += piece
                if len(got) > _LARGEST:
                    raise SigningServiceDown
    except httpx.HTTPError as problem:
        raise SigningServiceDown from problem
    return bytes(got)


def _now() -> int:
    return int(time.monotonic() // _KEPT_SECONDS)
