"""Take the national catalogue in, by batches: each is a transaction of its own, so an import that was cut short is
simply run again. What is here already in the same words stays untouched, and a procedure of ours is never changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.loading import content_hash
from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national.lines import Broken
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.blueprints.catalogue.national.reading import Read, read
from motcua.blueprints.catalogue.queries import published

BATCH = 200
#: Everything but what a person has settled: that is about the content and stays with it.
_WRITTEN = (
    "name",
    "keywords",
    "sector_name",
    "levels",
    "agency_name",
    "content",
    "content_hash",
    "imported_at",
)


class Became(StrEnum):
    """What became of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Taken:
    """`changed` are the keys that differ from what was here. `is_proposal`: it is about a procedure of ours that can
    be filed, and nobody has settled this very content.
    """

    number: int
    became: Became
    code: str = ""
    name: str = ""
    changed: tuple[str, ...] = ()
    is_proposal: bool = False
    why: str = ""


def take_in(path: Path, *, at: datetime, preview: bool = False) -> Iterator[Taken]:
    """One line after the other; a preview tells the same and writes nothing."""
    found = read(path)
    ours = frozenset(published().values_list("code", flat=True))
    while batch := list(islice(found, BATCH)):
        yield from _take_batch(batch, ours=ours, at=at, preview=preview)


def _take_batch(batch: list[Read | Broken], *, ours: frozenset[str], at: datetime, preview: bool) -> list[Taken]:
    good = {each.code: each for each in batch if isinstance(each, Read)}
    with transaction.atomic():
        here = {entry.code: entry for entry in NationalEntry.objects.select_for_update().filter(code__in=good)}
        taken = [_taken(each, here=here, ours=ours) for each in batch]
        if not preview:
            _write([good[each.code] for each in taken if each.became in {Became.NEW, Became.CHANGED}], at=at)
    return taken


def _taken(each: Read | Broken, *, here: dict[str, NationalEntry], ours: frozenset[str]) -> Taken:
    if isinstance(each, Broken):
        return Taken(each.number, Became.BROKEN, why=each.why)
    entry, digest = here.get(each.code), content_hash(each.document)
    is_settled = entry is not None and entry.settled_hash == digest
    return Taken(
        number=each.number,
        became=_became(entry, digest),
        code=each.code,
        name=" ".join(each.document["TENTTHC"].split()),
        changed=_changed(entry.content, each.document) if entry is not None else (),
        is_proposal=each.code in ours and not is_settled,
    )


def _became(entry: NationalEntry | None, digest: str) -> Became:
    if entry is None:
        return Became.NEW
    return Became.UNCHANGED if entry.content_hash == digest else Became.CHANGED


def _changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))


def _write(found: list[Read], *, at: datetime) -> None:
    entries = [NationalEntry(code=each.code, **_columns(each.document), imported_at=at) for each in found]
    NationalEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["code"], update_fields=list(_WRITTEN)
    )


def _columns(document: dict[str, Any]) -> dict[str, Any]:
    procedure = parse(document)
    return {
        "name": procedure.name,
        "keywords": procedure.keywords,
        "sector_name": procedure.sector[:300],
        "levels": [level[:60] for level in procedure.levels],
        "agency_name": procedure.agency,
        "content": document,
        "content_hash": content_hash(document),
    }
