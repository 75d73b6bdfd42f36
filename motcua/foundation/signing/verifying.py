"""What the signatures of a PDF say, as anybody with pyHanko and our trust folder would find it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import DocumentSecurityStore, async_validate_pdf_signature
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.foundation.signing.chains import name_on, office_on
from motcua.foundation.signing.trust import Trust, trust
from motcua.foundation.signing.waiting import result_of


class Judgement(StrEnum):
    #: Every signature holds, and nothing was added that they do not allow.
    HOLDS = "holds"
    BROKEN = "broken"
    #: It is whole, but who signed is not among those whom we believe, or was not any more.
    NOT_TRUSTED = "not_trusted"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


class Later(StrEnum):
    """What came into the file after a signature."""

    NOTHING = "nothing"
    #: Further signatures, number and date, proofs for the archive.
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Found:
    """One signature. Moments are in UTC."""

    field: str
    signer: str
    office: str
    issuer: str
    #: What the signature says of itself, and what a time-stamping service vouches for.
    said_at: datetime | None
    stamped_at: datetime | None
    stamped_by: str
    intact: bool
    trusted: bool
    revoked: bool
    expired: bool
    covers_all: bool
    later: Later

    @property
    def holds(self) -> bool:
        return self.intact and self.trusted and self.later is not Later.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Report:
    judgement: Judgement
    signatures: tuple[Found, ...] = ()
    #: Time stamps over the whole file, for the archive (PAdES-LTA).
    archived_at: tuple[datetime, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "signatures": [{**asdict(each), "holds": each.holds} for each in self.signatures]}


def from_json(told: dict[str, Any]) -> Report:
    """What `as_json` wrote, as another process sends it."""
    signatures = tuple(
        Found(
            **{key: value for key, value in each.items() if key not in {"holds", "said_at", "stamped_at", "later"}},
            said_at=_moment(each["said_at"]),
            stamped_at=_moment(each["stamped_at"]),
            later=Later(each["later"]),
        )
        for each in told["signatures"]
    )
    archived = tuple(datetime.fromisoformat(each) for each in told["archived_at"])
    return Report(Judgement(told["judgement"]), signatures, archived)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def examine(pdf: bytes, *, at: datetime, folder: Path | None = None) -> Report:
    """Never raises for what is in the file: a file that cannot be read is an answer too."""
    believed = trust(folder or Path(settings.SIGNING_TRUST))
    try:
        reader = PdfFileReader(BytesIO(pdf))
        embedded = reader.embedded_regular_signatures
        if not embedded:
            return Report(Judgement.UNSIGNED)
        found = tuple(_found(each, _known(reader, believed), at) for each in embedded)
        stamps = tuple(each.self_reported_timestamp for each in reader.embedded_timestamp_signatures)
    except (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError, RecursionError, OSError):
        return Report(Judgement.UNREADABLE)
    return Report(_judgement(found), found, tuple(each.astimezone(UTC) for each in stamps if each))


def _judgement(found: Iterable[Found]) -> Judgement:
    found = tuple(found)
    if any(not each.intact or each.later is Later.FORBIDDEN for each in found):
        return Judgement.BROKEN
    return Judgement.HOLDS if all(each.trusted for each in found) else Judgement.NOT_TRUSTED


def _known(reader: PdfFileReader, believed: Trust) -> Trust:
    """With the proofs that the document carries itself (PAdES-LT)."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return believed
    lists = store.as_validation_context({"trust_roots": list(believed.roots)}).crls
    return replace(believed, revoked=(*believed.revoked, *lists))


def _found(signature: EmbeddedPdfSignature, known: Trust, at: datetime) -> Found:
    claimed = _claimed_stamp(signature)
    status = _status(signature, known, moment=claimed or at, at=at)
    stamp = status.timestamp_validity
    proven = claimed if stamp is not None and stamp.valid and stamp.intact and stamp.trusted else None
    if claimed and not proven:
        status = _status(signature, known, moment=at, at=at)
    if _revoked_only_after(status, proven):
        status = _status(signature, replace(known, revoked=()), moment=proven or at, at=at)
    own = status.signing_cert
    said = signature.self_reported_timestamp
    moment = proven or at
    return Found(
        field=str(signature.field_name),
        signer=name_on(own),
        office=office_on(own),
        issuer=_issuer(own),
        said_at=said.astimezone(UTC) if said else None,
        stamped_at=proven,
        stamped_by=name_on(stamp.signing_cert) if stamp is not None and proven else "",
        intact=status.intact and status.valid,
        trusted=status.trusted,
        revoked=status.revoked,
        expired=not own.not_valid_before <= moment <= own.not_valid_after,
        covers_all=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        later=_later(status),
    )


def _status(signature: EmbeddedPdfSignature, known: Trust, *, moment: datetime, at: datetime) -> PdfSignatureStatus:
    judging = async_validate_pdf_signature(
        signature,
        signer_validation_context=_context(known, moment),
        ts_validation_context=_context(known, at),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        ),
    )
    return result_of(judging)


def _context(known: Trust, moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(known.roots),
        crls=list(known.revoked),
        moment=moment,
        allow_fetching=False,
        retroactive_revinfo=True,
    )


def _claimed_stamp(signature: EmbeddedPdfSignature) -> datetime | None:
    """The moment in the token beside the signature, before anybody has looked at the token."""
    token = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
    moment: datetime | None = token and token["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _revoked_only_after(status: PdfSignatureStatus, proven: datetime | None) -> bool:
    details = status.revocation_details
    return bool(proven and details and details.revocation_date > proven)


def _later(status: PdfSignatureStatus) -> Later:
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Later.NOTHING
    level = status.modification_level
    if not status.docmdp_ok or level is None or level > ModificationLevel.FORM_FILLING:
        return Later.FORBIDDEN
    return Later.ALLOWED


def _issuer(certificate: Certificate) -> str:
    return str(certificate.issuer.native.get("common_name", ""))
