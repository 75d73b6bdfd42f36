"""Proofs for the archive (PAdES-LTA): once the certificates have run out, the document still says who, when and that
nobody had taken anything back.
"""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import add_validation_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from motcua.foundation.signing.revocation import proofs_for
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.timestamps.client import Stamper
from motcua.foundation.signing.trust import trust


def is_set_up() -> bool:
    return bool(settings.SIGNING_LONG_TERM and settings.TSA_URL)


def secure(pdf: bytes, *, at: datetime) -> bytes:
    """The document with its proofs and a time stamp over all of it. Raises SigningServiceDown."""
    try:
        context = _context(pdf, at)
        for name in [str(each.field_name) for each in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures]:
            signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
            signature = next(each for each in signatures if each.field_name == name)
            pdf = add_validation_info(signature, context, output=BytesIO()).getvalue()
        out = BytesIO()
        PdfTimeStamper(Stamper()).timestamp_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", validation_context=context, output=out
        )
    except (SigningError, SignatureValidationError, ValidationError, PathError, ValueError) as problem:
        raise SigningServiceDown from problem
    return out.getvalue()


def _context(pdf: bytes, at: datetime) -> ValidationContext:
    """Everything that is declared must be proven, or this is no proof for the archive."""
    believed = trust(Path(settings.SIGNING_TRUST))
    certificates = _certificates(pdf)
    found = proofs_for((*certificates, *believed.roots))
    return ValidationContext(
        trust_roots=list(believed.roots),
        other_certs=certificates,
        crls=[*believed.revoked, *found.lists],
        ocsps=list(found.answers),
        moment=at,
        allow_fetching=False,
        retroactive_revinfo=True,
        revocation_mode="hard-fail",
    )


def _certificates(pdf: bytes) -> list[Certificate]:
    """All that are in the signatures and in their time stamps."""
    found: dict[bytes, Certificate] = {}
    for signature in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
        for data in (signature.signed_data, *extract_tst_data_iter(signature.signer_info, signed=False)):
            for each in data["certificates"]:
                if each.name == "certificate":
                    found[each.chosen.sha256] = each.chosen
    return list(found.values())
