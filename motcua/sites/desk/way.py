"""The way of a dossier through the desks: the steps done, the one it stands in, and those to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.queries import tracking

_STAGES = {
    WorkStatus.DONE: "done",
    WorkStatus.RETURNED: "done",
    WorkStatus.OPEN: "now",
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


def way(dossier: Dossier, definition: Definition, items: Sequence[WorkItem]) -> list[Stop]:
    """`items` are all of the dossier's; questions to other agencies are no stops."""
    process = definition.process.for_channel(dossier.channel)
    names = {step.key: step.name for step in process.steps}
    steps = [item for item in items if item.parent_id is None]
    later = [Stop(step.name, "later") for step in tracking.still_ahead(process, steps)]
    reached = [item for item in steps if item.status != WorkStatus.WAITING]
    return [*(_stop(item, names) for item in reached), *later]


def _stop(item: WorkItem, names: dict[str, str]) -> Stop:
    return Stop(
        word=_word(names.get(item.step, item.step), item),
        stage=_STAGES[WorkStatus(item.status)],
        agency=(item.child_dossier.deciding_agency if item.child_dossier else item.agency).name,
        person=item.post.account.person.full_name if item.post else "",
        opened_at=item.opened_at,
        due_at=item.due_at,
        done_at=item.done_at,
    )


def _word(name: str, item: WorkItem) -> str:
    return _("%(step)s (đã trả lại)") % {"step": name} if item.status == WorkStatus.RETURNED else name
