"""Whose figures an officer may see: a head those of her agency and of all below it."""

from dataclasses import dataclass

from django.http import Http404

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting.figures import Where
from motcua.foundation.organisations.below import below
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Seen:
    """`agency` is the one at the top; `agencies` None is the whole province, which its committee sees."""

    agency: Agency
    agencies: frozenset[int] | None
    #: Whether it is narrower than all that she may see.
    is_part: bool = False

    def where(self, *, procedure_id: int | None = None) -> Where:
        return Where(agencies=self.agencies, procedures=frozenset({procedure_id}) if procedure_id else None)

    def has(self, agency_id: int) -> bool:
        return self.agencies is None or agency_id in self.agencies


def seen(request: ActingRequest) -> Seen:
    """What she may see, or the part of it that the address names. For others the board is not there."""
    if request.actor.role is not Role.HEAD or request.actor.agency_id is None:
        raise Http404
    mine = _all_of(Agency.objects.get(pk=request.actor.agency_id))
    code = request.GET.get("agency", "")
    if not code or code == mine.agency.code:
        return mine
    part = Agency.objects.filter(code=code[:35]).first()
    if part is None or not mine.has(part.pk):
        raise Http404
    return Seen(part, below(part), is_part=True)


def _all_of(agency: Agency) -> Seen:
    is_top = agency.kind == AgencyKind.PROVINCE_COMMITTEE
    return Seen(agency, None if is_top else below(agency))
