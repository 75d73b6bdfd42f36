"""How long an office may take, in days by law; each set with the day from which it holds and where it was read.

Read in the description of the formulas behind QĐ 766/QĐ-TTg (5.2) and in a province's regulation (Ninh Bình, QĐ
163/2025/QĐ-CTUBND art. 19); the decree itself was not at hand.
"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, add, legal_day


@dataclass(frozen=True, slots=True)
class Limits:
    valid_from: date
    article: str
    refuse: Period
    ask: Period
    answer: Period
    #: Of what is about one dossier.
    answer_about_dossier: Period
    publish: Period


LIMITS: tuple[Limits, ...] = (
    Limits(
        valid_from=date(2025, 7, 1),
        article="QĐ 766/QĐ-TTg, công thức 5.2; QĐ 163/2025/QĐ-CTUBND Điều 19",
        refuse=Period(2, Unit.WORKING_DAY),
        ask=Period(5, Unit.WORKING_DAY),
        answer=Period(15, Unit.WORKING_DAY),
        answer_about_dossier=Period(10, Unit.DAY),
        publish=Period(2, Unit.WORKING_DAY),
    ),
)


def limits_on(day: date) -> Limits:
    """Before the first set nothing else is known than that one."""
    begun = [each for each in LIMITS if each.valid_from <= day] or [LIMITS[0]]
    return max(begun, key=lambda each: each.valid_from)


def limits_at(at: datetime) -> Limits:
    return limits_on(legal_day(at))


def end(start: datetime, period: Period) -> datetime:
    """By the working calendar: the day itself does not count."""
    return add(versions.calendar_of(versions.current_id()), start, period).due_at
