"""The life of a petition, as one table. What is not in it cannot happen."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.foundation.refusals import Refusal


class State(StrEnum):
    RECEIVED = "received"
    IN_HAND = "in_hand"
    #: The office has asked for more; its clock stands.
    ASKED = "asked"
    ANSWERED = "answered"
    PUBLISHED = "published"
    REFUSED = "refused"


class Act(StrEnum):
    FILE = "file"
    ASSIGN = "assign"
    REFUSE = "refuse"
    ASK = "ask"
    SUPPLY = "supply"
    ANSWER = "answer"
    PUBLISH = "publish"


class Party(StrEnum):
    #: Whoever filed it, signed in or with the code.
    AUTHOR = "author"
    #: The head of the agency that it is about.
    HEAD = "head"
    #: The officer to whom the head gave it.
    HANDLER = "handler"


@dataclass(frozen=True, slots=True)
class Move:
    act: Act
    source: State
    target: State
    by: frozenset[Party]


class NotNow(Refusal):
    """This act is not open in this state, or not to this party: somebody else was quicker, or the page is old."""


def _move(act: Act, source: State, target: State, *by: Party) -> Move:
    return Move(act, source, target, frozenset(by))


_AUTHOR, _HEAD, _HANDLER = Party.AUTHOR, Party.HEAD, Party.HANDLER
MOVES: tuple[Move, ...] = (
    _move(Act.ASSIGN, State.RECEIVED, State.IN_HAND, _HEAD),
    _move(Act.ASSIGN, State.IN_HAND, State.IN_HAND, _HEAD),
    _move(Act.REFUSE, State.RECEIVED, State.REFUSED, _HEAD),
    _move(Act.REFUSE, State.IN_HAND, State.REFUSED, _HEAD, _HANDLER),
    _move(Act.ASK, State.IN_HAND, State.ASKED, _HEAD, _HANDLER),
    _move(Act.SUPPLY, State.ASKED, State.IN_HAND, _AUTHOR),
    _move(Act.ANSWER, State.IN_HAND, State.ANSWERED, _HEAD, _HANDLER),
    _move(Act.PUBLISH, State.ANSWERED, State.PUBLISHED, _HEAD, _HANDLER),
)
_BY_CELL = {(move.source, move.act): move for move in MOVES}
OVER = frozenset({State.PUBLISHED, State.REFUSED})


def move_for(state: State, act: Act, *, party: Party) -> Move:
    """Raises NotNow."""
    found = _BY_CELL.get((state, act))
    if found is None or party not in found.by:
        raise NotNow
    return found


def open_to(state: State, *, party: Party) -> tuple[Act, ...]:
    return tuple(move.act for move in MOVES if move.source is state and party in move.by)
