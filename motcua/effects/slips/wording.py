"""How moments, periods, places and names are said on an official paper (Decree 30/2020/NĐ-CP, annex I)."""

from collections.abc import Sequence
from datetime import datetime

from motcua.blueprints.forms.display import address, place_names
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit
from motcua.foundation.organisations import official_words
from motcua.foundation.organisations.models import Agency
from motcua.foundation.organisations.official_words import day, letters

__all__ = ["address", "day", "first_moment", "hour_and_day", "letters", "periods", "seat", "short"]

_UNITS: dict[Unit, str] = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
}


def hour_and_day(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02d} giờ {local.minute:02d} phút, ngày {day(local)}"


def short(moment: datetime) -> str:
    """For tables: 09:10 19/11/2026."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def first_moment(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=VIETNAM)


def periods(limits: Sequence[Period]) -> str:
    return " cộng ".join(map(_period, limits))


def seat(agency: Agency) -> str:
    return official_words.seat(agency, names=place_names())


def _period(limit: Period) -> str:
    if limit.unit is Unit.SAME_DAY:
        return "trong ngày làm việc"
    if limit.unit is Unit.HALF_DAY:
        halves = f"{limit.amount / 2:g}".replace(".", ",")
        return f"{halves} ngày làm việc"
    return f"{limit.amount} {_UNITS[limit.unit]}"
