"""One movement of an account, as JSON, with an HMAC-SHA256 of moment and body in the header."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from motcua.effects.payments.gateways.moments import Unreadable

SIGNATURE, MOMENT = "X-Signature", "X-Timestamp"
_LONGEST_NUMBER, _LONGEST_CONTENT = 64, 500


class BadChecksum(ValueError):
    """It was not signed with our secret, or was changed on its way."""


@dataclass(frozen=True, slots=True)
class Movement:
    transaction: str
    amount: int
    currency: str
    #: Free text of the payer and her bank; the code stands somewhere in it.
    content: str
    paid_at: datetime
    comes_in: bool


def signature(body: bytes, *, moment: str, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def checked(body: bytes, *, moment: str, given: str, secret: str) -> bytes:
    """Raises BadChecksum. An old message is not refused: a bank that waited for us repeats what it signed then."""
    if not hmac.compare_digest(given.encode(), signature(body, moment=moment, secret=secret).encode()):
        raise BadChecksum
    return body


def movement(body: bytes) -> Movement:
    """Raises Unreadable."""
    try:
        fields = json.loads(body)
        found = Movement(
            transaction=fields["transaction"],
            amount=fields["amount"],
            currency=fields["currency"],
            content=fields["content"],
            paid_at=datetime.fromisoformat(fields["paid_at"]),
            comes_in=fields["direction"] == "in",
        )
    except (ValueError, TypeError, KeyError):
        raise Unreadable from None
    if not _is_sound(found):
        raise Unreadable
    return found


def _is_sound(found: Movement) -> bool:
    texts = (found.transaction, found.currency, found.content)
    return (
        all(isinstance(text, str) for text in texts)
        and type(found.amount) is int
        and 0 < found.amount < 10**13
        and 0 < len(found.transaction) <= _LONGEST_NUMBER
        and found.transaction.isascii()
        and found.transaction.isprintable()
        and len(found.currency) == len("VND")
        and found.currency.isascii()
        and found.currency.isalpha()
        and len(found.content) <= _LONGEST_CONTENT
        and found.paid_at.tzinfo is not None
    )
