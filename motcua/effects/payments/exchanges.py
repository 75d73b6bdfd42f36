"""The journal of what gateways and we have said to each other, without a word of it."""

import hashlib
from datetime import datetime

from motcua.effects.payments.models import Direction, Exchange

_LONGEST_VERB, _LONGEST_REFERENCE, _LONGEST_ANSWER = 20, 64, 40


def came(gateway: str, *, verb: str, reference: str, body: bytes, answer: str, at: datetime) -> Exchange:
    """They told us, and this is the code that we answered."""
    return _note(
        Exchange(gateway=gateway, direction=Direction.IN, verb=verb, reference=reference, answer=answer), body, at
    )


def went(gateway: str, *, verb: str, reference: str, body: bytes, answer: str, at: datetime) -> Exchange:
    """We asked them, and this is the code that they answered."""
    return _note(
        Exchange(gateway=gateway, direction=Direction.OUT, verb=verb, reference=reference, answer=answer), body, at
    )


def _note(said: Exchange, body: bytes, at: datetime) -> Exchange:
    said.verb, said.answer = said.verb[:_LONGEST_VERB], said.answer[:_LONGEST_ANSWER]
    said.reference, said.digest, said.at = said.reference[:_LONGEST_REFERENCE], hashlib.sha256(body).hexdigest(), at
    said.save()
    return said
