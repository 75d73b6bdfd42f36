"""The journal of what gateways and we have said to each other, without a word of it."""

import hashlib
from datetime import datetime

from motcua.effects.payments.models import Direction, Exchange

_LONGEST_REFERENCE, _LONGEST_ANSWER = 64, 40


def note(
    gateway: str, *, direction: Direction, verb: str, reference: str, body: bytes, answer: str, at: datetime
) -> Exchange:
    return Exchange.objects.create(
        gateway=gateway,
        direction=direction,
        verb=verb,
        reference=reference[:_LONGEST_REFERENCE],
        digest=hashlib.sha256(body).hexdigest(),
        answer=answer[:_LONGEST_ANSWER],
        at=at,
    )
