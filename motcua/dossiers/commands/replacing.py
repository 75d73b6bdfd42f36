"""An issued result is found to be wrong: it is recalled, and a new version goes the same way in its place.

The dossier's legal life is over and stays so: these are facts of the result, not of the clock.
"""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import decision, results
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import Dossier, Recall, Replacement, Result, ResultState
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, State
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal

#: What follows, by name: the citizen is told, and the copy in her archive serves no more.
RECALLED, REPLACED = "effects.result_recalled", "effects.result_replaced"
_DECIDES = frozenset({Role.SIGNATORY})
#: As for the first publication: the clerk, or the signatory where the process names no clerk.
_ISSUES = frozenset({Role.CLERK, Role.SIGNATORY})


class NothingToSign(Refusal):
    """There is no new version that waits for a signature."""


class NotIssued(Refusal):
    """Only a result that is out, and has not been recalled, can be recalled."""


@transaction.atomic
def recall(result: Result, *, actor: Actor, at: datetime, reason: str) -> Recall:
    """By whoever may decide such dossiers, with a reason. Raises NotIssued, ReasonMissing, OtherAgency, NotAllowed."""
    if not reason.strip():
        raise ReasonMissing
    dossier = _held(result.dossier, actor=actor, roles=_DECIDES)
    if not Result.objects.filter(pk=result.pk, state=ResultState.ISSUED).update(state=ResultState.RECALLED):
        raise NotIssued
    remark, remark_hash = write_remark(dossier, reason, at=at)
    assert actor.post_id is not None, "officers have posts"
    assert actor.account_id is not None, "officers have accounts"
    found = Recall.objects.create(
        result=result,
        at=at,
        by_post_id=actor.post_id,
        by_account_id=actor.account_id,
        remark=remark,
        remark_hash=remark_hash,
    )
    enqueue(RECALLED, result_id=result.pk)
    result.refresh_from_db(fields=["state"])
    return found


@transaction.atomic
def sign_again(dossier: Dossier, *, actor: Actor) -> Result:
    """A version that came after the decision is signed by whoever may decide. Raises NothingToSign."""
    _held(dossier, actor=actor, roles=_DECIDES)
    found = results.current(dossier)
    if found is None or found.state != ResultState.DRAFT or not takes_another(dossier):
        raise NothingToSign
    results.mark_signed(dossier)
    return found


@transaction.atomic
def reissue(dossier: Dossier, *, actor: Actor, at: datetime, number: str) -> Result:
    """The clerk numbers and seals what takes the place of a recalled result. Raises ResultNotSigned, NumberTaken."""
    held = _held(dossier, actor=actor, roles=_ISSUES)
    found = decision.issue(held, number=number, at=at)
    recalled = Result.objects.filter(dossier=dossier, kind=found.kind, state=ResultState.RECALLED, replacement=None)
    for earlier in recalled:
        Replacement.objects.create(recalled=earlier, by=found)
    enqueue(REPLACED, result_id=found.pk)
    return found


def takes_another(dossier: Dossier) -> bool:
    """Decided and not out yet, or out and recalled."""
    waits = dossier.results.filter(state=ResultState.RECALLED, replacement=None).exists()
    return State(dossier.state) is State.DECIDED or waits


def _held(dossier: Dossier, *, actor: Actor, roles: frozenset[Role]) -> Dossier:
    """The dossier, held for this transaction. Raises OtherAgency, NotAllowed."""
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if actor.agency_id != held.deciding_agency_id:
        raise OtherAgency
    if actor.role not in roles:
        raise NotAllowed(action=Action.DECIDE, state=State(held.state), role=actor.role)
    return held
