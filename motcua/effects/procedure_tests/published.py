"""The tests of what is published: run before a calendar changes, and whenever somebody asks."""

from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.effects.procedure_tests.outcome import Outcome
from motcua.effects.procedure_tests.running import run_of
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.calendar.remembering import RememberingCalendar


def outcomes(*, calendar: WorkingCalendar, code: str = "") -> tuple[Outcome, ...]:
    """Of every procedure in force, or of one."""
    quick = RememberingCalendar(calendar)
    procedures = published().filter(code=code) if code else published()
    versions = procedures.order_by("code").values_list("current_version_id", flat=True)
    return tuple(outcome for version_id in versions for outcome in run_of(definition_of(version_id), calendar=quick))


def run_all(*, calendar: WorkingCalendar) -> tuple[Outcome, ...]:
    """The red ones. Whoever changes the calendar sees them first, and says why they may be red."""
    return tuple(outcome for outcome in outcomes(calendar=calendar) if not outcome.is_green)
