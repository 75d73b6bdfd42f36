"""The way of a dossier through the desks: the steps done, the one it stands in, and those to come."""

from dataclasses import dataclass
from datetime import datetime

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.workflows.steps import steps_for
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.queries import tracking

_STAGES = {
    WorkStatus.DONE: "done",
    WorkStatus.RETURNED: "done",
    WorkStatus.OPEN: "now",
    WorkStatus.WAITING: "later",
    WorkStatus.CANCELLED: "later",
}


@dataclass(frozen=True, slots=True)
class Stop:
    word: str
    #: done, now or later
    stage: str
    agency: str = ""
    person: str = ""
    opened_at: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None


def way(dossier: Dossier, definition: Definition) -> list[Stop]:
    steps = steps_for(definition.steps, channel=dossier.channel)
    names = {step.key: step.name for step in steps}
    items = tracking.steps(dossier)
    reached = {item.step for item in items}
    later = [Stop(step.name, "later") for step in steps if step.key not in reached]
    return [*(_stop(item, names) for item in items), *later]


def _stop(item: WorkItem, names: dict[str, str]) -> Stop:
    return Stop(
        word=names.get(item.step, item.step),
        stage=_STAGES[WorkStatus(item.status)],
        agency=item.agency.name,
        person=item.post.account.person.full_name if item.post else "",
        opened_at=item.opened_at,
        due_at=item.due_at,
        done_at=item.done_at,
    )
