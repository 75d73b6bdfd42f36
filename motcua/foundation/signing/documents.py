"""Signing a PDF in steps that can be interrupted (PAdES): what was written before stays byte for byte.

`prepare` fixes every byte that will be signed; the key's answer goes in with `complete`. Kept between the two, a
`Prepared` can be completed again after a crash or a lost answer, and gives the same document.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms
from django.conf import settings
from django.utils.timezone import localtime
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.foundation.signing import certificates, keys, placing, standing
from motcua.foundation.signing.appearances import Appearance, style
from motcua.foundation.signing.chains import chain_of, name_on
from motcua.foundation.signing.filling import fill
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.placing import with_fields
from motcua.foundation.signing.plain import opened, require_plain
from motcua.foundation.signing.port import Signed
from motcua.foundation.signing.timestamps.client import stamp_of
from motcua.foundation.signing.waiting import result_of

__all__ = ["Prepared", "complete", "fill", "prepare", "sign", "with_fields"]

_DIGEST = "sha256"
#: For the answer of the key, its certificates and a time stamp with its own; unused bytes stay zeros.
_ROOM, _ROOM_FOR_TIME = 3 * 1024, 9 * 1024


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with an empty place for the signature, and the bytes that the key is asked to sign."""

    document: bytes
    start: int
    end: int
    to_be_signed: bytes
    #: PEM: the certificate and its issuers.
    certificate: str

    @property
    def digest(self) -> bytes:
        return sha256(self.to_be_signed).digest()


def prepare(  # noqa: PLR0913 - what a signature says
    pdf: bytes, *, key: SigningKey, field: str, appearance: Appearance, reason: str, place: str, at: datetime
) -> Prepared:
    """Raises DocumentHasScripts, DocumentUnreadable, FieldTaken, and what `certificates` and `standing` refuse."""
    certificates.require_usable(key, at=at)
    standing.require_good(chain_of(key.certificate), at=at)
    require_plain(pdf)
    writer = opened(pdf)
    signer = _signer(key.certificate)
    spec = placing.place_of(writer, field)
    facts = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=_DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=place,
        name=signer.subject_name,
        certify=not placing.is_signed(writer),
        docmdp_permissions=placing.permissions(field),
    )
    document, digest = _placed(writer, facts, signer, spec, appearance, at)
    attributes = result_of(signer.signed_attrs(digest.document_digest, _DIGEST, use_pades=True))
    return Prepared(
        document, digest.reserved_region_start, digest.reserved_region_end, attributes.dump(), key.certificate
    )


def complete(prepared: Prepared, signature: bytes, *, time_stamp: bytes = b"") -> bytes:
    """The same three give the same document, however often."""
    signer = _signer(prepared.certificate, signature)
    attributes = cms.CMSAttributes.load(prepared.to_be_signed)
    container = result_of(signer.async_sign_prescribed_attributes(_DIGEST, attributes))
    if time_stamp:
        _add_time(container, time_stamp)
    out = BytesIO(prepared.document)
    place = PreparedByteRangeDigest(b"", prepared.start, prepared.end)
    place.fill_with_cms(out, container)
    return out.getvalue()


def sign(  # noqa: PLR0913 - what a signature says
    pdf: bytes, *, key: SigningKey, field: str, appearance: Appearance, reason: str, place: str, at: datetime
) -> Signed:
    """All steps at once. Raises what they raise, and SigningServiceDown: then nothing was signed."""
    prepared = prepare(pdf, key=key, field=field, appearance=appearance, reason=reason, place=place, at=at)
    signature = keys.raw_signature(key, prepared.to_be_signed)
    return Signed(
        complete(prepared, signature, time_stamp=stamp_of(signature)),
        name_on(chain_of(key.certificate).own),
    )


def _signer(certificate: str, signature: bytes = b"") -> ExternalSigner:
    chain = chain_of(certificate)
    return ExternalSigner(
        signing_cert=chain.own,
        cert_registry=SimpleCertificateStore.from_certs(chain.issuers),
        signature_value=signature or chain.own.public_key.byte_size,
    )


def _placed(
    writer: IncrementalPdfFileWriter,
    facts: PdfSignatureMetadata,
    signer: ExternalSigner,
    spec: SigFieldSpec | None,
    appearance: Appearance,
    at: datetime,
) -> tuple[bytes, PreparedByteRangeDigest]:
    width, height = placing.size_of(writer, str(facts.field_name), spec)
    seen = style(appearance, width=width, height=height, at=at)
    session = PdfSigner(facts, signer, stamp_style=seen, new_field_spec=spec).init_signing_session(writer)
    session.system_time = localtime(at)
    ready = session.prepare_tbs_document(None, bytes_reserved=2 * _room(signer))
    out = BytesIO()
    digest, _ = ready.digest_tbs_document(output=out)
    return out.getvalue(), digest


def _room(signer: ExternalSigner) -> int:
    certified = sum(len(each.dump()) for each in signer.cert_registry)
    return _ROOM + certified + (_ROOM_FOR_TIME if settings.TSA_URL else 0)


def _add_time(container: cms.ContentInfo, time_stamp: bytes) -> None:
    """RFC 3161, appendix A: the token over the signature stands beside it, unsigned."""
    token = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(time_stamp)]})
    container["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([token])
