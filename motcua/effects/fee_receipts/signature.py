"""The collecting body's signature in the XML of a receipt: XML-DSig over the data and the moment of signing.

The shape is that of QĐ 1271/QĐ-CT (S): at DSCKS/NBan, one reference to the data and one to the object that holds
SigningTime, the certificate in KeyInfo.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from lxml import etree
from lxml.builder import ElementMaker
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod, SignatureMethod
from signxml.signer import SignatureReference, XMLSigner

from motcua.effects.fee_receipts.xml import DATA_ID
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.refusals import Refusal

DS = "http://www.w3.org/2000/09/xmldsig#"
TIME_ID = "SigningTime"
_DS = ElementMaker(namespace=DS, nsmap={"ds": DS})
#: Of the two of the recommendation that every reader must have; the other one is for parts that move.
_C14N = CanonicalizationMethod.CANONICAL_XML_1_0


class SealExpired(Refusal):
    """The certificate of the office does not hold on that day: a receipt signed with it would be worth nothing."""


class SealUnreadable(Exception):
    """Neither an RSA nor an elliptic key with its certificate: a mistake of the installation, not of a person."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The agency's key and certificate."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def name(self) -> str:
        names = self.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return str(names[0].value) if names else ""


def seal() -> Seal | None:
    """None where no key is set up: receipts are unsigned then, and say so."""
    return _loaded(settings.SIGNING_KEY, settings.SIGNING_PASSWORD) if settings.SIGNING_KEY else None


def sign(root: etree._Element, *, by: Seal, at: datetime) -> None:
    """Put the signature into its place. Raises SealExpired."""
    if not by.certificate.not_valid_before_utc <= at <= by.certificate.not_valid_after_utc:
        raise SealExpired(name=by.name)
    place = root.find("DSCKS/NBan")
    assert place is not None, "every receipt has its place for the signature"
    moment = _moment(at)
    place.append(moment)
    method = SignatureMethod.RSA_SHA256 if isinstance(by.key, RSAPrivateKey) else SignatureMethod.ECDSA_SHA256
    signer = XMLSigner(method=SignatureConstructionMethod.detached, signature_algorithm=method, c14n_algorithm=_C14N)
    references = [SignatureReference(URI=f"#{name}", c14n_method=_C14N) for name in (DATA_ID, TIME_ID)]
    signature = signer.sign(root, key=by.key, key_info=_key_info(by), reference_uri=references)
    place.append(signature)
    signature.append(moment)


def _moment(at: datetime) -> etree._Element:
    """In legal time, to the second (GMT+7)."""
    text = f"{at.astimezone(VIETNAM):%Y-%m-%dT%H:%M:%S}"
    when = _DS.SignatureProperty(_DS.SigningTime(text), Target="")
    return _DS.Object(_DS.SignatureProperties(when), Id=TIME_ID)


def _key_info(by: Seal) -> etree._Element:
    certificate = b64encode(by.certificate.public_bytes(Encoding.DER)).decode()
    subject = by.certificate.subject.rfc4514_string()
    return _DS.KeyInfo(_DS.X509Data(_DS.X509SubjectName(subject), _DS.X509Certificate(certificate)))


@lru_cache(maxsize=4)
def _loaded(path: str, password: str) -> Seal:
    key, certificate, _ = pkcs12.load_key_and_certificates(Path(path).read_bytes(), password.encode() or None)
    if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise SealUnreadable(path)
    return Seal(key, certificate)
