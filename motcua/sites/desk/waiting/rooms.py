"""Which hall an officer has to do with. Any other is not there."""

from django.http import Http404

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.waiting_room.models import Room, Window
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest


def room_here(request: ActingRequest) -> Room:
    """Of the unit whose receptionist acts."""
    room = Room.objects.select_related("unit").filter(unit_id=request.actor.agency_id).first()
    if request.actor.role is not Role.RECEPTIONIST or room is None:
        raise Http404
    return room


def room_of_head(request: ActingRequest) -> Room:
    """Of the unit that receives for the agency of this head; made on the day it is first looked at."""
    if request.actor.role is not Role.HEAD:
        raise Http404
    assert request.post is not None, "a head is one by a post"
    here = request.post.agency
    unit = here.one_stop_unit or here
    return Room.objects.select_related("unit").filter(unit=unit).first() or Room.objects.create(unit=unit)


def room_seen(request: ActingRequest) -> Room:
    """By the receptionist or by the head."""
    return room_of_head(request) if request.actor.role is Role.HEAD else room_here(request)


def seat_of(request: ActingRequest) -> Window | None:
    """Whoever has no post sits nowhere, and least of all at the windows that nobody keeps."""
    if request.actor.post_id is None:
        return None
    return Window.objects.select_related("room").filter(post_id=request.actor.post_id, closed_at=None).first()


def window_or_404(room: Room, number: str) -> Window:
    found = Window.objects.filter(number=numbers.row(number), room=room).first()
    if found is None:
        raise Http404
    return found
