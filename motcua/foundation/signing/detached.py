"""A signature beside a file (CMS, RFC 5652), for whatever is no PDF: anybody can check it with openssl."""

from datetime import datetime
from hashlib import sha256

from asn1crypto import cms
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import ExternalSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.foundation.signing import certificates, keys, standing
from motcua.foundation.signing.chains import chain_of
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.timestamps.client import stamp_of
from motcua.foundation.signing.waiting import result_of

_DIGEST = "sha256"


def signature_of(content: bytes, *, key: SigningKey, at: datetime) -> bytes:
    """DER; with a time stamp where a service is set up.

    Raises SigningServiceDown, and what `certificates` and `standing` refuse.
    """
    certificates.require_usable(key, at=at)
    standing.require_good(chain_of(key.certificate), at=at)
    try:
        attributes = result_of(_signer(key).signed_attrs(sha256(content).digest(), _DIGEST, use_pades=False))
        signature = keys.raw_signature(key, attributes.dump())
        container = result_of(_signer(key, signature).async_sign_prescribed_attributes(_DIGEST, attributes))
    except SigningError as problem:
        raise SigningServiceDown from problem
    if stamp := stamp_of(signature):
        token = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(stamp)]})
        container["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([token])
    return bytes(container.dump())


def _signer(key: SigningKey, signature: bytes = b"") -> ExternalSigner:
    chain = chain_of(key.certificate)
    return ExternalSigner(
        signing_cert=chain.own,
        cert_registry=SimpleCertificateStore.from_certs(chain.issuers),
        signature_value=signature or chain.own.public_key.byte_size,
    )
