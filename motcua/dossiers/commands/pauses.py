"""The clock stands while a step waits on a legal ground, and goes on when the last of them is done."""

from datetime import datetime

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act, Step
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Action, State


def stand(dossier: Dossier, step: Step, *, at: datetime, document: str = "") -> None:
    """A step that has a ground opens: the clock stands, if it does not stand already.

    A public posting has its ground from when the notice hangs, and not before; `document` is the notice's number.
    """
    if step.ground is None or dossier.state != State.IN_PROGRESS:
        return
    if step.act is Act.POST_PUBLICLY and not document:
        return
    action = Action.REQUEST_PAYMENT if step.act is Act.PAY else Action.SUSPEND
    told = {"ground": step.ground, "step": step.key, **({"document": document} if document else {})}
    record(dossier, action, actor=SYSTEM, at=at, details=told)


def go_on(dossier: Dossier, step: Step, *, actor: Actor, at: datetime) -> None:
    """A step that has a ground is done: the clock goes on, unless another branch still has one."""
    if step.ground is None or dossier.state != State.SUSPENDED:
        return
    grounds = {each.key for each in definition_of(dossier.procedure_version_id).steps if each.ground}
    begun = WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN, parent=None)
    others = begun.filter(step__in=grounds - {step.key})
    if not others.exclude(act=Act.POST_PUBLICLY, posting=None).exists():
        record(dossier, Action.CONTINUE, actor=actor, at=at, details={"ground": step.ground, "step": step.key})
