"""At the counter a paper becomes a document: every page, in order, as many as counted, signed by the office."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.db import transaction

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Channel, DigitalCopy, Dossier, Original, Paper, Shown
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Account
from motcua.foundation.files import assembling, storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import key_file as signing

#: Of a paper's name, which can be a sentence, in the name of its file.
_LONGEST = 80
_REASON = "Bản điện tử được số hóa từ bản giấy"


class PagesDiffer(Refusal):
    """As many pictures as pages (TT 01/2023/TT-VPCP art. 8.2): one is missing, or one was taken twice."""


class NotToBeScanned(Refusal):
    """What came as a file, and papers that are only shown, are not scanned (TT 03/2025/TT-VPCP art. 5.2)."""


@transaction.atomic
def digitise(  # noqa: PLR0913 - one paper, its pages, and who answers for the copy
    dossier: Dossier,
    *,
    paper: RequiredPaper,
    pictures: Sequence[storage.Readable],
    pages: int,
    by: Account,
    actor: Actor,
    at: datetime,
) -> DigitalCopy:
    """Raises PagesDiffer, NotToBeScanned, and what `assembling` and `drafting.attach` refuse."""
    require_scannable(dossier, item=paper.key)
    if len(pictures) != pages:
        raise PagesDiffer(pages=pages, pictures=len(pictures))
    file, signed_by = _document(pictures, name=f"{paper.name[:_LONGEST]}.pdf", place=_place(dossier), by=by, at=at)
    given = drafting.attach(dossier, item=paper.key, file=file, actor=actor, at=at)
    return copy_of(given, pages=pages, signed_by=signed_by, actor=actor, at=at)


def require_scannable(dossier: Dossier, *, item: str) -> None:
    """What a person brings to mend an online dossier is paper all the same."""
    only_shown = Original.objects.filter(dossier=dossier, item=item, shown=Shown.SEEN, returned_at=None)
    is_electronic = dossier.channel == Channel.ONLINE and dossier.state == State.DRAFT
    if is_electronic or only_shown.exists():
        raise NotToBeScanned


def copy_of(paper: Paper, *, pages: int, signed_by: str, actor: Actor, at: datetime) -> DigitalCopy:
    assert actor.post_id is not None, "papers are scanned by officers"
    return DigitalCopy.objects.create(
        paper=paper, pages=pages, signed_by=signed_by, made_at=at, made_by_id=actor.post_id
    )


def _document(
    pictures: Sequence[storage.Readable], *, name: str, place: str, by: Account, at: datetime
) -> tuple[StoredFile, str]:
    if not signing.is_set_up():
        return assembling.store_together(pictures, name=name, by=by, at=at), ""
    with assembling.assembled(pictures) as document:
        signed = signing.signer().sign(document.read_bytes(), reason=_REASON, place=place)
    return storage.store(BytesIO(signed.content), name=name, by=by, at=at), signed.signed_by


def _place(dossier: Dossier) -> str:
    return dossier.receiving_unit.name
