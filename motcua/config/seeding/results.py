"""What a finished dossier gave: a row for each, and one empty page for all of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from uuid import UUID

import pikepdf

from motcua.config.seeding.copying import Row, copy
from motcua.config.seeding.rows import Lived
from motcua.dossiers.models import Result
from motcua.dossiers.models.result import ResultState
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation.files import storage

_COLUMNS = (
    "dossier_id",
    "kind",
    "version",
    "state",
    "file_id",
    "layout",
    "filed_at",
    "filed_by_id",
    "number",
    "published_at",
    "issued_sha256",
)


def empty_file(*, at: datetime) -> UUID:
    """A document of one empty page, kept like any other."""
    page, content = pikepdf.new(), BytesIO()
    page.add_blank_page()
    page.save(content)
    content.seek(0)
    return storage.store(content, name="ket-qua-mau.pdf", by=None, at=at).pk


def add(lives: Sequence[Lived], *, file: UUID) -> None:
    copy(Result, _COLUMNS, _rows(lives, file))


def _rows(lives: Sequence[Lived], file: UUID) -> Iterator[Row]:
    for lived in lives:
        acts = {event.move.action: event for event in lived.life.events}
        decided, published = acts.get(Action.DECIDE), acts.get(Action.PUBLISH)
        if decided is None or published is None or decided.seat.account is None:
            continue
        kind = lived.life.road.result_kind
        yield (
            lived.dossier,
            kind,
            1,
            ResultState.ISSUED.value,
            file,
            "",
            decided.at,
            decided.seat.account,
            "",
            published.at,
            "",
        )
