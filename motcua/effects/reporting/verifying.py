"""Is an export what the agency signed, and does its result follow from its facts?"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto import cms
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from motcua.effects.reporting import recount
from motcua.effects.reporting.bundles import SIGNATURE, SIGNER, SUMS
from motcua.effects.reporting.formulas import FormulaWrong
from motcua.foundation.signing.chains import name_on
from motcua.foundation.signing.trust import trust
from motcua.foundation.signing.waiting import result_of

#: Of all files together: a province's year has a tenth of it.
_LARGEST = 4 * 2**30
_AT_ONCE = 2**20
#: These come after the sums, and are what vouches for them.
_UNLISTED = frozenset({SUMS, SIGNATURE, SIGNER})
_BROKEN = (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, FormulaWrong)


class FileBroken(Exception):
    """The file is no export of ours, or a part of it is missing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    #: Files that are not what was signed, are missing, or came in addition.
    changed: tuple[str, ...]
    #: Where the result is not what its facts say.
    differences: tuple[str, ...]
    signer: str
    #: The signature is whole; and who signed is somebody whom we believe.
    signed: bool
    trusted: bool
    stamped_at: datetime | None

    @property
    def holds(self) -> bool:
        return self.signed and not self.changed and not self.differences


def examine(path: Path, *, at: datetime, roots: Path) -> Verdict:
    """`roots` is the folder of those whom we believe. Raises FileBroken."""
    try:
        with TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
            _unpack(archive, Path(folder))
            status = _status(Path(folder), at, roots)
            return Verdict(
                changed=tuple(_changed(Path(folder), archive.namelist())),
                differences=tuple(recount.differences(Path(folder))),
                signer=name_on(status.signing_cert),
                signed=status.intact and status.valid,
                trusted=status.trusted,
                stamped_at=_stamped(status),
            )
    except _BROKEN as problem:
        raise FileBroken(path.name) from problem


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Raises FileBroken for what would fill the disk; the library keeps names within the folder."""
    if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
        raise FileBroken(archive.filename)
    archive.extractall(folder)


def _changed(folder: Path, names: list[str]) -> Iterator[str]:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    for name, digest in told.items():
        if name not in names or _hash(folder / name) != digest:
            yield name
    yield from (name for name in names if name not in told and name not in _UNLISTED)


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def _status(folder: Path, at: datetime, roots: Path) -> StandardCMSSignatureStatus:
    container = cms.ContentInfo.load((folder / SIGNATURE).read_bytes(), strict=True)
    believed = trust(roots)
    context = ValidationContext(
        trust_roots=list(believed.roots),
        crls=list(believed.revoked),
        moment=at,
        allow_fetching=False,
        retroactive_revinfo=True,
    )
    judging = async_validate_detached_cms(
        (folder / SUMS).read_bytes(),
        container["content"],
        signer_validation_context=context,
        ts_validation_context=context,
    )
    try:
        return result_of(judging)
    except (SigningError, SignatureValidationError) as problem:
        raise FileBroken(SIGNATURE) from problem


def _stamped(status: StandardCMSSignatureStatus) -> datetime | None:
    stamp = status.timestamp_validity
    return stamp.timestamp.astimezone(UTC) if stamp is not None and stamp.valid and stamp.intact else None
