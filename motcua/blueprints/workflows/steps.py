"""The steps of a procedure. Pure: a step is local habit and never changes a dossier's state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.blueprints.expressions.tree import Tree
from motcua.foundation.calendar.arithmetic import Unit
from motcua.foundation.refusals import Refusal


class Act(StrEnum):
    """What is done in a step."""

    ACCEPT = "accept"
    WORK = "work"
    CONFIRM_DRAFT = "confirm_draft"
    CONSULT = "consult"
    POST_PUBLICLY = "post_publicly"
    #: Interlinked: a dossier of another procedure is opened at another agency, and its result awaited.
    OPEN_CHILD = "open_child"
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


class Silence(StrEnum):
    """What it means when an agency that was asked lets its time go by (TT 11/2025/TT-BKHCN: not agreement)."""

    NOT_AGREEMENT = "not_agreement"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Choice:
    """An action that an officer may finish a step with, where there is more than one. Flows are named after it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Child:
    """The dossier that a step opens: of which procedure, and what of the parent's answers and papers goes into it."""

    procedure: str
    answers: Mapping[str, Tree] = field(default_factory=dict)
    #: {paper of the child: paper of the parent}
    papers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """`unit` is the receiving unit, the deciding agency, or the kind of another agency.

    `max_days`, counted in `max_unit`, is how long whoever is asked has: an agency, the public, the applicant.
    """

    key: str
    name: str
    act: Act
    role: StepRole
    unit: str
    share_pct: int
    channel: str = "any"
    ground: Ground | None = None
    #: The article that allows the clock to stand on this ground.
    ground_basis: str = ""
    max_days: int | None = None
    max_unit: Unit = Unit.DAY
    silence: Silence = Silence.NOT_AGREEMENT
    choices: tuple[Choice, ...] = ()
    child: Child | None = None
    #: May be passed over by whoever has it, without a reason.
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


def step_named(steps: Iterable[Step], *, key: str) -> Step:
    for step in steps:
        if step.key == key:
            return step
    raise StepUnknown(step=key)
