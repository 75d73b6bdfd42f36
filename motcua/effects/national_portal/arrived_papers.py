"""The papers of a message: each fetched or unpacked once, kept like any upload, or noted as lacking with its reason."""

import base64
import binascii
import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.commands.arriving import ArrivingPaper
from motcua.effects.national_portal import fetching
from motcua.effects.national_portal.arrival_models import ArrivedMessage, ArrivedPaper
from motcua.effects.national_portal.arrival_wire import FiledDossier, GivenPaper
from motcua.effects.national_portal.fetching import Unavailable
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold

#: The desk has eight working hours to answer a filing (NĐ 118/2025 art. 17): half of them are the papers' to come.
PATIENCE = timedelta(hours=4)
#: The name under which a paper stands that our list does not know.
OTHER = "other"


class PaperUnreadable(Refusal):
    """A paper inside a message is Base64 by their word; this one is not."""


def bring_in(message: ArrivedMessage, told: FiledDossier, *, since: datetime, at: datetime) -> list[ArrivedPaper]:
    """Every paper here or lacking for good. Raises Unavailable as long as it is worth waiting for one."""
    here = {paper.position: paper for paper in message.papers.select_related("file")}
    waiting = [place for place in enumerate(told.papers) if place[0] not in here]
    is_over = at - since > PATIENCE
    for position, given in waiting:
        file, why = brought(given, at=at)
        if is_over or why != Unavailable.__name__:
            here[position] = ArrivedPaper.objects.create(message=message, position=position, file=file, lacking=why)
    if len(here) < len(told.papers):
        raise Unavailable
    return [here[position] for position in sorted(here)]


def arriving(papers: Sequence[ArrivedPaper], told: FiledDossier, definition: Definition) -> list[ArrivingPaper]:
    return [
        ArrivingPaper(item_of(told.papers[paper.position], definition), paper.file)
        for paper in papers
        if paper.file is not None
    ]


def brought(given: GivenPaper, *, at: datetime) -> tuple[StoredFile | None, str]:
    """The file, or why there is none."""
    try:
        return _stored(given, at=at), ""
    except storage.StorageFull:
        raise
    except Unavailable:
        return None, Unavailable.__name__
    except Refusal as refused:
        return None, type(refused).__name__


def _stored(given: GivenPaper, *, at: datetime) -> StoredFile:
    """Opened from front to back, and looked at by the scanner, as what somebody hands in here."""
    if given.content:
        return storage.store(_unpacked(given.content), name=given.name, by=None, at=at, from_outside=True)
    with fetching.opened(given.url) as coming:
        return storage.store(coming, name=given.name, by=None, at=at, from_outside=True)


def _unpacked(text: str) -> io.BytesIO:
    try:
        return io.BytesIO(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        raise PaperUnreadable from None


def item_of(given: GivenPaper, definition: Definition) -> str:
    """The required paper that it names by our key or by its name."""
    papers = [paper for group in definition.paper_groups for paper in group.papers]
    by_key = [paper.key for paper in papers if paper.key == given.item]
    by_name = [paper.key for paper in papers if fold(paper.name) == fold(given.name.rpartition(".")[0] or given.name)]
    return next(iter([*by_key, *by_name]), OTHER)
