"""From the file of a result to the document that is to be signed, and from the key's answer to the signed one."""

from dataclasses import asdict
from datetime import datetime

from motcua.dossiers.models import Result, SigningRequest, SigningStage
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.foundation.files import storage
from motcua.foundation.organisations import official_words
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import documents, keys, long_term
from motcua.foundation.signing.appearances import NOTHING_TO_SEE, Appearance
from motcua.foundation.signing.chains import chain_of, name_on
from motcua.foundation.signing.documents import Prepared
from motcua.foundation.signing.filling import FieldMissing
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.placing import DATE, NUMBER, SEAL, SIGNATURE
from motcua.foundation.signing.timestamps.client import stamp_of

_FIELDS = {SigningStage.SIGNATURE: SIGNATURE, SigningStage.SEAL: SEAL}
_REASONS = {SigningStage.SIGNATURE: "Ký văn bản kết quả", SigningStage.SEAL: "Đóng dấu, phát hành văn bản kết quả"}
_PDF = "application/pdf"


class NotADocument(Refusal):
    """Only a PDF can carry a signature that anyone can check; a picture has to become one first."""


def prepared(result: Result, stage: SigningStage, *, key: SigningKey, number: str, at: datetime) -> Prepared:
    """Raises NotADocument and what `documents.prepare` refuses."""
    content = content_of(result)
    if number:
        content = _numbered(content, result, number, at=at)
    return documents.prepare(
        content,
        key=key,
        field=_FIELDS[stage],
        appearance=_appearance(key, stage, at=at),
        reason=_REASONS[stage],
        place=result.dossier.deciding_agency.name,
        at=at,
    )


def content_of(result: Result) -> bytes:
    """Raises NotADocument, FileGone."""
    if result.file.media_type != _PDF:
        raise NotADocument
    with storage.open_file(result.file) as file:
        return file.read()


def kept(found: Prepared) -> dict[str, object]:
    """As columns of a request."""
    place = {key: value for key, value in asdict(found).items() if key in {"start", "end", "certificate"}}
    return {"document": found.document, "place": place, "to_be_signed": found.to_be_signed}


def answered(request: SigningRequest) -> bytes:
    """Ask the key, have the answer stamped with the time, and put it in. Raises SigningServiceDown."""
    return with_answer(request, keys.raw_signature(request.key, bytes(request.to_be_signed)))


def with_answer(request: SigningRequest, signature: bytes) -> bytes:
    """Raises SigningServiceDown where the time stamp cannot be had."""
    found = Prepared(document=bytes(request.document), to_be_signed=bytes(request.to_be_signed), **request.place)
    whole = documents.complete(found, signature, time_stamp=stamp_of(signature))
    is_last = request.stage == SigningStage.SEAL and long_term.is_set_up()
    return long_term.secure(whole, at=request.asked_at) if is_last else whole


def name_of(key: SigningKey) -> str:
    return name_on(chain_of(key.certificate).own)


def _numbered(content: bytes, result: Result, number: str, *, at: datetime) -> bytes:
    """Number and day go into their places. A paper that came with neither has them written in it already."""
    day = f"ngày {official_words.day(legal_day(at))}"
    try:
        return documents.fill(content, {NUMBER: number if result.layout else f"Số: {number}", DATE: day})
    except FieldMissing:
        return content


def _appearance(key: SigningKey, stage: SigningStage, *, at: datetime) -> Appearance:
    """The hand or the seal as a picture. Until one is noted, who signed and when in words; over them no seal."""
    if key.picture is not None:
        with storage.open_file(key.picture) as file:
            return Appearance(picture=file.read())
    if stage is SigningStage.SEAL:
        return NOTHING_TO_SEE
    moment = at.astimezone(VIETNAM).isoformat(timespec="seconds")
    return Appearance(lines=(f"Ký bởi: {name_of(key)}", f"Thời gian ký: {moment}"))
