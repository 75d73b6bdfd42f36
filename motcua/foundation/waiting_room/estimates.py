"""How long it will take: an honest guess from what today has shown, or from what the unit is used to."""

from datetime import datetime, timedelta
from math import ceil

from django.db.models import Avg, F

from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.waiting_room.models import Room, Ticket, TicketState, Window
from motcua.foundation.waiting_room.order import ranked, waiting

#: With fewer people than this the day has shown nothing yet.
ENOUGH = 5


def minutes_each(room: Room, *, at: datetime) -> int:
    """How long one person takes at a window."""
    done = Ticket.objects.filter(room=room, day=legal_day(at), state=TicketState.DONE)
    served = done.filter(begun_at__isnull=False)
    if served.count() < ENOUGH:
        return room.usual_minutes
    mean: timedelta = served.aggregate(mean=Avg(F("closed_at") - F("begun_at")))["mean"]
    return max(1, round(mean.total_seconds() / 60))


def ahead_of(ticket: Ticket, *, at: datetime) -> int:
    """How many are called before it, as things stand."""
    line = list(ranked(waiting(ticket.room_id, at=at), at=at).values_list("pk", flat=True))
    return line.index(ticket.pk) if ticket.pk in line else 0


def minutes_until(ticket: Ticket, *, at: datetime) -> int:
    """In steps of five: a minute that is promised is a minute that is missed."""
    open_windows = Window.objects.filter(room=ticket.room_id, closed_at=None, post__isnull=False).count()
    minutes = ahead_of(ticket, at=at) * minutes_each(ticket.room, at=at) / max(1, open_windows)
    return ceil(minutes / 5) * 5
