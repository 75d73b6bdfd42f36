"""Every decision under which procedures were shown here, and since when each was."""

from dataclasses import dataclass
from datetime import date

from motcua.blueprints.catalogue.announcing import Announcement
from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of
from motcua.foundation.calendar.arithmetic import legal_day


@dataclass(frozen=True, slots=True)
class Announced:
    procedure: Procedure
    announcement: Announcement
    #: When the first version with that decision was published: writing down its days later makes another version.
    shown_on: date

    @property
    def is_dated(self) -> bool:
        return self.announcement.decided_on is not None and self.announcement.takes_effect_on is not None


def announced() -> list[Announced]:
    """Of each procedure and decision what its newest version says, by procedure."""
    found: dict[tuple[int, str], Announced] = {}
    for version in _versions():
        said = definition_of(version.pk).announcement
        earlier = found.get((version.procedure_id, said.decision))
        shown_on = earlier.shown_on if earlier else legal_day(version.published_at)
        found[version.procedure_id, said.decision] = Announced(version.procedure, said, shown_on)
    return list(found.values())


def _versions() -> list[ProcedureVersion]:
    known = ProcedureVersion.objects.filter(procedure__current_version__isnull=False)
    ordered = known.order_by("procedure__name_folded", "procedure_id", "number")
    return list(ordered.select_related("procedure").defer("definition"))
