"""Publish the calendar, and read the published versions."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from motcua.foundation.calendar.arithmetic import USUAL_HOURS, Session, WorkingCalendar
from motcua.foundation.calendar.models import CalendarDay, CalendarVersion, DayKind, OfficeHoursEntry
from motcua.foundation.calendar.remembering import RememberingCalendar


@transaction.atomic
def publish(*, at: datetime) -> CalendarVersion:
    """The days and hours as they stand now, as a new version; the newest one when nothing has changed."""
    return publish_content(entered(), at=at)


@transaction.atomic
def publish_content(content: dict[str, Any], *, at: datetime) -> CalendarVersion:
    """A calendar that was entered before, such as one that somebody has looked over."""
    newest = CalendarVersion.objects.select_for_update().order_by("-number").first()
    if newest is not None and newest.content == content:
        return newest
    number = (CalendarVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return CalendarVersion.objects.create(number=number, content=content, published_at=at)


def current() -> CalendarVersion:
    """The newest version; its days are read when somebody asks for them, and then better from `calendar_of`."""
    return CalendarVersion.objects.defer("content").order_by("-number")[:1].get()


def current_id() -> int:
    """Its row number: nearly every page asks for it, and without the ORM it is a tenth of the work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM calendar_calendarversion ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    if row is None:
        raise CalendarVersion.DoesNotExist
    return int(row[0])


@lru_cache(maxsize=64)
def calendar_of(version_id: int) -> WorkingCalendar:
    """Kept for the life of the process: a published version never changes."""
    return RememberingCalendar(CalendarVersion.objects.get(pk=version_id).as_calendar())


@lru_cache(maxsize=64)
def names_of(version_id: int) -> dict[date, str]:
    """What the days of a version are called. The oldest versions kept no names: the days say theirs today."""
    names = CalendarVersion.objects.get(pk=version_id).content.get("names")
    if names is None:
        return dict(CalendarDay.objects.values_list("day", "name"))
    return {date.fromisoformat(day): name for day, name in names.items()}


def entered() -> dict[str, Any]:
    """The days and hours as an administrator has them before her now."""
    named = CalendarDay.objects.order_by("day").values_list("day", "kind", "name")
    days = {day: kind for day, kind, _name in named}
    hours = [
        {"valid_from": entry.valid_from.isoformat(), "sessions": entry.sessions}
        for entry in OfficeHoursEntry.objects.order_by("valid_from")
    ]
    return {
        "closed": sorted(day.isoformat() for day, kind in days.items() if kind == DayKind.CLOSED),
        "opened": sorted(day.isoformat() for day, kind in days.items() if kind == DayKind.OPENED),
        # Days before the first entry have the usual hours: every day must have some.
        "hours": [_usual_hours(), *hours],
        "names": {day.isoformat(): name for day, _kind, name in named},
    }


def usual_sessions() -> tuple[Session, ...]:
    return USUAL_HOURS.sessions


def _usual_hours() -> dict[str, Any]:
    return {
        "valid_from": USUAL_HOURS.valid_from.isoformat(),
        "sessions": [[f"{s.opens:%H:%M}", f"{s.closes:%H:%M}"] for s in USUAL_HOURS.sessions],
    }
