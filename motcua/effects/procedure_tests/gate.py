"""What stands before a publication: every test of the procedure is green, over the calendar that is in force."""

from collections.abc import Callable, Iterable

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.checking import Mistake
from motcua.effects.procedure_tests.running import run_of
from motcua.foundation.calendar.arithmetic import WorkingCalendar


def gate(*, calendar: WorkingCalendar) -> Callable[[Definition], Iterable[Mistake]]:
    def mistakes(definition: Definition) -> Iterable[Mistake]:
        return [mistake for outcome in run_of(definition, calendar=calendar) for mistake in outcome.mistakes()]

    return mistakes
