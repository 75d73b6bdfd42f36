"""Following a dossier: all of it for its people, the status with the printed secret, the degree with the code."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act, Step, steps_for
from motcua.dossiers.access import HEAVY, visible_to
from motcua.dossiers.models import Dossier, DossierEvent, OfflineReception, WorkItem, WorkStatus
from motcua.dossiers.queries.requests import AskedItem, items_of_all
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.codes import normalised
from motcua.dossiers.rules.lifecycle import CLOSED, Action, Role, State
from motcua.foundation.organisations.models import Agency

#: Filed, and not much more.
_BEGUN = 10
#: What the system notes for officers is not news for the citizen.
_INTERNAL = (Action.NOTE_DUE_SOON, Action.NOTE_OVERDUE, Action.NOTE_UNANSWERED)


@dataclass(frozen=True, slots=True)
class Degree:
    """What anybody may know who has a code: how far it has come, and nothing about whose it is (TT01/2018 art. 16)."""

    code: str
    percent: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What the printed secret opens: where the dossier is and when it is due. No answers, no names of people."""

    code: str
    procedure: str
    state: State
    agency: str
    submitted_at: datetime | None
    accepted_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None
    finished_at: datetime | None
    percent: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the time line. `reason` is what the officer wrote for the applicant."""

    number: int
    action: Action
    at: datetime
    by: Role
    agency: str
    reason: str
    items: tuple[str, ...]
    #: The same with what is wrong with each.
    asked: tuple[AskedItem, ...] = ()
    #: On which ground a dossier was refused, stopped or taken back.
    ground: str = ""
    #: Where another agency is competent, its name.
    competent: str = ""


def filed(code: str) -> Dossier | None:
    """The filed dossier with that code, however it was typed or scanned; older ways of writing it as well."""
    return (
        Dossier.objects.filter(code=normalised(code))
        .select_related("procedure_version__procedure", "deciding_agency", "receiving_unit")
        .defer(HEAVY)
        .first()
    )


def degree(dossier: Dossier) -> Degree:
    return Degree(code=str(dossier.code), percent=_percent(dossier), is_closed=State(dossier.state) in CLOSED)


def status(dossier: Dossier, *, secret: str) -> Status | None:
    """The status, if the secret is the one on the receipt; None is answered like a code that does not exist."""
    if not hmac.compare_digest(normalised(secret).encode(), dossier.tracking_secret.encode()):
        return None
    return Status(
        code=str(dossier.code),
        procedure=dossier.procedure_version.procedure.short_name,
        state=State(dossier.state),
        agency=dossier.deciding_agency.name,
        submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at,
        due_at=dossier.due_at,
        promised_at=dossier.promised_at,
        finished_at=dossier.finished_at,
        percent=_percent(dossier),
    )


def received_offline(code: str) -> OfflineReception | None:
    """What a counter took in without a line and nobody has typed yet: its receipt is in somebody's hand."""
    found = OfflineReception.objects.filter(number__code=normalised(code), dossier__state=State.DRAFT)
    return found.select_related("number", "dossier__procedure_version__procedure", "dossier__deciding_agency").first()


def status_on_receipt(received: OfflineReception, *, secret: str) -> Status | None:
    """What the receipt says, for whoever has its secret; None is answered like a code that does not exist."""
    if not hmac.compare_digest(normalised(secret).encode(), received.number.secret.encode()):
        return None
    return Status(
        code=received.number.code,
        procedure=received.dossier.procedure_version.procedure.short_name,
        state=State.IN_PROGRESS,
        agency=received.dossier.deciding_agency.name,
        submitted_at=received.received_at,
        accepted_at=received.received_at,
        due_at=received.promised_at,
        promised_at=received.promised_at,
        finished_at=None,
        percent=_BEGUN,
    )


def degree_on_receipt(received: OfflineReception) -> Degree:
    return Degree(code=received.number.code, percent=_BEGUN, is_closed=False)


def own(actor: Actor) -> QuerySet[Dossier]:
    """A citizen's dossiers and drafts, the newest first."""
    return (
        visible_to(actor)
        .select_related("procedure_version__procedure", "deciding_agency")
        .order_by("-started_at", "-pk")
    )


def timeline(dossier: Dossier, *, desk: bool = False) -> list[Moment]:
    """What happened, in order. The caller found the dossier through `visible_to`."""
    events = DossierEvent.objects.filter(dossier=dossier).select_related("agency", "remark").order_by("number")
    if not desk:
        events = events.exclude(action__in=_INTERNAL)
    found = list(events)
    asked = items_of_all(found)
    competent = _competent(found)
    return [
        Moment(
            number=event.number,
            action=Action(event.action),
            at=event.happened_at,
            by=Role(event.role),
            agency=event.agency.name if event.agency else "",
            reason=event.remark.text if event.remark else "",
            items=tuple(event.details.get("items", ())),
            asked=asked.get(event.pk, ()),
            ground=event.details.get("ground", ""),
            competent=competent.get(event.details.get("agency", 0), ""),
        )
        for event in found
    ]


def _competent(events: Iterable[DossierEvent]) -> dict[int, str]:
    """The agencies to which refusals send people, by name."""
    ids = {event.details["agency"] for event in events if event.action == Action.REFUSE and "agency" in event.details}
    return dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def steps(dossier: Dossier) -> list[WorkItem]:
    """The steps so far, with who has them; for the desk and for the people of the dossier. Questions are no steps."""
    items = WorkItem.objects.filter(dossier=dossier, parent=None).order_by("pk")
    return list(items.select_related("agency", "post__account__person", "child_dossier__deciding_agency"))


def still_ahead(process: Process, items: Sequence[WorkItem]) -> list[Step]:
    """The steps to which what is under way can still lead; before acceptance all but the acceptance itself.

    A branch that this case does not take is not ahead.
    """
    if not items:
        return [step for step in process.steps if step.act is not Act.ACCEPT]
    under_way = {item.step for item in items if item.status in (WorkStatus.OPEN, WorkStatus.WAITING)}
    waiting = {item.step for item in items if item.status == WorkStatus.WAITING}
    ahead = waiting.union(*(process.all_ahead.get(key, frozenset()) for key in under_way))
    return [step for step in process.steps if step.key in ahead - (under_way - waiting)]


def _percent(dossier: Dossier) -> int:
    """Steps done of the steps there are; filed but not accepted is a tenth of the way."""
    if State(dossier.state) in CLOSED:
        return 100
    total = len(steps_for(definition_of(dossier.procedure_version_id).steps, channel=dossier.channel))
    items = WorkItem.objects.filter(dossier=dossier, status=WorkStatus.DONE, parent=None)
    done: int = items.aggregate(steps=Count("step", distinct=True))["steps"]
    return max(_BEGUN, min(95, round(100 * done / total)))
