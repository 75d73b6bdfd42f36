"""The legal life of a dossier, as one table.

Nothing here touches a database, a request or the clock: everything that matters comes in as an argument, so the
whole law can be tested in milliseconds. States differ where the law treats dossiers differently.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.foundation.refusals import Refusal


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    IN_PROGRESS = "in_progress"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    DECIDED = "decided"
    RESULT_READY = "result_ready"
    RESULT_DELIVERED = "result_delivered"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Action(StrEnum):
    SUBMIT = "submit"
    ASK_TO_COMPLETE = "ask_to_complete"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    ACCEPT = "accept"
    ASSIGN = "assign"
    REDIRECT = "redirect"
    ALLOW_SECOND_REQUEST = "allow_second_request"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    SUSPEND = "suspend"
    CONTINUE = "continue"
    APOLOGISE = "apologise"
    NOTE_UNANSWERED = "note_unanswered"
    NOTE_DUE_SOON = "note_due_soon"
    NOTE_OVERDUE = "note_overdue"
    CHANGE_CALENDAR = "change_calendar"
    DECIDE = "decide"
    PUBLISH = "publish"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    STOP = "stop"


class Role(StrEnum):
    APPLICANT = "applicant"
    RECEPTIONIST = "receptionist"
    PROCESSOR = "processor"
    SIGNATORY = "signatory"
    CLERK = "clerk"
    CASHIER = "cashier"
    CONSULTED = "consulted"
    HEAD = "head"
    HELPER = "helper"
    CATALOGUE_OFFICER = "catalogue_officer"
    TECHNICAL_ADMINISTRATOR = "technical_administrator"
    SYSTEM = "system"
    STRANGER = "stranger"


class Clock(StrEnum):
    """What a move does to the legal clock."""

    KEEP = "keep"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTEND = "extend"
    STOP = "stop"


class Seat(StrEnum):
    """At which agency of the dossier an officer must sit. Steps name their own agency; see `commands/work.py`."""

    RECEIVING_UNIT = "receiving_unit"
    DECIDING_AGENCY = "deciding_agency"


class Need(StrEnum):
    """A fact that must hold before a move, beyond state and role."""

    NO_APOLOGY_YET = "no_apology_yet"
    WORK_DONE = "work_done"
    RESULT_FILED = "result_filed"
    CONSENT = "consent"
    FIRST_REQUEST_OR_ALLOWED = "first_request_or_allowed"
    GROUND_OF_THE_STEP = "ground_of_the_step"
    #: The fee of the procedure is paid, where it is to be paid first.
    FEES_SETTLED = "fees_settled"


@dataclass(frozen=True, slots=True)
class Move:
    action: Action
    source: State
    target: State
    by: frozenset[Role]
    clock: Clock = Clock.KEEP
    needs: frozenset[Need] = frozenset()
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What `record` read about the dossier for the needs of a move. `seats` are those of the acting officer."""

    seats: frozenset[Seat] = frozenset(Seat)

    #: Letters of apology so far, and how many new dates one dossier may be given.
    apologies: int = 0
    reappointments: int = 1
    open_work: int = 0
    results: int = 0
    #: Whoever types for another has her consent, and it has not run out. Applicants need nobody's.
    consent: bool = True
    #: Requests of the move's own kind so far, and how often a superior allowed one more.
    requests: int = 0
    allowances: int = 0
    #: The event names a ground on which the procedure version lets the clock stand.
    ground_is_known: bool = True
    #: Sums that are to be paid before this act, and are not.
    unpaid: int = 0


class NotAllowed(Refusal):
    """This actor may not take this action on a dossier in this state."""

    def __init__(self, *, action: Action, state: State, role: Role) -> None:
        super().__init__(action=action, state=state, role=role)
        self.action, self.state, self.role = action, state, role


class OtherAgency(Refusal):
    """This act belongs to another agency of the dossier: the one that receives it or the one that decides."""


class AlreadyApologised(Refusal):
    """A dossier is given a new date once only (NĐ 61/2018 art. 19.9, repeated in 2025 rules)."""


class WorkNotDone(Refusal):
    """Steps of the dossier are still open."""


class NoResultDocument(Refusal):
    """A decision comes with its document."""


class SecondRequest(Refusal):
    """Asked for once, completely (NĐ 61/2018 art. 15.3 and 17.2); once more only when a superior gives a reason."""


class NoSuchGround(Refusal):
    """The legal clock stands only on a ground that the procedure names; waiting in the office is none."""


class FeeUnpaid(Refusal):
    """Paid with the dossier, or at the latest before the result is handed over (NĐ 118/2025 art. 24)."""


class NoConsent(Refusal):
    """The person for whom it is typed has not agreed to it, or her consent has run out or was taken back."""


