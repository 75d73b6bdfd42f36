"""Where a procedure is received: the desks with their hours, one's own first."""

from datetime import datetime

from motcua.blueprints.catalogue.definition import Definition
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.sites.ui.filling.deciding_agencies import deciding
from motcua.sites.ui.opening_words import Desk, desk

#: Of a hundred communes a list helps nobody: then only one's own is shown, and the hotline says the rest.
MOST = 3


def desks_for(definition: Definition, *, at: datetime, commune: str = "") -> list[Desk]:
    """`commune` is the code of the one where the person lives, when it is known."""
    agencies = deciding(definition, on=legal_day(at))
    own = [agency for agency in agencies if agency.commune_code == commune]
    chosen = own or (agencies if len(agencies) <= MOST else [])
    unit_ids = list(dict.fromkeys(agency.one_stop_unit_id or agency.pk for agency in chosen))
    units = Agency.objects.filter(pk__in=unit_ids).prefetch_related("opening_hours").in_bulk()
    return [desk(units[pk], at=at) for pk in unit_ids]
