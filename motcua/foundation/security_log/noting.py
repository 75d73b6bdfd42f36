"""Write a security event down. One row, without waiting; the chain and the sending come after."""

import re
from datetime import datetime

from django.db.models.expressions import Combinable

from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.security_log.events import FACTS, Event
from motcua.foundation.security_log.models import SecurityEvent

#: Identity numbers, old and new, and telephones: the beginning and end let two lines be compared by eye.
_NUMBER = re.compile(r"\d{9,}")
_LONGEST = 120
_SHOWN_START, _SHOWN_END = 3, 2


def note(
    event: Event,
    *,
    at: datetime | Combinable,
    account_id: int | None = None,
    post_id: int | None = None,
    address: str = "",
    **facts: object,
) -> SecurityEvent:
    unknown = facts.keys() - FACTS
    assert not unknown, f"no facts of a security event: {unknown}"
    return SecurityEvent.objects.create(
        at=at,
        event=event,
        account_id=account_id,
        post_id=post_id,
        address=address or None,
        facts={name: masked(str(fact)) for name, fact in facts.items() if fact not in {"", None}},
    )


def masked(text: str) -> str:
    """001190009999 is 001*******99."""
    return _NUMBER.sub(lambda found: _hidden(found[0]), text)[:_LONGEST]


def pseudonym(text: str) -> str:
    """The same for the same name, so that a guesser can be followed, and read back by nobody."""
    return search_hash(f"security log {text.strip().lower()}")[:16]


def _hidden(number: str) -> str:
    stars = "*" * (len(number) - _SHOWN_START - _SHOWN_END)
    return f"{number[:_SHOWN_START]}{stars}{number[-_SHOWN_END:]}"
