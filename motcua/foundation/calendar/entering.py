"""What an administrator enters: days unlike their weekday, and office hours. Nothing counts until it is published."""

from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise

from motcua.foundation.calendar.arithmetic import Session
from motcua.foundation.calendar.models import CalendarDay, DayKind, OfficeHoursEntry
from motcua.foundation.refusals import Refusal


class HoursOutOfOrder(Refusal):
    """Sessions of a day begin before they end, and one ends before the next begins."""


def enter_day(day: date, *, kind: DayKind, name: str, source: str) -> CalendarDay:
    """By hand: loading computed holidays leaves it as it is."""
    entered, _is_new = CalendarDay.objects.update_or_create(
        day=day, defaults={"kind": kind, "name": name, "source": source, "entered_by_hand": True}
    )
    return entered


def take_back(entry: CalendarDay) -> None:
    """The day is again as its weekday says."""
    entry.delete()


def enter_hours(valid_from: date, *, sessions: Sequence[Session], source: str) -> OfficeHoursEntry:
    """From that day on. Raises HoursOutOfOrder."""
    edges: list[time] = [edge for session in sessions for edge in (session.opens, session.closes)]
    if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
        raise HoursOutOfOrder
    stored = [[f"{session.opens:%H:%M}", f"{session.closes:%H:%M}"] for session in sessions]
    entered, _is_new = OfficeHoursEntry.objects.update_or_create(
        valid_from=valid_from, defaults={"sessions": stored, "source": source}
    )
    return entered
