"""What is wrong with the tests of a definition before any of them is run: names that must exist, moments in order."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.procedure_tests import ProcedureTest
from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.tree import Path


def mistakes_in_tests(definition: Definition) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, test in enumerate(definition.tests):
        at = ("tests", number)
        if test.name in seen:
            yield Mistake((*at, "name"), "a name that no other test has", test.name)
        seen.add(test.name)
        if not definition.channels.are_open(test.channel):
            yield Mistake((*at, "channel"), "a way in which this procedure can be filed", test.channel)
        yield from _names(definition, test, at)
        yield from _order([test.filed_at, *(each.at for each in test.happens)], (*at, "happens"))
        yield from _order([test.filed_at, *(each.at for each in test.expected)], (*at, "expected"))


def _names(definition: Definition, test: ProcedureTest, at: Path) -> Iterator[Mistake]:
    """Answers that are asked, steps and limits that the procedure has."""
    for key in test.answers:
        if key not in definition.form.fields:
            yield Mistake((*at, "answers", key), "the key of a question or field", key)
    steps = {step.key for step in definition.steps}
    fees = {fee.key for fee in definition.fees}
    limits = {limit.key for limit in definition.time_limits}
    for number, happening in enumerate(test.happens):
        yield from _unknown((happening.step,), steps, (*at, "happens", number, "step"))
        yield from _unknown(happening.picked, limits, (*at, "happens", number, "picked"))
    for number, expected in enumerate(test.expected):
        yield from _unknown(expected.wanted.get("open", ()), steps, (*at, "expected", number, "open"))
        named = [each.partition(":")[0] for each in expected.wanted.get("fees", ())]
        yield from _unknown(named, fees, (*at, "expected", number, "fees"))


def _unknown(names: Iterable[str], known: set[str], at: Path) -> Iterator[Mistake]:
    for name in names:
        if name and name not in known:
            yield Mistake(at, f"one of {', '.join(sorted(known))}", name)


def _order(moments: list[datetime], at: Path) -> Iterator[Mistake]:
    for number, (earlier, later) in enumerate(pairwise(moments)):
        if later < earlier:
            yield Mistake((*at, number, "at"), f"a moment from {earlier:%Y-%m-%d %H:%M} on", f"{later:%Y-%m-%d %H:%M}")
