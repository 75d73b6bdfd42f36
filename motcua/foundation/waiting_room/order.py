"""Who is next. The whole rule is the table in `ranked`; within a rank whoever was to come first comes first."""

from datetime import datetime, timedelta
from enum import IntEnum

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.waiting_room.models import Ticket, TicketState, Window

#: Nobody is passed over for ever: after so long one stands with those who have an appointment.
LONGEST_WAIT = timedelta(minutes=60)


class Rank(IntEnum):
    #: Another window has sent this person here: the waiting is behind her.
    SENT_HERE = 0
    PRIORITY = 1
    APPOINTED = 2
    LONG_WAITING = 3
    ORDINARY = 4


def in_line(window: Window, *, at: datetime) -> QuerySet[Ticket]:
    """Those whom this window may call, the next one first, each with its `standing`."""
    return ranked(waiting(window.room_id, at=at).filter(_for(window)), at=at)


def waiting(room_id: int, *, at: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(room_id=room_id, day=legal_day(at), state=TicketState.WAITING)


def ranked(tickets: QuerySet[Ticket], *, at: datetime) -> QuerySet[Ticket]:
    rules = (
        (Rank.SENT_HERE, Q(window__isnull=False)),
        (Rank.PRIORITY, ~Q(priority="")),
        (Rank.APPOINTED, Q(appointed_at__lte=at)),
        (Rank.LONG_WAITING, Q(taken_at__lte=at - LONGEST_WAIT)),
    )
    rank = Case(
        *(When(rule, then=Value(int(standing))) for standing, rule in rules),
        default=Value(int(Rank.ORDINARY)),
        output_field=IntegerField(),
    )
    since = Case(When(appointed_at__lte=at, then=F("appointed_at")), default=F("taken_at"))
    return tickets.annotate(standing=rank).order_by("standing", Coalesce(since, "taken_at"), "number")


def _for(window: Window) -> Q:
    """What was sent to one window is that window's, while somebody sits there; of the rest, what it serves."""
    free = Q(window__post=None)
    if window.services:
        free &= Q(service__in=window.services)
    return Q(window=window) | free
