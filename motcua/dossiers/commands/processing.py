"""While it is being handled: hand on, ask for a supplement, wait for a confirmation or a payment."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act, Step, step_named
from motcua.dossiers.commands import filing, work
from motcua.dossiers.commands.intake import NothingAskedFor, ReasonMissing
from motcua.dossiers.models import Dossier, DossierEvent, Filing, WorkItem
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.refusals import Refusal


class SecondSupplementRequest(Refusal):
    """A supplement is asked for once, completely (NĐ 61/2018 art. 15.3 and 17.2)."""


class WaitsForApplicant(Refusal):
    """The applicant has been asked for something: the steps go on when the dossier is complete again."""


class StepNeedsItsOwnAct(Refusal):
    """This step is finished by its own act, such as deciding or delivering."""


#: Steps that an officer finishes by handing on; the others are finished by an act of the lifecycle.
HANDED_ON = frozenset({Act.WORK, Act.CONSULT, Act.POST_PUBLICLY})

#: A step that stops the clock does it through the lifecycle, naming its legal ground.
_PAUSES = {
    Act.CONFIRM_DRAFT: Action.SUSPEND,
    Act.CONSULT: Action.SUSPEND,
    Act.POST_PUBLICLY: Action.SUSPEND,
    Act.PAY: Action.REQUEST_PAYMENT,
}


@transaction.atomic
def assign(item: WorkItem, *, actor: Actor, at: datetime) -> DossierEvent | None:
    """Take a step; the first taking of a dossier in hand is told to the national portal as "being processed"."""
    taken = work.take(item, actor=actor, at=at)
    dossier = taken.dossier
    if dossier.state != State.IN_PROGRESS or dossier.events.filter(action=Action.ASSIGN).exists():
        return None
    return record(dossier, Action.ASSIGN, actor=actor, at=at, details={"step": taken.step})


@transaction.atomic
def forward(item: WorkItem, *, actor: Actor, at: datetime) -> WorkItem | None:
    """Finish a step and hand on to the next.

    Raises StepGone, NotYourStep, StepNeedsItsOwnAct, WaitsForApplicant.
    """
    if item.act not in HANDED_ON:
        raise StepNeedsItsOwnAct
    state = Dossier.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=item.dossier_id)
    if state == State.SUPPLEMENT_REQUESTED:
        raise WaitsForApplicant
    if state == State.SUSPENDED:
        record(item.dossier, Action.CONTINUE, actor=actor, at=at)
    following = work.finish(item, actor=actor, at=at)
    if following is not None:
        _pause_for(following, at=at)
    return following


@transaction.atomic
def confirm_draft(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """The applicant agrees with the draft of the result, or her time to object has passed."""
    item = work.open_item(dossier, Act.CONFIRM_DRAFT)
    record(dossier, Action.CONTINUE, actor=actor, at=at, details={"ground": "applicant_confirmation"})
    return work.finish(item, actor=actor, at=at)


@transaction.atomic
def confirm_payment(dossier: Dossier, *, actor: Actor, at: datetime) -> WorkItem | None:
    """The financial duty is settled; the clock goes on where it stood."""
    item = work.open_item(dossier, Act.PAY)
    record(dossier, Action.CONFIRM_PAYMENT, actor=actor, at=at, details={"ground": "financial_duty"})
    return work.finish(item, actor=SYSTEM, at=at)


@transaction.atomic
def request_supplement(
    dossier: Dossier, *, actor: Actor, at: datetime, items: Sequence[str], reason: str
) -> DossierEvent:
    """Yêu cầu bổ sung (Mẫu 02) while processing: once, complete; the clock stops."""
    if not items:
        raise NothingAskedFor
    if not reason.strip():
        raise ReasonMissing
    if dossier.supplement_rounds:
        raise SecondSupplementRequest
    details = {"items": [*items], "ground": "supplement"}
    return record(dossier, Action.REQUEST_SUPPLEMENT, actor=actor, at=at, details=details, remark=reason)


@transaction.atomic
def supplement(dossier: Dossier, *, actor: Actor, at: datetime, key: str) -> Filing:
    """The applicant completes the dossier; by law the period begins again."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    earlier = filing.already_filed(dossier, key=key)
    if earlier is not None:
        return earlier
    filed = filing.freeze(dossier, key=key, actor=actor, at=at)
    record(dossier, Action.SUPPLEMENT, actor=actor, at=at, details={"filing": filed.number})
    return filed


def _pause_for(item: WorkItem, *, at: datetime) -> None:
    step = _step(item)
    action = _PAUSES.get(step.act)
    if action is not None and step.ground:
        record(item.dossier, action, actor=SYSTEM, at=at, details={"ground": step.ground, "step": step.key})


def _step(item: WorkItem) -> Step:
    return step_named(definition_of(item.dossier.procedure_version_id).steps, key=item.step)