def _move(
    action: Action,
    source: State,
    target: State,
    *by: Role,
    clock: Clock = Clock.KEEP,
    needs: Iterable[Need] = (),
    seat: Seat | None = None,
) -> Move:
    return Move(action, source, target, frozenset(by), clock, frozenset(needs), seat)


S, A, R = State, Action, Role
DESK, OFFICE = Seat.RECEIVING_UNIT, Seat.DECIDING_AGENCY

#: States in which a dossier is in hand: the calendar may still move its date.
OPEN = (S.SUBMITTED, S.INCOMPLETE, S.IN_PROGRESS, S.SUPPLEMENT_REQUESTED, S.AWAITING_PAYMENT, S.SUSPENDED, S.DECIDED)
#: States in which the applicant is asked for something, and the desk waits.
WITH_THE_CITIZEN = (S.INCOMPLETE, S.SUPPLEMENT_REQUESTED, S.SUSPENDED, S.AWAITING_PAYMENT)
CLOSED = (S.REFUSED, S.RESULT_READY, S.RESULT_DELIVERED, S.WITHDRAWN, S.STOPPED)

MOVES: tuple[Move, ...] = (
    _move(
        A.SUBMIT,
        S.DRAFT,
        S.SUBMITTED,
        R.APPLICANT,
        R.RECEPTIONIST,
        R.HELPER,
        R.SYSTEM,
        needs=[Need.CONSENT],
        seat=DESK,
    ),
    _move(
        A.ASK_TO_COMPLETE,
        S.SUBMITTED,
        S.INCOMPLETE,
        R.RECEPTIONIST,
        needs=[Need.FIRST_REQUEST_OR_ALLOWED],
        seat=DESK,
    ),
    _move(A.ALLOW_SECOND_REQUEST, S.SUBMITTED, S.SUBMITTED, R.HEAD),
    _move(A.ALLOW_SECOND_REQUEST, S.IN_PROGRESS, S.IN_PROGRESS, R.HEAD, seat=OFFICE),
    _move(A.NOTE_UNANSWERED, S.SUBMITTED, S.SUBMITTED, R.SYSTEM),
    _move(A.RESUBMIT, S.INCOMPLETE, S.SUBMITTED, R.APPLICANT, R.RECEPTIONIST, seat=DESK),
    _move(A.REFUSE, S.SUBMITTED, S.REFUSED, R.RECEPTIONIST, seat=DESK),
    _move(
        A.ACCEPT,
        S.SUBMITTED,
        S.IN_PROGRESS,
        R.RECEPTIONIST,
        R.SYSTEM,
        clock=Clock.START,
        needs=[Need.FEES_SETTLED],
        seat=DESK,
    ),
    _move(A.ASSIGN, S.IN_PROGRESS, S.IN_PROGRESS, R.PROCESSOR, R.SIGNATORY, R.HEAD, R.SYSTEM),
    # Sent to the wrong agency: mended with a reason, and the date stays (TT 11/2025/TT-BKHCN, moving of dossiers).
    _move(A.REDIRECT, S.IN_PROGRESS, S.IN_PROGRESS, R.RECEPTIONIST, R.PROCESSOR, R.HEAD),
    _move(
        A.REQUEST_SUPPLEMENT,
        S.IN_PROGRESS,
        S.SUPPLEMENT_REQUESTED,
        R.PROCESSOR,
        clock=Clock.PAUSE,
        needs=[Need.FIRST_REQUEST_OR_ALLOWED],
        seat=OFFICE,
    ),
    _move(
        A.SUPPLEMENT,
        S.SUPPLEMENT_REQUESTED,
        S.IN_PROGRESS,
        R.APPLICANT,
        R.RECEPTIONIST,
        clock=Clock.RESTART,
        seat=DESK,
    ),
    _move(A.REQUEST_PAYMENT, S.IN_PROGRESS, S.AWAITING_PAYMENT, R.PROCESSOR, R.SYSTEM, clock=Clock.PAUSE),
    _move(A.CONFIRM_PAYMENT, S.AWAITING_PAYMENT, S.IN_PROGRESS, R.SYSTEM, R.CASHIER, clock=Clock.RESUME, seat=DESK),
    _move(
        A.SUSPEND,
        S.IN_PROGRESS,
        S.SUSPENDED,
        R.PROCESSOR,
        R.SYSTEM,
        clock=Clock.PAUSE,
        needs=[Need.GROUND_OF_THE_STEP],
    ),
    _move(A.CONTINUE, S.SUSPENDED, S.IN_PROGRESS, R.PROCESSOR, R.CONSULTED, R.APPLICANT, R.SYSTEM, clock=Clock.RESUME),
    _move(
        A.APOLOGISE,
        S.IN_PROGRESS,
        S.IN_PROGRESS,
        R.SIGNATORY,
        R.HEAD,
        clock=Clock.EXTEND,
        needs=[Need.NO_APOLOGY_YET],
        seat=OFFICE,
    ),
    _move(A.NOTE_DUE_SOON, S.IN_PROGRESS, S.IN_PROGRESS, R.SYSTEM),
    _move(A.NOTE_DUE_SOON, S.DECIDED, S.DECIDED, R.SYSTEM),
    _move(A.NOTE_OVERDUE, S.IN_PROGRESS, S.IN_PROGRESS, R.SYSTEM),
    _move(A.NOTE_OVERDUE, S.DECIDED, S.DECIDED, R.SYSTEM),
    *(_move(A.CHANGE_CALENDAR, state, state, R.SYSTEM) for state in OPEN),
    _move(A.DECIDE, S.IN_PROGRESS, S.DECIDED, R.SIGNATORY, needs=[Need.WORK_DONE, Need.RESULT_FILED]),
    # The clock stops when the result is published, numbered and sealed, not when it is signed.
    _move(A.PUBLISH, S.DECIDED, S.RESULT_READY, R.CLERK, R.SIGNATORY, clock=Clock.STOP, needs=[Need.RESULT_FILED]),
    _move(A.DELIVER, S.RESULT_READY, S.RESULT_DELIVERED, R.RECEPTIONIST, R.SYSTEM, needs=[Need.FEES_SETTLED]),
    # Only while no decision or result exists (NĐ 118/2025 art. 21, TT 03/2025/TT-VPCP art. 7).
    # At the desk it is the applicant's written wish that the receptionist records.
    _move(A.WITHDRAW, S.SUBMITTED, S.WITHDRAWN, R.APPLICANT, R.RECEPTIONIST, seat=DESK),
    _move(A.WITHDRAW, S.INCOMPLETE, S.WITHDRAWN, R.APPLICANT, R.RECEPTIONIST, seat=DESK),
    *(
        _move(A.WITHDRAW, state, S.WITHDRAWN, R.APPLICANT, R.RECEPTIONIST, clock=Clock.STOP, seat=DESK)
        for state in (S.IN_PROGRESS, S.SUPPLEMENT_REQUESTED, S.AWAITING_PAYMENT, S.SUSPENDED)
    ),
    _move(A.STOP, S.INCOMPLETE, S.STOPPED, R.SYSTEM, R.RECEPTIONIST, seat=DESK),
    _move(A.STOP, S.SUPPLEMENT_REQUESTED, S.STOPPED, R.SYSTEM, R.SIGNATORY, clock=Clock.STOP, seat=OFFICE),
    _move(A.STOP, S.AWAITING_PAYMENT, S.STOPPED, R.SYSTEM, R.SIGNATORY, clock=Clock.STOP, seat=OFFICE),
    # The dossier to which this one belongs has ended, or a law says that nothing can be decided any more.
    _move(A.STOP, S.SUBMITTED, S.STOPPED, R.SYSTEM),
    _move(A.STOP, S.IN_PROGRESS, S.STOPPED, R.SYSTEM, R.SIGNATORY, clock=Clock.STOP, seat=OFFICE),
    _move(A.STOP, S.SUSPENDED, S.STOPPED, R.SYSTEM, R.SIGNATORY, clock=Clock.STOP, seat=OFFICE),
)

