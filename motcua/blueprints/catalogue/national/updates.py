"""Keep what we know of the national catalogue up to date, a slice each time, and note what became of each entry.

Nothing here changes a procedure of ours: what was found waits for the catalogue officer to see it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, QuerySet

from motcua.blueprints.catalogue.models import NationalChange, NationalEntry, NationalFetch
from motcua.blueprints.catalogue.national.importing import Became, take_in
from motcua.blueprints.catalogue.queries import published
from motcua.foundation.refusals import Refusal

#: So many are asked for in one round; with six thousand procedures each is asked about every twelve days at least.
SLICE = 500
_AT_ONCE = 50
#: A listing that lacks more than this share of what we know is half a listing, and ends nothing.
_LEAST_SHARE = 0.8
_Kind = NationalChange.Kind


class ListingTooShort(Refusal):
    """The other side lists so few procedures that the list must have been cut off."""


class AlreadySeen(Refusal):
    """Somebody has seen this change."""


@dataclass(frozen=True, slots=True)
class Listed:
    code: str
    name: str


class Source(Protocol):
    """Whoever can be asked for the catalogue."""

    def listing(self) -> list[Listed]: ...
    def detail(self, code: str) -> Mapping[str, Any] | None: ...


def fetch(source: Source, *, at: datetime, most: int = SLICE) -> NationalFetch:
    """One round. What was found before it broke off stays; why it broke off is kept with it, and raised."""
    told = NationalFetch.objects.create(begun_at=at)
    try:
        listed = {each.code: each for each in source.listing()}
        told.listed = len(listed)
        is_first = NationalEntry.objects.count() < len(listed) / 2
        _require_whole(listed)
        told.ended = _note_ends(listed, at=at)
        asked = _asked_for(listed, most=most)
        for start in range(0, len(asked), _AT_ONCE):
            _take(source, asked[start : start + _AT_ONCE], told, at=at, is_first=is_first)
    except Refusal as refused:
        told.problem = type(refused).__name__[:40]
        raise
    finally:
        told.save()
    return told


def unseen() -> QuerySet[NationalChange]:
    """The newest first."""
    return NationalChange.objects.filter(seen_at=None).select_related("entry").order_by("-found_at", "-pk")


@transaction.atomic
def note_seen(number: int, *, by: int, at: datetime) -> None:
    """Raises AlreadySeen."""
    if not NationalChange.objects.filter(pk=number, seen_at=None).update(seen_at=at, seen_by_id=by):
        raise AlreadySeen


def _require_whole(listed: Mapping[str, Listed]) -> None:
    known = NationalEntry.objects.filter(ended_at=None)
    there = known.filter(code__in=list(listed)).count()
    if not listed or there < _LEAST_SHARE * known.count():
        raise ListingTooShort


@transaction.atomic
def _note_ends(listed: Mapping[str, Listed], *, at: datetime) -> int:
    """What is listed no more has ended; what is listed again is back."""
    entries = NationalEntry.objects.select_for_update()
    gone = list(entries.filter(ended_at=None).exclude(code__in=list(listed)))
    back = list(entries.filter(ended_at__isnull=False, code__in=list(listed)))
    for found, kind, ended_at in ((gone, _Kind.ENDED, at), (back, _Kind.BACK, None)):
        NationalEntry.objects.filter(pk__in=[each.pk for each in found]).update(ended_at=ended_at)
        NationalChange.objects.bulk_create(
            NationalChange(entry=each, kind=kind, before=each.content, found_at=at) for each in found
        )
    return len(gone)


def _asked_for(listed: Mapping[str, Listed], *, most: int) -> list[str]:
    """Ours first, then what is new or has another name, then what was asked for longest ago."""
    known = NationalEntry.objects.filter(code__in=list(listed))
    entries = {entry.code: entry for entry in known.only("code", "name", "checked_at")}
    ours = set(published().values_list("code", flat=True)) & set(listed)
    renamed = {code for code, entry in entries.items() if entry.name != " ".join(listed[code].name.split())}
    new = set(listed) - set(entries)
    oldest = known.order_by(F("checked_at").asc(nulls_first=True), "code").values_list("code", flat=True)[:most]
    return list(dict.fromkeys([*sorted(ours), *sorted(new), *sorted(renamed), *oldest]))[:most]


def _take(source: Source, codes: Sequence[str], told: NationalFetch, *, at: datetime, is_first: bool) -> None:
    documents = dict(_documents(source, codes))
    told.asked += len(codes)
    told.broken += len(codes) - len(documents)
    with transaction.atomic(), TemporaryDirectory() as folder:
        file = Path(folder) / "fetched.jsonl"
        file.write_text("".join(f"{json.dumps(each)}\n" for each in documents.values()), encoding="utf-8")
        before = dict(NationalEntry.objects.filter(code__in=codes).values_list("code", "content"))
        became = {taken.code: taken.became for taken in take_in(file, at=at)}
        entries = {entry.code: entry for entry in NationalEntry.objects.filter(code__in=became)}
        NationalChange.objects.bulk_create(
            NationalChange(
                entry=entries[code],
                kind=_Kind.NEW if how is Became.NEW else _Kind.CHANGED,
                before=before.get(code, {}),
                after=entries[code].content,
                found_at=at,
            )
            for code, how in became.items()
            if how is Became.CHANGED or (how is Became.NEW and not is_first)
        )
        NationalEntry.objects.filter(code__in=became).update(checked_at=at)
    told.new += sum(how is Became.NEW for how in became.values())
    told.changed += sum(how is Became.CHANGED for how in became.values())
    told.broken += sum(how is Became.BROKEN for how in became.values())


def _documents(source: Source, codes: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """An answer about another procedure than the one that was asked for is no answer."""
    for code in codes:
        found = source.detail(code)
        if found is not None and found.get("MATTHC") == code:
            yield code, found
