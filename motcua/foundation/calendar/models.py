"""The working calendar as data. Every due date names the version that it was counted with."""

from datetime import date, time
from typing import Any

from django.db import models

from motcua.foundation.calendar.arithmetic import OfficeHours, Session, WorkingCalendar


class DayKind(models.TextChoices):
    CLOSED = "closed"
    #: Ngày làm bù: a weekend day worked in exchange for a holiday.
    OPENED = "opened"


class CalendarDay(models.Model):
    """A day that differs from its weekday. What an administrator enters overrides what was computed."""

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=DayKind)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200, help_text="The law or decision, or the package that computed it")
    entered_by_hand = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class OfficeHoursEntry(models.Model):
    """Giờ làm việc: the sessions of a working day, from a date on. `sessions`: [["07:30", "11:30"], …]."""

    valid_from = models.DateField(unique=True)
    sessions = models.JSONField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"from {self.valid_from}"


class CalendarVersion(models.Model):
    """Phiên bản lịch: the whole calendar at the moment it was published. Rows are only ever added."""

    number = models.PositiveIntegerField(unique=True)
    #: {"closed": [date], "opened": [date], "hours": [{"valid_from": date, "sessions": [["07:30", "11:30"]]}],
    #: "names": {date: name}}
    content = models.JSONField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar {self.number}"

    def as_calendar(self) -> WorkingCalendar:
        return calendar_from(self.content)


def calendar_from(content: dict[str, Any]) -> WorkingCalendar:
    """The calendar that a version keeps, or that one would keep."""
    return WorkingCalendar(
        closed=frozenset(date.fromisoformat(day) for day in content["closed"]),
        opened=frozenset(date.fromisoformat(day) for day in content["opened"]),
        hours=tuple(
            OfficeHours(
                valid_from=date.fromisoformat(entry["valid_from"]),
                sessions=tuple(
                    Session(opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
                    for opens, closes in entry["sessions"]
                ),
            )
            for entry in content["hours"]
        ),
    )
