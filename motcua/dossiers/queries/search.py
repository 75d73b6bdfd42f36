"""Find a dossier by its code or by the beginning of the name it is filed under."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.dossiers.access import visible_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.codes import normalised
from motcua.foundation.text.folding import fold

#: Nobody reads further; a longer name finds fewer.
MOST = 50
#: Of a family name that half the province bears, no more are looked at than these.
CONSIDERED = 1000
_COLUMNS = (
    "code",
    "procedure_version__procedure__short_name",
    "subject_name",
    "channel",
    "state",
    "submitted_at",
    "due_at",
)


@dataclass(frozen=True, slots=True)
class Found:
    code: str
    procedure: str
    subject: str
    channel: str
    state: str
    submitted_at: datetime | None
    due_at: datetime | None


def by_code_or_name(actor: Actor, text: str) -> tuple[Found, ...]:
    """The newest first, at most MOST, as long as no more than CONSIDERED match. Marks and capitals do not matter."""
    name = fold(text)
    by_name = Q(subject_folded__startswith=name) if name else Q()
    matching = visible_to(actor).filter(Q(code__startswith=normalised(text)) | by_name).values("pk")[:CONSIDERED]
    rows = Dossier.objects.filter(pk__in=matching).order_by("-submitted_at", "-pk").values_list(*_COLUMNS)[:MOST]
    return tuple(Found(*row) for row in rows)
