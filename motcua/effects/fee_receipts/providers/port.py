"""What every provider of receipts can be asked. Each has a folder of its own here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from motcua.effects.fee_receipts.facts import Facts


class Obstacle(StrEnum):
    """In our words, whatever a provider calls it. A person at the desk reads what to do about each."""

    #: No answer, or one that is none.
    DOWN = "down"
    NOT_SET_UP = "not_set_up"
    LOGIN = "login"
    SERIES = "series"
    USED_UP = "used_up"
    #: A later receipt has been issued: this one's day would stand before it.
    DAY = "day"
    CERTIFICATE = "certificate"
    CONTENT = "content"
    #: The paper is none that opens, or none that we would hand on.
    PAPER = "paper"
    NOT_FOUND = "not_found"
    #: In its present state it is not cancelled.
    STATE = "state"
    OTHER = "other"


class Hindered(Exception):
    """Not done, or nobody knows whether it was done: the same key is asked again."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Order:
    """`key` makes it one receipt, however often it is asked for. `how` as the duty says: `SettledHow`."""

    key: UUID
    how: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Issued:
    form: str
    symbol: str
    number: int


class Issuer(Protocol):
    """Every answer is one of these or Hindered."""

    def issue(self, order: Order) -> Issued:
        """The same number for the same key."""

    def cancel(self, key: UUID) -> None:
        """What is cancelled already is done."""

    def paper(self, key: UUID) -> bytes:
        """The PDF as it is now: of a cancelled receipt the cancelled one."""
