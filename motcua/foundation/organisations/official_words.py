"""How days and the letters behind a number are written on official papers (Decree 30/2020/NĐ-CP, annex I)."""

import re
from collections.abc import Mapping
from datetime import date

from motcua.foundation.organisations.kinds import AgencyKind as Kind
from motcua.foundation.organisations.models import Agency

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
PLACE = re.compile(r" (đặc khu|thành phố|phường|tỉnh|xã)\b", re.IGNORECASE)
_FIRST_MONTHS = 2


def day(moment: date) -> str:
    """Days below ten and the first two months are written with a nought, so that none can be added before them."""
    month = f"{moment.month:02d}" if moment.month <= _FIRST_MONTHS else str(moment.month)
    return f"{moment.day:02d} tháng {month} năm {moment.year}"


def seat(agency: Agency, *, names: Mapping[str, str]) -> str:
    """The place in "Minh Tân, ngày …": the commune, or the province of a body that works in all of it."""
    name = names.get(agency.commune_code or agency.province_code, "")
    bare = PLACE.sub("", f" {name}").strip()
    # "Phường 5" is a name; "5" is not.
    return name if bare.isdigit() else bare


def letters(agency: Agency) -> str:
    known = _LETTERS.get(agency.kind)
    return known or "".join(word[0].upper() for word in PLACE.split(agency.name)[0].split())