_BY_KEY = {(move.action, move.source): move for move in MOVES}


def move_for(*, action: Action, state: State, role: Role) -> Move:
    """The move of the table, or NotAllowed."""
    move = _BY_KEY.get((action, state))
    if move is None or role not in move.by:
        raise NotAllowed(action=action, state=state, role=role)
    return move


#: When a need is met, and what is said when it is not; in the order in which they are said.
_MET: dict[Need, tuple[Callable[[Facts], bool], type[Refusal]]] = {
    Need.NO_APOLOGY_YET: (lambda facts: facts.apologies < facts.reappointments, AlreadyApologised),
    Need.WORK_DONE: (lambda facts: facts.open_work == 0, WorkNotDone),
    Need.RESULT_FILED: (lambda facts: facts.results > 0, NoResultDocument),
    Need.CONSENT: (lambda facts: facts.consent, NoConsent),
    Need.FIRST_REQUEST_OR_ALLOWED: (lambda facts: facts.requests <= facts.allowances, SecondRequest),
    Need.GROUND_OF_THE_STEP: (lambda facts: facts.ground_is_known, NoSuchGround),
    Need.FEES_SETTLED: (lambda facts: facts.unpaid == 0, FeeUnpaid),
}


def require(move: Move, facts: Facts) -> None:
    """Raise OtherAgency, or the refusal of the first need that the facts do not meet."""
    if move.seat is not None and move.seat not in facts.seats:
        raise OtherAgency
    for need, (is_met, refusal) in _MET.items():
        if need in move.needs and not is_met(facts):
            raise refusal


def actions_open_to(*, state: State, role: Role) -> list[Action]:
    """The acts to offer: exactly those that `move_for` would allow."""
    return [move.action for move in MOVES if move.source is state and role in move.by]
