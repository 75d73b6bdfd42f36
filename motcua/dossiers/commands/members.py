"""The members of an interlinked dossier: completed by an officer, gathered when they end, ended with their parent.

Whoever locks both takes the parent first and then its members in their order: an end that comes from below and one
that comes from above meet at the parent's row, and neither waits for what the other has.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import interlinking, work
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import CLOSED, Action, State
from motcua.foundation.files.models import StoredFile

#: A member that is decided is not undone by the end of its parent: its result is out, or about to be.
_TO_BE_ENDED = frozenset(State) - {*CLOSED, State.DRAFT, State.DECIDED}


def lock_parent(dossier: Dossier) -> None:
    """To be called first by every act that ends a dossier; the act itself then locks the dossier."""
    if dossier.parent_id is not None:
        Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.parent_id)


@transaction.atomic
def complete(
    item: WorkItem,
    *,
    actor: Actor,
    at: datetime,
    answers: Mapping[str, Any],
    files: Mapping[str, StoredFile] | None = None,
) -> Dossier:
    """Open the member that could not be opened by itself, with what the officer adds.

    Raises StepGone, NotYourStep, ChildIncomplete and what `filing.freeze` raises.
    """
    Dossier.objects.select_for_update(of=("self",)).get(pk=item.dossier_id)
    taken = work.take(item, actor=actor, at=at)
    if taken.act != Act.OPEN_CHILD or taken.child_dossier_id is not None:
        raise work.StepGone
    member = interlinking.intended(taken, at=at, completed=answers, files=files)
    child = interlinking.file(member, at=at)
    work.begin(child, actor=SYSTEM, at=at)
    return child


def ended(dossier: Dossier, *, at: datetime) -> None:
    """Has come to its end, one way or the other: its parent's step is done with that, and its own members end.

    To be called in the transaction that ended it, which began with `lock_parent`.
    """
    end_children(dossier, at=at)
    if dossier.parent_id is not None:
        _gather(dossier, at=at)


def end_children(dossier: Dossier, *, at: datetime) -> None:
    """What nobody has decided yet is stopped; the rest goes its way."""
    for child in dossier.children.select_for_update(of=("self",)).filter(state__in=_TO_BE_ENDED).order_by("pk"):
        record(child, Action.STOP, actor=SYSTEM, at=at, details={"ground": StopGround.PARENT_ENDED.value})
        work.cancel_open(child, at=at)
        end_children(child, at=at)


def _gather(child: Dossier, *, at: datetime) -> None:
    """The parent goes on with what became of the member; a result lies with the parent from now on.

    A refusal or a stop is an answer as well: it holds up nobody, and what the others have is handed out.
    """
    item = WorkItem.objects.filter(child_dossier=child, status=WorkStatus.OPEN).first()
    if item is None:
        return
    if child.state == State.RESULT_READY:
        record(child, Action.DELIVER, actor=SYSTEM, at=at, details={"to_parent": True})
        work.cancel_open(child, at=at)
    work.finish(item, actor=SYSTEM, at=at)
