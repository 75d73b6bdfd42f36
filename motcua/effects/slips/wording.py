"""How moments, periods, places and names are said on an official paper (Decree 30/2020/NĐ-CP, annex I)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.blueprints.forms.display import place_names
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit
from motcua.foundation.organisations.kinds import AgencyKind as Kind
from motcua.foundation.organisations.models import Agency

_UNITS: dict[Unit, str] = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
}
#: The letters after the number of a paper. Others are the initials of their name before the place.
_LETTERS: dict[str, str] = {
    Kind.PROVINCE_COMMITTEE: "UBND",
    Kind.COMMUNE_COMMITTEE: "UBND",
    Kind.PROVINCIAL_SERVICE_CENTRE: "TTPVHCC",
    Kind.COMMUNE_SERVICE_CENTRE: "TTPVHCC",
    Kind.COMMUNE_POLICE: "CA",
    Kind.PROVINCIAL_POLICE: "CA",
    Kind.SOCIAL_INSURANCE: "BHXH",
}
_PLACE = re.compile(r" (đặc khu|thành phố|phường|tỉnh|xã)\b", re.IGNORECASE)
_FIRST_MONTHS = 2


def day(moment: date) -> str:
    """Days below ten and the first two months are written with a nought, so that none can be added before them."""
    month = f"{moment.month:02d}" if moment.month <= _FIRST_MONTHS else str(moment.month)
    return f"{moment.day:02d} tháng {month} năm {moment.year}"


def hour_and_day(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02d} giờ {local.minute:02d} phút, ngày {day(local)}"


def short(moment: datetime) -> str:
    """For tables: 09:10 19/11/2026."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def first_moment(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=VIETNAM)


def legal_day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()


def periods(limits: Sequence[Period]) -> str:
    return " cộng ".join(map(_period, limits))


def address(parts: Mapping[str, Any]) -> str:
    """`parts` as they are stored with persons and answers: province, commune, detail; or an old address as one text."""
    if "old" in parts:
        return str(parts["old"])
    names = place_names()
    named = (names.get(str(parts.get(key, "")), "") for key in ("commune", "province"))
    return ", ".join(part for part in (str(parts.get("detail", "")), *named) if part)


def seat(agency: Agency) -> str:
    """The place in "Minh Tân, ngày …": the commune, or the province of a body that works in all of it."""
    name = place_names().get(agency.commune_code or agency.province_code, "")
    bare = _without_kind(name)
    # "Phường 5" is a name; "5" is not.
    return name if bare.isdigit() else bare


def letters(agency: Agency) -> str:
    known = _LETTERS.get(agency.kind)
    return known or "".join(word[0].upper() for word in _PLACE.split(agency.name)[0].split())


def _period(limit: Period) -> str:
    if limit.unit is Unit.SAME_DAY:
        return "trong ngày làm việc"
    if limit.unit is Unit.HALF_DAY:
        halves = f"{limit.amount / 2:g}".replace(".", ",")
        return f"{halves} ngày làm việc"
    return f"{limit.amount} {_UNITS[limit.unit]}"


def _without_kind(name: str) -> str:
    return _PLACE.sub("", f" {name}").strip()
