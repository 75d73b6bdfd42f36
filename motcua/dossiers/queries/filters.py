"""Narrowing a worklist: by procedure, way of filing, lateness, who has it, and the agency that decides."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Channel, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor

#: Row numbers in the database have nineteen at most.
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Filters:
    """As the address carries them: keys and numbers only, so that a view can be kept and sent. Empty means all."""

    procedure: str = ""
    channel: str = ""
    late: str = ""
    holder: str = ""
    agency: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in asdict(self).items() if value})


NONE = Filters()
#: What a filter of lateness lets through, from now on.
_LATE: Mapping[str, Callable[[datetime], dict[str, datetime]]] = {
    "late": lambda at: {"due_at__lt": at},
    "today": lambda at: {"due_at__gte": at, "due_at__lt": at + timedelta(hours=24)},
    "later": lambda at: {"due_at__gte": at + timedelta(hours=24)},
}
MINE, NOBODY = "mine", "nobody"


def read(given: Mapping[str, Any]) -> Filters:
    """From an address or a form; what nobody offers is passed over, so an old view still opens."""
    return Filters(
        procedure=str(given.get("procedure", ""))[:40],
        channel=_among(given.get("channel"), set(Channel.values)),
        late=_among(given.get("late"), set(_LATE)),
        holder=_holder(str(given.get("holder", ""))),
        agency=_number(str(given.get("agency", ""))),
    )


def narrowed(found: QuerySet[Any], only: Filters, *, actor: Actor, at: datetime, is_work: bool) -> QuerySet[Any]:
    """The rows of a list of dossiers or of steps that pass all filters."""
    of_dossier = "dossier__" if is_work else ""
    if only.procedure:
        versions = ProcedureVersion.objects.filter(procedure__code=only.procedure).values_list("pk", flat=True)
        found = found.filter(**{f"{of_dossier}procedure_version_id__in": list(versions)})
    if only.channel:
        found = found.filter(**{f"{of_dossier}channel": only.channel})
    if only.late:
        found = found.filter(**{f"{of_dossier}{name}": moment for name, moment in _LATE[only.late](at).items()})
    if only.agency:
        found = found.filter(**{f"{of_dossier}deciding_agency_id": int(only.agency)})
    return found.filter(_held(only.holder, actor, is_work=is_work)) if only.holder else found


def _held(holder: str, actor: Actor, *, is_work: bool) -> Q:
    post: dict[str, int | None] = (
        {"post": None} if holder == NOBODY else {"post_id": actor.post_id if holder == MINE else int(holder)}
    )
    if is_work:
        return Q(**post)
    return Q(Exists(WorkItem.objects.filter(dossier=OuterRef("pk"), status=WorkStatus.OPEN, **post)))


def _among(given: object, offered: set[str]) -> str:
    return str(given) if given in offered else ""


def _holder(given: str) -> str:
    return given if given in {MINE, NOBODY} else _number(given)


def _number(given: str) -> str:
    return given if given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS else ""
