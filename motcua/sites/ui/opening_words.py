"""Opening hours as people say them: whether the desk is open now, and the week in a line or two."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations import opening
from motcua.foundation.organisations.models import Agency
from motcua.foundation.organisations.opening import Stretch
from motcua.sites.ui import formats

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit with how to reach it. `now` is open until or closed until; `week` has days and their hours."""

    unit: Agency
    is_open: bool
    now: str
    week: tuple[tuple[str, str], ...]


def desk(unit: Agency, *, at: datetime) -> Desk:
    hours = opening.hours_of(unit, versions.calendar_of(versions.current_id()))
    standing = hours.standing(at)
    days = list(enumerate(hours.week(of=legal_day(at))))
    stretches = groupby(days, key=lambda each: each[1])
    week = tuple((_days([day for day, _stretches in group]), _hours_in_words(open_in)) for open_in, group in stretches)
    return Desk(unit, standing.is_open, _now(standing, at=at), week)


def _now(standing: opening.Openness, *, at: datetime) -> str:
    if standing.is_open:
        return _("Đang mở cửa, đến %(hour)s") % {"hour": formats.hour(standing.until)}
    if legal_day(at) == legal_day(standing.until):
        return _("Đang đóng cửa, mở lại lúc %(hour)s hôm nay") % {"hour": formats.hour(standing.until)}
    return _("Đang đóng cửa, mở lại lúc %(moment)s") % {"moment": formats.appointment(standing.until)}


def _days(weekdays: list[int]) -> str:
    first, last = formats.weekday(weekdays[0]), formats.weekday(weekdays[-1])
    joined = _("%(first)s, %(last)s") if len(weekdays) == _PAIR else _("%(first)s đến %(last)s")
    words = first if first == last else joined % {"first": first, "last": last}
    return words[:1].upper() + words[1:]


def _hours_in_words(stretches: tuple[Stretch, ...]) -> str:
    spoken = ((formats.hour_of_day(opens), formats.hour_of_day(closes)) for opens, closes in stretches)
    return ", ".join(f"{opens} – {closes}" for opens, closes in spoken) or _("nghỉ")
