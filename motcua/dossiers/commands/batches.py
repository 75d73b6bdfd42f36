"""One act on many dossiers: each in a transaction of its own, so that one refusal holds up no other."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.blueprints.workflows.steps import Act as StepAct
from motcua.dossiers.access import work_of
from motcua.dossiers.commands import decision, handing_over, handling, intake, numbers, replacing, signing_many, work
from motcua.dossiers.commands.handing_over import Receiver
from motcua.dossiers.commands.signing_many import Wish
from motcua.dossiers.models import (
    Batch,
    BatchItem,
    Dossier,
    Fate,
    SeenBy,
    SigningStage,
    ToWhom,
    WorkItem,
)
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.refusals import Refusal

#: No officer can answer for more at one press.
MOST = 500


class NothingChosen(Refusal):
    """A batch is of at least one dossier."""


@transaction.atomic
def begin(  # noqa: PLR0913 - everything about one batch, each by name
    act: str,
    *,
    dossiers: Sequence[Dossier],
    key: UUID,
    actor: Actor,
    at: datetime,
    options: Mapping[str, str],
    queue: str = "",
) -> Batch:
    """Write down what is to be done. The same key again is the same batch, whatever was chosen. Raises NothingChosen.

    The caller found the dossiers through `visible_to`.
    """
    if not dossiers:
        raise NothingChosen
    assert actor.account_id is not None, "officers have accounts"
    assert actor.post_id is not None, "officers have posts"
    facts = {
        "act": act,
        "options": _options(act, dossiers, options),
        "queue": queue,
        "begun_at": at,
        "on_behalf_of_id": actor.on_behalf_of_id,
    }
    batch, is_new = Batch.objects.get_or_create(
        uuid=key, account_id=actor.account_id, defaults={"post_id": actor.post_id, **facts}
    )
    if is_new:
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, number=number, dossier=dossier)
            for number, dossier in enumerate(dossiers[:MOST], start=1)
        )
    return batch


def _options(act: str, dossiers: Sequence[Dossier], given: Mapping[str, str]) -> dict[str, Any]:
    """With what is signed, as it stands when the officer presses: a document that changes later is not signed.

    The number of a card is not kept in the open.
    """
    told = {**given, "proof": seal(given["proof"]).decode()} if "proof" in given else dict(given)
    return {**told, "seen": signing_many.seen(dossiers[:MOST])} if act in _SIGNED else told


def run(batch: Batch, *, at: datetime) -> None:
    """Do what is still to be done; after an interruption it goes on where it was."""
    post = batch.post
    actor = Actor(
        role=Role(post.role),
        account_id=batch.account_id,
        person_id=batch.account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
        on_behalf_of_id=batch.on_behalf_of_id,
    )
    if batch.act in _SIGNED:
        signing_many.prepare(Wish(_SIGNED[batch.act], actor, at, batch))
    for item_id in batch.items.filter(fate=Fate.WAITING).order_by("number").values_list("pk", flat=True):
        _do(item_id, batch, actor=actor, at=at)


@transaction.atomic
def _do(item_id: int, batch: Batch, *, actor: Actor, at: datetime) -> None:
    """The batch is held meanwhile: a job that runs twice does nothing twice.

    Each command has a savepoint of its own, so that a refusal leaves nothing half done.
    """
    items = BatchItem.objects.select_for_update(of=("batch",)).select_related("batch", "dossier")
    item = items.filter(pk=item_id, fate=Fate.WAITING).first()
    if item is None:
        return
    try:
        ACTS[batch.act](item, actor, at)
        item.fate = Fate.DONE
    except Refusal as refusal:
        item.fate, item.refusal = Fate.REFUSED, type(refusal).__name__
        item.facts = {name: str(fact) for name, fact in refusal.facts.items()}
    item.save(update_fields=["fate", "refusal", "facts"])


def _accept(item: BatchItem, actor: Actor, at: datetime) -> None:
    """Under the limit that the law gives the case; who finds another one opens the dossier by itself."""
    intake.accept(item.dossier, actor=actor, at=at)


def _take(item: BatchItem, actor: Actor, at: datetime) -> None:
    handling.assign(_step_of(item, actor), actor=actor, at=at)


def _forward(item: BatchItem, actor: Actor, at: datetime) -> None:
    handling.forward(_step_of(item, actor), actor=actor, at=at)


def _publish(item: BatchItem, actor: Actor, at: datetime) -> None:
    """Numbered one after the other from the first number on; one that is refused uses none up."""
    _step_of(item, actor, act=StepAct.PUBLISH)
    if signing_many.carried_out(item, Wish(SigningStage.SEAL, actor, at, item.batch)):
        return
    decision.publish(item.dossier, actor=actor, at=at, number=_next_number(item))


def _sign(item: BatchItem, actor: Actor, at: datetime) -> None:
    """Granted: a denial has a reason of its own, and is written in its own dossier."""
    _step_of(item, actor, act=StepAct.DECIDE)
    if not signing_many.carried_out(item, Wish(SigningStage.SIGNATURE, actor, at, item.batch)):
        decision.decide(item.dossier, actor=actor, at=at, outcome=Outcome.GRANTED)


def _sign_again(item: BatchItem, actor: Actor, at: datetime) -> None:
    """It was decided before: what is signed is a later version, which is no step."""
    if not signing_many.carried_out(item, Wish(SigningStage.SIGNATURE, actor, at, item.batch)):
        replacing.sign_again(item.dossier, actor=actor)


def _reissue(item: BatchItem, actor: Actor, at: datetime) -> None:
    """In the places of recalled ones."""
    if not signing_many.carried_out(item, Wish(SigningStage.SEAL, actor, at, item.batch)):
        replacing.reissue(item.dossier, actor=actor, at=at, number=_next_number(item))


def _deliver(item: BatchItem, actor: Actor, at: datetime) -> None:
    """To the one person who stands there with her card: what is not hers is refused, and has a page of its own."""
    _step_of(item, actor, act=StepAct.DELIVER)
    proof = unseal(str(item.batch.options.get("proof", "")).encode())
    receiver = Receiver(to=ToWhom.HERSELF, seen_by=SeenBy.ID_TYPED, proof=proof)
    handing_over.hand_over(item.dossier, receiver=receiver, actor=actor, at=at)


ACTS: dict[str, Callable[[BatchItem, Actor, datetime], None]] = {
    "accept": _accept,
    "take": _take,
    "forward": _forward,
    "sign": _sign,
    "sign-again": _sign_again,
    "reissue": _reissue,
    "publish": _publish,
    "deliver": _deliver,
}


#: Acts that a key signs for, all of a batch at once.
_SIGNED = {
    "sign": SigningStage.SIGNATURE,
    "sign-again": SigningStage.SIGNATURE,
    "publish": SigningStage.SEAL,
    "reissue": SigningStage.SEAL,
}


def _next_number(item: BatchItem) -> str:
    options: Mapping[str, Any] = item.batch.options
    return numbers.following(options["number"], item.batch.items.filter(fate=Fate.DONE).count())


def _step_of(item: BatchItem, actor: Actor, *, act: StepAct | None = None) -> WorkItem:
    """The open step of the dossier that is this officer's. Raises StepGone."""
    steps = work_of(actor).filter(dossier_id=item.dossier_id)
    step = (steps.filter(act=act) if act else steps).order_by("pk").first()
    if step is None:
        raise work.StepGone
    return step
