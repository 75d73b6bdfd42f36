"""Where the dossier is: what has happened, the step it is in, and the steps to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.queries import tracking
from motcua.dossiers.queries.tracking import Moment, still_ahead
from motcua.dossiers.rules.lifecycle import CLOSED, Action, State
from motcua.sites.portal.asked import words_of
from motcua.sites.ui import fault_words, ground_words, labels

_ICONS = {
    Action.SUBMIT: "file-up",
    Action.ASK_TO_COMPLETE: "warning",
    Action.REQUEST_SUPPLEMENT: "warning",
    Action.REFUSE: "stop",
    Action.STOP: "stop",
    Action.SUSPEND: "pause",
    Action.REQUEST_PAYMENT: "money",
    Action.APOLOGISE: "mail",
    Action.CHANGE_CALENDAR: "calendar",
    Action.DECIDE: "sign",
    Action.PUBLISH: "file",
    Action.DELIVER: "star",
    Action.WITHDRAW: "undo",
}


#: States in which the dossier waits for somebody, whatever step is open.
_TURNS = {
    State.SUBMITTED: gettext_lazy("Chờ tiếp nhận"),
    State.INCOMPLETE: gettext_lazy("Chờ ông/bà hoàn thiện hồ sơ"),
    State.SUPPLEMENT_REQUESTED: gettext_lazy("Chờ ông/bà bổ sung hồ sơ"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A point of the time line, as the page's macro wants it."""

    word: str
    stage: str
    icon: str
    at: datetime | None = None
    note: str = ""


def course(dossier: Dossier, definition: Definition) -> list[Entry]:
    past = [_happened(moment, definition) for moment in tracking.timeline(dossier)]
    if State(dossier.state) in CLOSED and dossier.state != State.RESULT_READY:
        return past
    return [*past, *_ahead(dossier, definition, tracking.steps(dossier))]


def _happened(moment: Moment, definition: Definition) -> Entry:
    ground = ground_words.of_event(moment.action, moment.ground)
    parts = (moment.agency, ground, moment.competent, moment.reason, _items(moment, definition))
    note = ". ".join(part.rstrip(".") for part in parts if part)
    return Entry(
        str(labels.action_word(moment.action)), "done", _ICONS.get(moment.action, "check"), at=moment.at, note=note
    )


def _items(moment: Moment, definition: Definition) -> str:
    names = words_of(moment.items, definition)
    whys = [fault_words.of_item(item) for item in moment.asked]
    return "; ".join(f"{name} ({why})" if why else name for name, why in zip_longest(names, whys, fillvalue=""))


def _ahead(dossier: Dossier, definition: Definition, items: Sequence[WorkItem]) -> list[Entry]:
    """The open step with who has it, then what the process still holds; before acceptance all of it."""
    process = definition.process.for_channel(dossier.channel)
    names = {step.key: step.name for step in process.steps}
    now = [item for item in items if item.status == WorkStatus.OPEN]
    later = still_ahead(process, items)
    turn = _TURNS.get(State(dossier.state))
    stage = "later" if turn else "now"
    return [
        *([Entry(str(turn), "now", "hourglass")] if turn else []),
        *(Entry(names.get(item.step, item.step), stage, "clock", note=_holder(item)) for item in now),
        *(Entry(step.name, "later", "file" if step.act is Act.DELIVER else "forward") for step in later),
    ]


def _holder(item: WorkItem) -> str:
    if item.child_dossier is not None:
        return item.child_dossier.deciding_agency.name
    if item.post is None or item.post.account_id is None:
        return item.agency.name
    return _("%(agency)s. Người đang làm: %(officer)s") % {
        "agency": item.agency.name,
        "officer": item.post.account.person.full_name,
    }
