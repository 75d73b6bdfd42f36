"""By which numbers a doubtful end is counted, from which day on. Past days keep the numbers that they had."""

from dataclasses import dataclass
from datetime import date


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


def as_sql() -> str:
    """The rules as rows (valid_from, valid_to, days_before_due, days_until_again); whole numbers and days only."""
    ends = [f"'{rule.valid_from:%Y-%m-%d}'::date" for rule in DOUBT_RULES[1:]] + ["'infinity'::date"]
    rows = (
        f"('{rule.valid_from:%Y-%m-%d}'::date, {end}, {rule.days_before_due:d}, {rule.days_until_again:d})"
        for rule, end in zip(DOUBT_RULES, ends, strict=True)
    )
    return f"(VALUES {', '.join(rows)}) AS {{name}} (valid_from, valid_to, days_before_due, days_until_again)"
