"""A document that an officer wrote elsewhere becomes a version of the result, ready to be signed where that is done."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from motcua.dossiers.commands import results, signing_acts
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.accounts.models import Account
from motcua.foundation.files import assembling, storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.signing.documents import with_fields
from motcua.foundation.signing.placing import AlreadySigned

_PDF = "application/pdf"


@transaction.atomic
def upload(  # noqa: PLR0913 - one document, and who answers for it
    dossier: Dossier, *, kind: str, stream: storage.Readable, name: str, by: Account, actor: Actor, at: datetime
) -> Result:
    """Raises what storage, `documents.with_fields` and `results.file_result` refuse."""
    results.require_maker(dossier, actor=actor)
    file = storage.store(stream, name=name, by=by, at=at)
    if signing_acts.is_used(dossier, at=at):
        file = _ready(file, by=by, at=at)
    return results.file_result(dossier, kind=kind, file=file, actor=actor, at=at)


def _ready(file: StoredFile, *, by: Account, at: datetime) -> StoredFile:
    """With places for signature, seal, number and day; pictures become a document first.

    What somebody has signed elsewhere stays as it is: new places would break that signature.
    """
    with storage.open_file(file) as content:
        if file.media_type != _PDF:
            with assembling.assembled([content]) as whole:
                document = whole.read_bytes()
        else:
            document = content.read()
    try:
        return storage.store(BytesIO(with_fields(document)), name=_as_pdf(file.name), by=by, at=at)
    except AlreadySigned:
        return file


def _as_pdf(name: str) -> str:
    return name if name.lower().endswith(".pdf") else f"{name.rsplit('.', 1)[0]}.pdf"
