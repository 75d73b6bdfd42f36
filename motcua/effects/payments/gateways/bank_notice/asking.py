"""A bank speaks of itself and is not asked; it sends nothing back on our word."""

from datetime import datetime

from motcua.effects.payments.models import Attempt
from motcua.effects.payments.port import Answered, RefundImpossible, Standing


def ask(attempt: Attempt, *, at: datetime) -> Standing:  # noqa: ARG001 - a gateway's signature
    return Standing(Answered.UNKNOWN)


def refund(attempt: Attempt, *, transaction: str, amount: int, request: str, at: datetime) -> str:  # noqa: ARG001 - a gateway's signature
    """Raises RefundImpossible: a person does it by transfer."""
    raise RefundImpossible
