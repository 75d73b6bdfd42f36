"""Where a step is done, in which case, and until when: what the steps of one dossier ask about their process."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, Act, Step
from motcua.dossiers.models import DeliveryChoice, Dossier, Way
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, add, legal_day
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind


def process_of(dossier: Dossier) -> Process:
    """Of the version and channel of the dossier; kept for the life of the process."""
    return _process(dossier.procedure_version_id, dossier.channel)


@lru_cache(maxsize=1024)
def _process(version_id: int, channel: str) -> Process:
    return definition_of(version_id).process.for_channel(channel)


def case_of(dossier: Dossier) -> Callable[[Tree], bool]:
    """Whether a condition of the process holds for what was filed and what the officer found. Read when first asked."""
    known: dict[str, object] = {}

    def is_so(tree: Tree) -> bool:
        if not known:
            found = dossier.events.filter(action=Action.ACCEPT).values_list("details__found", flat=True).first()
            known.update({**dossier.filings.latest("number").answers, **(found or {})})
        return holds(tree, known, Context(today=date.min, channel=dossier.channel))

    return is_so


def seat_of(dossier: Dossier, step: Step, *, at: datetime) -> tuple[int, str]:
    """At which agency and in which role the step is done.

    An agency outside this installation is asked on paper: the deciding agency's processor keeps that step. A result is
    handed out at the desk that its person chose.
    """
    if step.act is Act.DELIVER and (desk := _chosen_desk(dossier)) is not None:
        return desk, step.role
    named = {RECEIVING_UNIT: dossier.receiving_unit_id, DECIDING_AGENCY: dossier.deciding_agency_id}.get(step.unit)
    if named is not None:
        return named, step.role
    found = competence.in_commune(
        AgencyKind(step.unit), commune_code=dossier.deciding_agency.commune_code, on=legal_day(at)
    )
    return (found.pk, step.role) if found is not None else (dossier.deciding_agency_id, Role.PROCESSOR)


def _chosen_desk(dossier: Dossier) -> int | None:
    last = DeliveryChoice.objects.filter(dossier=dossier.pk).order_by("-number").first()
    return last.unit_id if last is not None and last.way == Way.DESK else None


def due_at(dossier: Dossier, step: Step, *, at: datetime) -> datetime | None:
    """By when the step should be done: the days that whoever is asked has, otherwise its share of the legal time."""
    if step.act is Act.CONSULT and step.max_days is not None:
        calendar = versions.calendar_of(versions.current_id())
        return add(calendar, at, Period(step.max_days, step.max_unit)).due_at
    return _share_of_time(dossier, step, at=at)


def _share_of_time(dossier: Dossier, step: Step, *, at: datetime) -> datetime | None:
    """The step's share of the time that is left by law, in step with the shares still to come on the longest way."""
    if dossier.due_at is None:
        return None
    rest = process_of(dossier).share_left(step.key)
    return at + max(dossier.due_at - at, timedelta()) * (step.share_pct / rest if rest else 1)
