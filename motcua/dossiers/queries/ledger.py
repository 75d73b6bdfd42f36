"""The deadline that explains itself: one ledger for citizen, officer and inspector."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.blueprints.catalogue.definition import Definition, TimeLimit
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.history import history
from motcua.dossiers.rules import projection
from motcua.dossiers.rules.index_reading import IndexReading, index_reading
from motcua.dossiers.rules.legal_clock import Entry, Reading
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import Happened
from motcua.foundation.calendar import comparing
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.calendar.comparing import Difference, NewHours
from motcua.foundation.calendar.models import CalendarVersion
from motcua.foundation.calendar.versions import calendar_of, names_of


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day on which nothing was counted; without a name it is the weekend."""

    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the clock, the event that began it, and the days that it passed over.

    `gave` is the date that the event gave, by the calendar of its moment: a later calendar has a line of its own.
    """

    entry: Entry
    event: Happened
    gave: datetime | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Recount:
    """A new calendar reached the dossier."""

    event: Happened
    before: datetime | None
    after: datetime | None
    days: tuple[Difference, ...]
    hours: tuple[NewHours, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """`limits` are those of the case; the first date and the printed one are kept beside the one that holds now."""

    definition: Definition
    channel: str
    submitted_at: datetime
    limits: tuple[TimeLimit, ...]
    reading: Reading
    lines: tuple[Stretch | Recount, ...]
    original_due_at: datetime | None
    promised_at: datetime | None
    calendar: WorkingCalendar
    index: IndexReading | None


def ledger(dossier: Dossier) -> Reading | None:
    """Each stretch in which the clock ran or stood, with its ground and every day counted; None for a draft."""
    events = history(dossier)
    return projection.reading(events, calendar_of=calendar_of) if events else None


def explained(dossier: Dossier, *, at: datetime) -> Ledger | None:
    """Everything that led to the date. None until the clock has started."""
    events = history(dossier)
    accepted = next((event for event in events if event.action is Action.ACCEPT), None)
    if accepted is None:
        return None
    reading = projection.reading(events, calendar_of=calendar_of)
    definition = definition_of(dossier.procedure_version_id)
    cases = accepted.details.get("cases", ())
    version = events[-1].calendar_version
    return Ledger(
        definition=definition,
        channel=dossier.channel,
        submitted_at=next(event.at for event in events if event.action is Action.SUBMIT),
        limits=tuple(limit for key in cases for limit in definition.time_limits if limit.key == key),
        reading=reading,
        lines=tuple(sorted(_lines(events, reading, version=version), key=lambda line: line.event.number)),
        original_due_at=dossier.original_due_at,
        promised_at=dossier.promised_at,
        calendar=calendar_of(version),
        index=index_reading(events, appointment=dossier.original_due_at, at=at),
    )


def _lines(events: Sequence[Happened], reading: Reading, *, version: int) -> Iterator[Stretch | Recount]:
    positions = {event.number: position for position, event in enumerate(events)}
    for entry in reading.entries:
        begun = events[: positions[entry.event_number] + 1]
        gave = projection.reading(begun, calendar_of=calendar_of).due_at
        skipped = _skipped(entry, calendar=calendar_of(version), names=names_of(version))
        yield Stretch(entry, begun[-1], gave, tuple(skipped))
    for position, event in enumerate(events):
        if event.action is Action.CHANGE_CALENDAR:
            yield _recount(events[: position + 1])


def _recount(events: Sequence[Happened]) -> Recount:
    """What the last of these events did: the same history before it and with it."""
    before, after = (projection.reading(told, calendar_of=calendar_of).due_at for told in (events[:-1], events))
    numbers = [event.calendar_version for event in events[-2:]]
    contents = CalendarVersion.objects.in_bulk(numbers)
    old, new = (contents[number].content for number in numbers)
    return Recount(events[-1], before, after, comparing.days(old, new), comparing.hours(old, new))


def _skipped(entry: Entry, *, calendar: WorkingCalendar, names: dict[date, str]) -> Iterator[Skipped]:
    """The days between the first and the last one counted on which the office is closed."""
    if not entry.counted or entry.counted_from is None:
        return
    counted = {line.starts.date() for line in entry.counted if line.amount}
    day, last = legal_day(entry.starts), entry.counted[-1].starts.date()
    while day <= last:
        if day not in counted and not calendar.is_open(day):
            yield Skipped(day, names.get(day, ""))
        day += timedelta(days=1)
