"""What an expression may know besides the answers. Everything is handed in: nothing here looks at a clock."""

from dataclasses import dataclass, field
from datetime import date

from motcua.foundation.calendar.arithmetic import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Context:
    """`submitted_on` is the day of filing; before filing it is today. `rate` is the rate a fee is computed from."""

    today: date
    submitted_on: date | None = None
    channel: str | None = None
    rate: int | None = None
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
