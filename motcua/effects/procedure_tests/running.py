"""Run a test over a calendar, and compare what came of it with what was written down."""

import re
from collections.abc import Iterator

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.procedure_tests import Expected, Happening, ProcedureTest
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.procedure_tests.acts import act
from motcua.effects.procedure_tests.looking import looked, same
from motcua.effects.procedure_tests.outcome import Line, Outcome, Red
from motcua.effects.procedure_tests.stage import Stage
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.refusals import Refusal

#: How an act ended, in a red.
DONE, REFUSED = "done", "refused: "
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def run_of(definition: Definition, *, calendar: WorkingCalendar) -> tuple[Outcome, ...]:
    """Every test of a procedure."""
    return tuple(
        run(definition, test, number=number, calendar=calendar) for number, test in enumerate(definition.tests)
    )


def run(definition: Definition, test: ProcedureTest, *, number: int = 0, calendar: WorkingCalendar) -> Outcome:
    stage = Stage(
        definition=definition,
        channel=test.channel,
        calendar=calendar,
        answers=dict(test.answers),
        process=definition.process.for_channel(test.channel),
        locality=test.locality,
    )
    return Outcome(definition.code, number, test, tuple(_lines(stage, test)))


def _lines(stage: Stage, test: ProcedureTest) -> Iterator[Line]:
    """The filing, then happenings and looks as time goes; a look sees what happened in its own minute."""
    yield _filed(stage, test)
    happens, looks = list(enumerate(test.happens)), list(enumerate(test.expected))
    while happens or looks:
        if happens and (not looks or happens[0][1].at <= looks[0][1].at):
            yield _happened(stage, *happens.pop(0))
        else:
            yield _looked(stage, *looks.pop(0))


def _filed(stage: Stage, test: ProcedureTest) -> Line:
    role = Role.APPLICANT if test.channel == "online" else Role.RECEPTIONIST
    stage.record(Action.SUBMIT, role=role, at=test.filed_at)
    stage.assess()
    return Line(at=test.filed_at, stood=looked(stage), recorded=(Action.SUBMIT,))


def _happened(stage: Stage, number: int, happening: Happening) -> Line:
    before, refused = len(stage.events), ""
    try:
        with stage.all_or_nothing():
            act(stage, happening)
    except Refusal as refusal:
        refused = name_of(type(refusal))
    return Line(
        at=happening.at,
        stood=looked(stage),
        happening=happening,
        recorded=tuple(event.action for event in stage.events[before:]),
        reds=tuple(_went_otherwise(number, happening, refused)),
    )


def _went_otherwise(number: int, happening: Happening, refused: str) -> Iterator[Red]:
    if refused != happening.refused:
        yield Red(
            ("happens", number),
            happening.does,
            f"{happening.does} to be {_end(happening.refused)}",
            _end(refused),
        )


def _end(refused: str) -> str:
    return f"{REFUSED}{refused}" if refused else DONE


def _looked(stage: Stage, number: int, expected: Expected) -> Line:
    found = looked(stage)
    reds = tuple(
        Red(("expected", number, name), name, _text(wanted), _text(found[name]))
        for name, wanted in expected.wanted.items()
        if not same(wanted, found[name], calendar=stage.calendar)
    )
    return Line(at=expected.at, stood=found, expected=expected, reds=reds)


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def name_of(refusal: type[Refusal]) -> str:
    """AlreadyApologised is already_apologised in a test."""
    return _WORD_BEGINS.sub("_", refusal.__name__).lower()
