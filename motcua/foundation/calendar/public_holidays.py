"""Public holidays of Viet Nam as computed by the `holidays` package, with what it does not know yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import holidays

from motcua.foundation.calendar.models import DayKind

PACKAGE = "holidays, Vietnam"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    day: date
    kind: DayKind
    name: str
    source: str


#: Swaps that the Government announced and the package lacks: a Friday off for a Saturday worked.
ANNOUNCED = (
    SpecialDay(
        date(2026, 1, 2), DayKind.CLOSED, "Nghỉ Tết Dương lịch (hoán đổi)", "Thông báo lịch nghỉ Tết Dương lịch 2026"
    ),
    SpecialDay(date(2026, 1, 10), DayKind.OPENED, "Làm bù ngày 02/01/2026", "Thông báo lịch nghỉ Tết Dương lịch 2026"),
    # NQ 28/2026/QH16, in force 1 July 2026.
    SpecialDay(date(2026, 11, 24), DayKind.CLOSED, "Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16"),
)


def special_days(*, first_year: int, last_year: int) -> Iterator[SpecialDay]:
    computed = holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
    announced = {special.day: special for special in ANNOUNCED if first_year <= special.day.year <= last_year}
    for day, name in sorted(computed.items()):
        if day not in announced:
            yield SpecialDay(day, DayKind.CLOSED, name[:120], PACKAGE)
    for day in sorted(computed.weekend_workdays):
        if day not in announced:
            yield SpecialDay(day, DayKind.OPENED, "Ngày làm bù", PACKAGE)
    yield from announced.values()
