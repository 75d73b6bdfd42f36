"""Versions of a result: filed, and what each becomes of it. Who decides and publishes is in `decision`."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from motcua.dossiers.models import Dossier, Result, ResultFile, ResultState
from motcua.dossiers.models.result import CURRENT
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, State
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal

#: Who drafts, signs and issues the document of a result.
MAKES_RESULTS = frozenset({Role.PROCESSOR, Role.SIGNATORY, Role.CLERK})


class ResultSettled(Refusal):
    """A published result is not replaced; a mistake in it is mended by a new decision."""


class ResultNotSigned(Refusal):
    """Only what the authorised person has signed goes out; what was edited afterwards is a new version."""


class ResultChanged(Refusal):
    """What would be signed is no longer what the page showed."""


@transaction.atomic
def file_result(  # noqa: PLR0913 - one version of a document, each fact by name
    dossier: Dossier,
    *,
    kind: str,
    file: StoredFile,
    actor: Actor,
    at: datetime,
    layout: str = "",
    names_signer_id: int | None = None,
    verification_code: str = "",
) -> Result:
    """Put a version into the dossier; the last one before the publication counts, and the one before it is replaced.

    What was signed and is edited afterwards has to be signed again. Raises OtherAgency, NotAllowed, ResultSettled.
    """
    require_maker(dossier, actor=actor)
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    dossier.refresh_from_db(fields=["finished_at"])
    if dossier.finished_at is not None and not _awaits_replacement(dossier, kind):
        raise ResultSettled
    assert actor.account_id is not None, "officers have accounts"
    earlier = dossier.results.filter(kind=kind)
    Result.objects.filter(dossier=dossier, kind=kind, state__in=CURRENT).update(state=ResultState.REPLACED)
    given = {"verification_code": verification_code} if verification_code else {}
    result = Result.objects.create(
        dossier=dossier,
        kind=kind,
        version=earlier.count() + 1,
        file=file,
        layout=layout,
        names_signer_id=names_signer_id,
        filed_at=at,
        filed_by_id=actor.account_id,
        **given,
    )
    note_file(result, actor=actor, at=at)
    return result


def require_maker(dossier: Dossier, *, actor: Actor) -> None:
    """Raises OtherAgency, NotAllowed."""
    if actor.agency_id != dossier.deciding_agency_id:
        raise OtherAgency
    if actor.role not in MAKES_RESULTS:
        raise NotAllowed(action=Action.DECIDE, state=State(dossier.state), role=actor.role)


def current(dossier: Dossier) -> Result | None:
    """The version that would be signed or issued next."""
    found = dossier.results.filter(state__in=CURRENT).select_related("file")
    return found.order_by("filed_at", "pk").last()


def mark_signed(dossier: Dossier) -> Result | None:
    result = current(dossier)
    if result is not None and result.state == ResultState.DRAFT:
        result.state = ResultState.SIGNED
        result.save(update_fields=["state"])
    return result


def lay(result: Result, content: bytes, *, at: datetime) -> None:
    """The version lies in this file from now on; the ones before stay. The dossier is held."""
    result.file = storage.store(BytesIO(content), name=result.file.name, by=None, at=at)
    result.save(update_fields=["file"])


def note_file(result: Result, *, actor: Actor, at: datetime, signed_by: str = "") -> None:
    """Write down in which file the version lies now, and what it is. The dossier is held."""
    ResultFile.objects.create(
        result=result,
        number=result.files.count() + 1,
        state=result.state,
        file_id=result.file_id,
        signed_by=signed_by,
        kept_at=at,
        kept_by_id=actor.account_id or result.filed_by_id,
    )


def _awaits_replacement(dossier: Dossier, kind: str) -> bool:
    """It was out and recalled, and nothing has taken its place."""
    recalled = dossier.results.filter(kind=kind, state=ResultState.RECALLED, replacement=None).exists()
    return recalled and not dossier.results.filter(kind=kind, state=ResultState.ISSUED).exists()
