"""The halls of the imaginary province: every one-stop unit has one, with three windows."""

from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.waiting_room.models import Room, Service, Window

_UNITS = (AgencyKind.PROVINCIAL_SERVICE_CENTRE, AgencyKind.COMMUNE_SERVICE_CENTRE)
_WINDOWS: dict[int, list[str]] = {1: [], 2: [], 3: [Service.RESULT]}


def load() -> None:
    """Twice is once."""
    for unit in Agency.objects.filter(kind__in=_UNITS):
        room, _is_new = Room.objects.get_or_create(unit=unit)
        for number, services in _WINDOWS.items():
            Window.objects.get_or_create(room=room, number=number, defaults={"services": services})
