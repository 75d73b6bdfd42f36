"""A bank says that money has come. Whatever it pays, the bank has done its part when it is in our book."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings

from motcua.effects.payments import crediting
from motcua.effects.payments.crediting import CreditResult, Incoming
from motcua.effects.payments.gateways.bank_notice import wire
from motcua.effects.payments.gateways.moments import Unreadable
from motcua.effects.payments.models import Means

KEY = "bank"


class Answer(StrEnum):
    NOTED = "00"
    NOTED_BEFORE = "02"
    ADDRESS_NOT_ALLOWED = "03"
    BAD_CHECKSUM = "97"
    UNREADABLE = "98"
    UNKNOWN_ERROR = "99"


MESSAGES = {
    Answer.NOTED: "Noted",
    Answer.NOTED_BEFORE: "Noted before",
    Answer.ADDRESS_NOT_ALLOWED: "Address not allowed",
    Answer.BAD_CHECKSUM: "Bad signature",
    Answer.UNREADABLE: "Not a movement",
    Answer.UNKNOWN_ERROR: "Unknown error",
}


def is_open() -> bool:
    return bool(settings.BANK_NOTICE_SECRET)


def answer(body: bytes, *, moment: str, given: str, at: datetime) -> tuple[Answer, str]:
    """Our answer, and what the message was about."""
    try:
        found = wire.movement(wire.checked(body, moment=moment, given=given, secret=settings.BANK_NOTICE_SECRET))
    except wire.BadChecksum:
        return Answer.BAD_CHECKSUM, ""
    except Unreadable:
        return Answer.UNREADABLE, ""
    if not found.comes_in:
        return Answer.NOTED, found.transaction
    money = Incoming(
        gateway=KEY,
        transaction=found.transaction,
        amount=found.amount,
        means=Means.BANK,
        paid_at=found.paid_at,
        words=found.content,
        currency=found.currency,
    )
    result = crediting.credit(money, at=at).result
    return Answer.NOTED_BEFORE if result is CreditResult.ALREADY else Answer.NOTED, found.transaction
