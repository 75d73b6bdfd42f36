"""Many results under one authorisation: all are asked for, the key answers once for all, and each goes on by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from motcua.dossiers.commands import numbers, results, signing, signing_acts, signing_documents
from motcua.dossiers.models import Batch, BatchItem, Dossier, Fate, SigningRequest, SigningStage, SigningState
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import keys
from motcua.foundation.signing.stores.down import SigningServiceDown


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for one dossier of a batch."""

    stage: SigningStage
    actor: Actor
    at: datetime
    batch: Batch


def seen(dossiers: Sequence[Dossier]) -> dict[str, str]:
    """SHA-256 of what would be signed, by row number: kept when the officer presses."""
    found = ((str(each.pk), results.current(each)) for each in dossiers)
    return {key: result.file.sha256 for key, result in found if result is not None}


def prepare(wish: Wish) -> None:
    """Ask for every signature of the batch, and get the answers. What is refused is refused again, item by item."""
    waiting = wish.batch.items.filter(fate=Fate.WAITING).select_related("dossier").order_by("number")
    asked = 0
    for item in waiting:
        if signing_acts.has_key(wish.stage, item.dossier, actor=wish.actor, at=wish.at):
            asked += _asked(item, wish, options_of(wish.batch, asked))
    requests = wish.batch.signing_requests.filter(state=SigningState.ASKED, stage=wish.stage)
    ordered = requests.select_related("key__account__person", "key__agency").order_by("key_id", "pk")
    for _, of_key in groupby(ordered, key=lambda request: request.key_id):
        _answered(list(of_key), at=wish.at)


def carried_out(item: BatchItem, wish: Wish) -> bool:
    """Whether the signature is there and its act was done. Raises what refused it."""
    if not signing_acts.has_key(wish.stage, item.dossier, actor=wish.actor, at=wish.at):
        return False
    asked = wish.batch.signing_requests.filter(result__dossier_id=item.dossier_id, stage=wish.stage)
    answered = asked.filter(state=SigningState.ANSWERED).first()
    if answered is not None:
        signing.finish(answered, at=wish.at)
        return True
    if not asked.exists():
        _refused(item, wish)
    raise SigningServiceDown


def options_of(batch: Batch, count: int) -> dict[str, str]:
    """Of the dossier that is the next after `count`."""
    given: Mapping[str, Any] = batch.options
    if "number" in given:
        return {"number": numbers.following(str(given["number"]), count)}
    # What is signed anew was decided before.
    return {"outcome": str(given["outcome"])} if "outcome" in given else {}


@transaction.atomic
def _refused(item: BatchItem, wish: Wish) -> None:
    """Raises once more what refused it; should nothing do so any more, it is taken back: nobody has asked the key."""
    _ask(item, wish, options_of(wish.batch, wish.batch.signing_requests.count()))
    raise SigningServiceDown


def _asked(item: BatchItem, wish: Wish, options: Mapping[str, str]) -> int:
    try:
        with transaction.atomic():
            _ask(item, wish, options)
    except Refusal:
        return 0
    return 1


def _ask(item: BatchItem, wish: Wish, options: Mapping[str, str]) -> SigningRequest:
    shown = wish.batch.options.get("seen", {}).get(str(item.dossier_id), "")
    return signing.ask(
        item.dossier, wish.stage, actor=wish.actor, at=wish.at, seen=shown, options=options, batch=wish.batch
    )


def _answered(requests: list[SigningRequest], *, at: datetime) -> None:
    """A service that does not answer ends them all: nothing is left that would sign later, unseen."""
    try:
        signatures = keys.raw_signatures(requests[0].key, [bytes(each.to_be_signed) for each in requests])
        for request, signature in zip(requests, signatures, strict=True):
            signing.note_answer(request, signing_documents.with_answer(request, signature), at=at)
    except SigningServiceDown as down:
        for request in requests:
            signing.fail(request, down)
