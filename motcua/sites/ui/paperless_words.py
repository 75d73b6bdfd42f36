"""Ngày không nhận hồ sơ giấy, said beforehand: when, where, by which decision, and when paper is received again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue import paperless
from motcua.blueprints.catalogue.models import PaperlessDays, Procedure
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.ui import formats

#: Who plans a visit does not plan it further ahead.
TOLD_DAYS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Closed:
    """`unit` is empty where it holds everywhere. `again`: when paper is received there after the next of these days."""

    when: str
    unit: str
    basis: str
    note: str
    is_today: bool
    again: date | None


def ahead(procedure_id: int, *, at: datetime, unit_id: int | None = None) -> list[Closed]:
    """What a person should know before she sets out; at a unit only what holds there."""
    today = legal_day(at)
    standing = paperless.standing(procedure_id, on=today)
    told = [days for days in standing if days.first_day <= today + timedelta(days=TOLD_DAYS_AHEAD)]
    here = [days for days in told if unit_id is None or days.unit_id in (None, unit_id)]
    return [_closed(days, here, today=today) for days in here]


def today(procedure_id: int, *, at: datetime, unit_id: int) -> Closed | None:
    """What closes the paper way at that unit today."""
    on = legal_day(at)
    standing = paperless.standing(procedure_id, on=on)
    days = paperless.closing(standing, on=on, unit_id=unit_id)
    return _closed(days, standing, today=on) if days else None


def online_only(unit_id: int, *, on: date | None) -> list[str]:
    """The procedures of which no paper is received at that unit on the day of a visit."""
    closed = paperless.closed_procedures(on=on, unit_id=unit_id) if on else set()
    return list(Procedure.objects.filter(pk__in=closed).order_by("name_folded").values_list("short_name", flat=True))


def _closed(days: PaperlessDays, all_days: list[PaperlessDays], *, today: date) -> Closed:
    closed_on = paperless.next_closed_day(days, on=today)
    calendar = versions.calendar_of(versions.current_id())
    return Closed(
        when=in_words(days),
        unit=days.unit.name if days.unit else "",
        basis=days.basis,
        note=days.note,
        is_today=closed_on == today,
        again=paperless.next_paper_day(all_days, after=closed_on, unit_id=days.unit_id, calendar=calendar),
    )


def in_words(days: PaperlessDays) -> str:
    """Thứ Ba 01/12/2026; từ 01/12/2026 đến 31/12/2026, vào thứ Ba, thứ Năm."""
    if days.last_day == days.first_day:
        words = formats.weekday_day(days.first_day)
    elif days.last_day is None:
        words = _("Từ ngày %(first)s") % {"first": formats.day(days.first_day)}
    else:
        told = {"first": formats.day(days.first_day), "last": formats.day(days.last_day)}
        words = _("Từ ngày %(first)s đến ngày %(last)s") % told
    weekdays = ", ".join(formats.weekday(number) for number in days.weekdays)
    words = _("%(when)s, vào %(weekdays)s") % {"when": words, "weekdays": weekdays} if weekdays else words
    return words[:1].upper() + words[1:]
