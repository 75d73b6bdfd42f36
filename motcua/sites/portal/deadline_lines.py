"""The deadline that explains itself: each stretch of the legal clock as a plain line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.ledger import ledger
from motcua.dossiers.rules.legal_clock import Entry, Reading
from motcua.foundation.calendar.arithmetic import SATURDAY, VIETNAM, Counted, Unit
from motcua.foundation.calendar.models import CalendarDay, DayKind
from motcua.sites.portal import words
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class Stretch:
    """`counted` are the days or hours that were counted in it."""

    when: str
    what: str
    runs: bool
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    stretches: tuple[Stretch, ...]
    due: str
    original: str
    #: Rest days other than week-ends between the start and the due date, by name.
    holidays: tuple[str, ...]


def deadline(dossier: Dossier) -> Deadline | None:
    """None until the clock has started."""
    reading = ledger(dossier)
    if reading is None or not reading.entries:
        return None
    moved = reading.original_due_at is not None and reading.original_due_at != reading.due_at
    return Deadline(
        stretches=tuple(_stretch(entry) for entry in reading.entries),
        due=formats.appointment(reading.due_at),
        original=formats.appointment(reading.original_due_at) if moved else "",
        holidays=tuple(_holidays(reading)),
    )


def _holidays(reading: Reading) -> list[str]:
    last = reading.due_at or reading.original_due_at
    assert last is not None, "a clock that has started has a date"
    first = reading.entries[0].starts.astimezone(VIETNAM).date()
    named = CalendarDay.objects.filter(day__range=(first, last.astimezone(VIETNAM).date()), kind=DayKind.CLOSED)
    closed = [entry for entry in named.order_by("day") if entry.day.weekday() < SATURDAY]
    return [f"{formats.weekday_day(entry.day)} ({entry.name})" for entry in closed]


def _stretch(entry: Entry) -> Stretch:
    start = formats.moment(entry.starts)
    when = (
        _("Từ %(start)s đến %(end)s") % {"start": start, "end": formats.moment(entry.ends)}
        if entry.ends
        else _("Từ %(start)s đến nay") % {"start": start}
    )
    ground = str(words.GROUNDS.get(entry.ground, words.GROUNDS[""]))
    what = ground if entry.runs else _("Không tính giờ: %(ground)s") % {"ground": ground[:1].lower() + ground[1:]}
    return Stretch(when, what, entry.runs, tuple(_counted(entry.counted)))


def _counted(counted: Sequence[Counted]) -> list[str]:
    return [_line(line) for line in counted if line.amount]


def _line(line: Counted) -> str:
    if line.unit in (Unit.HOUR, Unit.HALF_DAY):
        span = {"start": formats.hour(line.starts), "end": formats.hour(line.ends)}
        return f"{formats.weekday_day(line.starts)}, " + _("từ %(start)s đến %(end)s") % span
    return formats.weekday_day(line.starts)
