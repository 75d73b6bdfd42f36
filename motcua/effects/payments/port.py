"""What every gateway can be asked. Each has a folder or file of its own in `gateways/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import Attempt


class Answered(StrEnum):
    PAID = "paid"
    FAILED = "failed"
    #: The payer may still be at it.
    STILL_OPEN = "still_open"
    #: The gateway has no such reference: the payer never came.
    NOT_FOUND = "not_found"
    #: No answer, or one that nobody can read.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a try stands at its gateway. `money` when it is paid."""

    answered: Answered
    money: Incoming | None = None
    #: Codes, no personal data.
    facts: Mapping[str, str] = field(default_factory=dict)


class RefundImpossible(Exception):
    """The gateway does not take money back this way, or has refused it: a person does it by transfer."""


class RefundUnanswered(Exception):
    """Nobody knows whether it was done: the same request, by the same name, is asked again."""


class Gateway(Protocol):
    def ask(self, attempt: Attempt, *, at: datetime) -> Standing:
        """Never raises for what the network does: that is UNKNOWN."""

    def refund(self, attempt: Attempt, *, transaction: str, amount: int, request: str, at: datetime) -> str:
        """Give back; the gateway's own name of the refund. `request` is the same when asked again.

        Raises RefundImpossible, RefundUnanswered.
        """
