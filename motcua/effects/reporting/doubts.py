"""By which numbers a doubtful end is counted, from which day on. Past days keep the numbers that they had."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """Quy tắc đếm dấu hiệu: signs to look at, and never a verdict; so the numbers are ours and not a law's."""

    valid_from: date
    #: Ended without a result, or asked for more, on the day of the appointment or so many working days before it.
    days_before_due: int
    #: Filed anew by the same person for the same procedure, so many days after such an end.
    days_until_again: int


#: In the order of their days. To change a number add a line, and rebuild the facts.
DOUBT_RULES: tuple[DoubtRule, ...] = (DoubtRule(date(2000, 1, 1), days_before_due=1, days_until_again=30),)


def as_sql(number: str, *, on: str) -> str:
    """The number that held on a day, which is SQL: the newest rule that is no later."""
    newest_first = sorted(DOUBT_RULES, key=attrgetter("valid_from"), reverse=True)
    held = " ".join(f"WHEN {on} >= '{rule.valid_from}' THEN {getattr(rule, number):d}" for rule in newest_first)
    return f"CASE {held} END"
