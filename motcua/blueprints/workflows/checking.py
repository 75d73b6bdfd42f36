"""What is wrong with a process, told before it is published: each mistake by its name, and the step it is about."""

from collections import Counter
from collections.abc import Iterator, Mapping

from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.workflows.checking_flows import flow_mistakes, loop_mistakes, way_mistakes
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import DECIDING_AGENCY, RECEIVING_UNIT, Act, Ground, Step, StepRole
from motcua.foundation.organisations.kinds import AgencyKind

UNITS = frozenset({RECEIVING_UNIT, DECIDING_AGENCY, *AgencyKind})
CHANNELS = ("online", "counter", "post")
WHOLE = 100

_OFFICERS = frozenset(StepRole) - {StepRole.APPLICANT, StepRole.SYSTEM}
#: Who can do it: the roles of the lifecycle for what changes the dossier's state, any officer for work.
ROLES_OF: dict[Act, frozenset[StepRole]] = {
    Act.ACCEPT: frozenset({StepRole.RECEPTIONIST}),
    Act.WORK: _OFFICERS,
    Act.CONFIRM_DRAFT: frozenset({StepRole.APPLICANT}),
    Act.CONSULT: _OFFICERS,
    Act.POST_PUBLICLY: _OFFICERS,
    Act.OPEN_CHILD: _OFFICERS | {StepRole.SYSTEM},
    Act.PAY: frozenset({StepRole.APPLICANT}),
    Act.DECIDE: frozenset({StepRole.SIGNATORY}),
    Act.PUBLISH: frozenset({StepRole.CLERK, StepRole.SIGNATORY}),
    Act.DELIVER: frozenset({StepRole.RECEPTIONIST}),
    Act.AUTOMATIC: frozenset({StepRole.SYSTEM}),
}
#: On which ground the clock may stand while it is done.
GROUND_OF = {
    Act.CONFIRM_DRAFT: Ground.APPLICANT_CONFIRMATION,
    Act.POST_PUBLICLY: Ground.PUBLIC_POSTING,
    Act.CONSULT: Ground.CONSULTATION,
    Act.PAY: Ground.FINANCIAL_DUTY,
}
#: Somebody outside is asked and must know until when.
ASKS_SOMEBODY = frozenset({Act.CONFIRM_DRAFT, Act.CONSULT, Act.POST_PUBLICLY})
#: An officer hands on, and may do so in more than one way, or pass the step over.
HANDED_ON = frozenset({Act.WORK, Act.CONSULT, Act.POST_PUBLICLY})
MAY_BE_OPTIONAL = HANDED_ON | {Act.CONFIRM_DRAFT, Act.OPEN_CHILD}
NEEDS_NO_SHARE = frozenset({Act.AUTOMATIC, Act.DELIVER})


def checked(process: Process) -> Iterator[Mistake]:
    """Every mistake; positions are relative to the process."""
    for number, step in enumerate(process.steps):
        yield from _step(step, ("steps", number))
    broken = [*_names(process), *flow_mistakes(process)]
    yield from broken
    if any(mistake.at[0] == "flows" or mistake.at[-1] == "key" for mistake in broken):
        return
    yield from loop_mistakes(process)
    ways = [mistake for channel in CHANNELS for mistake in way_mistakes(process, channel=channel)]
    yield from dict.fromkeys(ways)
    longest = process.share_left(process.steps[0].key)
    if longest != WHOLE:
        yield Mistake(
            ("steps",), "share_pct of the longest way to sum to 100", f"shares that are not the whole: {longest}"
        )


def unassigned(node: object) -> Iterator[Mistake]:
    """Steps of a file that nobody has; told by name before the shape of the file is looked at."""
    steps = node.get("steps") if isinstance(node, Mapping) else None
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        for wanted in ("role", "unit"):
            if isinstance(step, Mapping) and not step.get(wanted):
                yield Mistake(("steps", number), f"a {wanted}", f"an unassigned step: {step.get('key')}")


def _names(process: Process) -> Iterator[Mistake]:
    for key, times in Counter(step.key for step in process.steps).items():
        if times > 1:
            last = max(number for number, step in enumerate(process.steps) if step.key == key)
            yield Mistake(("steps", last, "key"), "a key that no other step has", key)


def _step(step: Step, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    yield from _holder(step, at)
    yield from _time(step, at)
    yield from _ground(step, at)
    yield from _choices(step, at)
    if (step.act is Act.OPEN_CHILD) != (step.child is not None):
        yield Mistake(at, "child together with act: open_child", f"one without the other: {step.key}")
    if step.optional and step.act not in MAY_BE_OPTIONAL:
        yield Mistake((*at, "optional"), f"no optional step with act {step.act}", step.key)


def _holder(step: Step, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    if step.unit not in UNITS:
        yield Mistake((*at, "unit"), f"one of {', '.join(sorted(UNITS))}", f"an unassigned step: {step.key}")
    if step.role not in ROLES_OF[step.act]:
        able = ", ".join(sorted(ROLES_OF[step.act]))
        yield Mistake((*at, "role"), f"{able} for act {step.act}", f"a role that cannot do it: {step.key}")


def _time(step: Step, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    if step.act in ASKS_SOMEBODY and step.max_days is None:
        yield Mistake(at, f"max_days for act {step.act}", f"an undefined time: {step.key}")
    elif not (step.share_pct or step.ground or step.max_days or step.optional or step.act in NEEDS_NO_SHARE):
        yield Mistake((*at, "share_pct"), "a share where the legal clock runs", f"an undefined time: {step.key}")


def _ground(step: Step, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    if step.ground is None:
        if step.act is Act.PAY:
            yield Mistake(at, "ground: financial_duty for act pay", f"a step without its ground: {step.key}")
        return
    if step.share_pct:
        yield Mistake((*at, "share_pct"), "0 where the legal clock stops", str(step.share_pct))
    if GROUND_OF.get(step.act) is not step.ground:
        own = GROUND_OF.get(step.act, "no ground")
        yield Mistake((*at, "ground"), f"{own} for act {step.act}", f"a ground of another act: {step.key}")
    if not step.ground_basis:
        yield Mistake(at, "ground_basis, the article", f"a ground without basis: {step.key}")


def _choices(step: Step, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    if step.choices and step.act not in HANDED_ON:
        yield Mistake((*at, "choices"), f"choices only for {', '.join(sorted(HANDED_ON))}", f"{step.act}: {step.key}")
    for key, times in Counter(choice.key for choice in step.choices).items():
        if times > 1:
            yield Mistake((*at, "choices"), "each choice once", key)
