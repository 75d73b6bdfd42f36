"""Quyết định công bố: the decision that announces a procedure, and the days that it has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.foundation.calendar.arithmetic import WorkingCalendar


class Announcer(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Announcement:
    """Without its two days nobody can say whether it was in time."""

    decision: str = ""
    by: Announcer = Announcer.MINISTRY
    decided_on: date | None = None
    #: From when the provisions hold that it announces.
    takes_effect_on: date | None = None


NOT_SAID = Announcement()

#: Working days between the decision and its taking effect, and between the decision and its being shown
#: (description of the formulas of QĐ 766/QĐ-TTg, K1.1 and K1.2).
_AHEAD = {Announcer.MINISTRY: 20, Announcer.PROVINCE: 5}
_TO_SHOW = {Announcer.MINISTRY: 10, Announcer.PROVINCE: 5}


def is_in_time(announcement: Announcement, calendar: WorkingCalendar) -> bool:
    """Decided long enough before it holds; an announcement without its days is in time for nothing."""
    decided, holds = announcement.decided_on, announcement.takes_effect_on
    if decided is None or holds is None:
        return False
    return calendar.working_days_between(decided, holds) >= _AHEAD[announcement.by]


def show_by(announcement: Announcement, calendar: WorkingCalendar) -> date:
    """The last day on which showing it is in time; the day of the decision itself does not count."""
    assert announcement.decided_on is not None, "asked of decisions that have their day"
    day = announcement.decided_on
    for _ in range(_TO_SHOW[announcement.by]):
        day = calendar.next_open_day(day)
    return day
