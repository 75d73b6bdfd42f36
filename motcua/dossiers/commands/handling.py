"""Steps in the hands of officers: take, hand on."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import work
from motcua.dossiers.models import Dossier, DossierEvent, WorkItem
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.refusals import Refusal


class WaitsForApplicant(Refusal):
    """The applicant has been asked for something: the steps go on when the dossier is complete again."""


class StepNeedsItsOwnAct(Refusal):
    """This step is finished by its own act, such as deciding or delivering."""


#: Steps that an officer finishes by handing on; the others are finished by an act of the lifecycle.
HANDED_ON = frozenset({Act.WORK, Act.CONSULT, Act.POST_PUBLICLY})


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
    return work.finish(item, actor=actor, at=at)
