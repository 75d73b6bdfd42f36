"""The steps of a procedure and which comes next. Pure: a step is local habit and never changes a dossier's state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.foundation.refusals import Refusal


class Act(StrEnum):
    """What is done in a step."""

    ACCEPT = "accept"
    WORK = "work"
    CONFIRM_DRAFT = "confirm_draft"
    CONSULT = "consult"
    POST_PUBLICLY = "post_publicly"
    PAY = "pay"
    DECIDE = "decide"
    PUBLISH = "publish"
    DELIVER = "deliver"
    AUTOMATIC = "automatic"


class StepRole(StrEnum):
    RECEPTIONIST = "receptionist"
    PROCESSOR = "processor"
    SIGNATORY = "signatory"
    CLERK = "clerk"
    CASHIER = "cashier"
    CONSULTED = "consulted"
    HEAD = "head"
    APPLICANT = "applicant"
    SYSTEM = "system"


class Ground(StrEnum):
    """Why the legal clock stops in a step. Ordinary waiting inside the office is none of these."""

    APPLICANT_CONFIRMATION = "applicant_confirmation"
    PUBLIC_POSTING = "public_posting"
    CONSULTATION = "consultation"
    FINANCIAL_DUTY = "financial_duty"


RECEIVING_UNIT = "receiving_unit"
DECIDING_AGENCY = "deciding_agency"


@dataclass(frozen=True, slots=True)
class Step:
    """`unit` is the receiving unit, the deciding agency, or the kind of another agency."""

    key: str
    name: str
    act: Act
    role: StepRole
    unit: str
    share_pct: int
    channel: str = "any"
    ground: Ground | None = None
    max_days: int | None = None
    optional: bool = False
    note: str = ""

    @property
    def stops_the_clock(self) -> bool:
        return self.ground is not None


class StepUnknown(Refusal):
    """The procedure version has no step of that name."""


def steps_for(steps: Iterable[Step], *, channel: str) -> tuple[Step, ...]:
    """The steps of a dossier that came by this channel, in order."""
    return tuple(step for step in steps if step.channel in ("any", channel))


def first_step(steps: Sequence[Step]) -> Step:
    return steps[0]


def step_named(steps: Iterable[Step], *, key: str) -> Step:
    for step in steps:
        if step.key == key:
            return step
    raise StepUnknown(step=key)


def next_step(steps: Sequence[Step], *, done: str) -> Step | None:
    """The step after the one that is done; none after the last."""
    position = list(steps).index(step_named(steps, key=done))
    return steps[position + 1] if position + 1 < len(steps) else None
