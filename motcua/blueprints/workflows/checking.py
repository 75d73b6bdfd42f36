"""What is wrong with the steps of a definition, told before it is published."""

from collections import Counter
from collections.abc import Iterator, Sequence

from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, Act, Step, StepRole
from motcua.foundation.organisations.kinds import AgencyKind

UNITS = frozenset({RECEIVING_UNIT, DECIDING_AGENCY, *AgencyKind})
WHOLE = 100
#: Once it is decided, nothing is left but to number, seal, hand out and note.
AFTER_DECISION = frozenset({Act.DECIDE, Act.PUBLISH, Act.DELIVER, Act.AUTOMATIC})


def checked(steps: Sequence[Step]) -> Iterator[Mistake]:
    """Every mistake; positions are relative to the list of steps."""
    yield from _order(steps)
    yield from _shares(steps)
    for number, step in enumerate(steps):
        yield from _step(step, number)
    for key, times in Counter(step.key for step in steps).items():
        if times > 1:
            last = max(number for number, step in enumerate(steps) if step.key == key)
            yield Mistake((last, "key"), "a key that no other step has", key)


def _order(steps: Sequence[Step]) -> Iterator[Mistake]:
    if steps[0].act is not Act.ACCEPT or steps[0].unit != RECEIVING_UNIT:
        yield Mistake(
            (0, "act"), "accept at the receiving unit as the first step", f"{steps[0].act} at {steps[0].unit}"
        )
    last = len(steps) - 1
    if steps[last].act is not Act.DELIVER:
        yield Mistake((last, "act"), "deliver as the last step", steps[last].act)
    decisions = [number for number, step in enumerate(steps) if step.act is Act.DECIDE]
    if not decisions:
        yield Mistake((), "at least one step with act: decide", "none")
        return
    for number, step in enumerate(steps[decisions[0] :], start=decisions[0]):
        if step.act not in AFTER_DECISION:
            yield Mistake((number, "act"), "only publish, automatic or deliver after the decision", step.act)


def _shares(steps: Sequence[Step]) -> Iterator[Mistake]:
    total = sum(step.share_pct for step in steps)
    if total != WHOLE:
        yield Mistake((), "share_pct of all steps to sum to 100", str(total))


def _step(step: Step, number: int) -> Iterator[Mistake]:
    if step.unit not in UNITS:
        yield Mistake((number, "unit"), f"one of {', '.join(sorted(UNITS))}", step.unit)
    if step.ground and step.share_pct:
        yield Mistake((number, "share_pct"), "0 where the legal clock stops", str(step.share_pct))
    if step.act in (Act.CONFIRM_DRAFT, Act.PAY) and step.role is not StepRole.APPLICANT:
        yield Mistake((number, "role"), f"applicant for act {step.act}", step.role)
