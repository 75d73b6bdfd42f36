"""What can be looked at in a test, as the words in which tests are written."""

from collections.abc import Callable, Iterator
from datetime import datetime

from motcua.blueprints.catalogue.parsing_tests import fee_text, moment
from motcua.blueprints.catalogue.procedure_tests import LOOKED_AT, NO_DATE
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import tick
from motcua.effects.procedure_tests import made
from motcua.effects.procedure_tests.stage import Stage
from motcua.effects.slips.promises import Making
from motcua.foundation.calendar.arithmetic import VIETNAM, WorkingCalendar

Found = str | tuple[str, ...]
DAY = len("2026-11-23")


def looked(stage: Stage) -> dict[str, Found]:
    return {name: _LOOKS[name](stage) for name in LOOKED_AT}


def same(wanted: Found, found: Found, *, calendar: WorkingCalendar) -> bool:
    """A date is a day, which means the end of its office hours, or a moment. Of lists the order is not looked at."""
    if isinstance(wanted, tuple):
        return sorted(wanted) == sorted(found)
    is_to_the_minute = len(wanted) > DAY and wanted[:1].isdigit()
    return (date_text(moment(wanted), calendar=calendar) if is_to_the_minute else wanted) == found


def date_text(at: datetime | None, *, calendar: WorkingCalendar) -> str:
    """The day alone where it is the end of its office hours."""
    if at is None:
        return NO_DATE
    local = at.astimezone(VIETNAM)
    closes = calendar.is_open(local.date()) and local == calendar.closes_at(local.date())
    return f"{local:%Y-%m-%d}" if closes else f"{local:%Y-%m-%d %H:%M}"


def _slips(stage: Stage) -> Iterator[str]:
    for event in stage.events:
        yield from made.slips(event.action, _making(stage, event.number))


def _making(stage: Stage, number: int) -> Making:
    event = stage.events[number - 1]
    return Making(
        channel=stage.channel,
        limits=tick(event).limit,
        happened_at=event.at,
        promised_at=stage.projected(number).promised_at,
    )


_LOOKS: dict[str, Callable[[Stage], Found]] = {
    "state": lambda stage: stage.state.value,
    "due_at": lambda stage: date_text(stage.projection.due_at, calendar=stage.calendar),
    "original_due_at": lambda stage: date_text(stage.projection.original_due_at, calendar=stage.calendar),
    "open": lambda stage: tuple(item.step.key for item in stage.open_items()),
    "slips": lambda stage: tuple(_slips(stage)),
    "fees": lambda stage: tuple(fee_text(key, amount) for key, amount in stage.owed.items()),
    "messages": lambda stage: tuple(e.action.value for e in stage.events if made.tells_applicant(Action(e.action))),
}
