"""What the pages of signing share: whether a key is there, what is under way, and the one call that signs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.commands import results, signing, signing_acts
from motcua.dossiers.models import Dossier, Result, SigningRequest, SigningStage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.signing import keys
from motcua.foundation.signing.chains import chain_of, name_on
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.port import NoSigningKey
from motcua.sites.ui.acting import ActingRequest

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Signing:
    """`name` and `until` are those of the certificate; `is_remote` where the holder may be asked on her telephone."""

    result: Result | None
    is_electronic: bool
    name: str = ""
    until: datetime | None = None
    is_remote: bool = False
    is_seal: bool = False
    under_way: SigningRequest | None = None

    @property
    def file(self) -> StoredFile | None:
        return self.result.file if self.result else None


def signing_of(request: ActingRequest, dossier: Dossier, stage: SigningStage, *, at: datetime) -> Signing:
    result = results.current(dossier)
    key = _key(request, dossier, stage, at=at)
    if key is None or result is None or (stage is SigningStage.SEAL and result.file.media_type != _PDF):
        return Signing(result, is_electronic=False)
    own = chain_of(key.certificate).own
    under_way = result.signings.filter(stage=stage, state__in=signing.OPEN).first()
    return Signing(
        result,
        is_electronic=True,
        name=name_on(own),
        until=own.not_valid_after,
        is_remote=key.kind == KeyKind.CSC,
        is_seal=stage is SigningStage.SEAL,
        under_way=under_way,
    )


def do(  # noqa: PLR0913 - what is signed, and what is decided with it
    request: ActingRequest,
    dossier: Dossier,
    stage: SigningStage,
    *,
    at: datetime,
    options: Mapping[str, str],
    unsigned: Callable[[], object],
    reason: str = "",
) -> None:
    """Sign what the page showed and go on; where no key is set up, only go on."""
    if not signing_of(request, dossier, stage, at=at).is_electronic:
        unsigned()
        return
    seen = request.POST.get("seen", "")
    asked = signing.ask(dossier, stage, actor=request.actor, at=at, seen=seen, options=options, reason=reason)
    signing.carry_on(asked, at=at)


def _key(request: ActingRequest, dossier: Dossier, stage: SigningStage, *, at: datetime) -> SigningKey | None:
    if not signing_acts.has_key(stage, dossier, actor=request.actor, at=at):
        return None
    try:
        if stage is SigningStage.SEAL:
            return keys.seal_of(dossier.deciding_agency, at=at)
        return keys.key_of(request.user, at=at)
    except NoSigningKey:
        return None
