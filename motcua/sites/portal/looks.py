"""Who looked: officers by role and agency, for the people whose dossier it is."""

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.audit.models import Look, Seen
from motcua.sites.ui import assisted, labels

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    role: str
    agency: str
    is_file: bool
    #: Which page, where somebody helped page by page.
    part: str = ""


def looks_at(dossier_id: int) -> list[Line]:
    """The newest first."""
    found = Look.objects.filter(dossier_id=dossier_id).select_related("post__agency").order_by("-at", "-pk")
    return [
        Line(
            look.at,
            str(labels.role_word(look.post.role)),
            look.post.agency.name,
            is_file=look.seen == Seen.FILE,
            part=str(assisted.PARTS.get(look.part, look.part)) if look.part else "",
        )
        for look in found[:MOST_SHOWN]
    ]
