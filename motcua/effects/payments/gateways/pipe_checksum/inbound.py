"""CONFIRM: the gateway says how a payment ended, and wants an answer in its own words."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.effects.payments import crediting
from motcua.effects.payments.crediting import CreditResult
from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.pipe_checksum import reading, wire
from motcua.effects.payments.gateways.pipe_checksum.access import access_to
from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, Verb
from motcua.effects.payments.models import Attempt


class Answer(StrEnum):
    """Only 00 is in the message set; the others are those that its neighbours use."""

    CONFIRMED = "00"
    NO_SUCH_ORDER = "01"
    ALREADY_CONFIRMED = "02"
    ADDRESS_NOT_ALLOWED = "03"
    WRONG_AMOUNT = "04"
    BAD_CHECKSUM = "97"
    UNKNOWN_ERROR = "99"


MESSAGES = {
    Answer.CONFIRMED: "Thanh cong",
    Answer.NO_SUCH_ORDER: "Khong tim thay ma tham chieu",
    Answer.ALREADY_CONFIRMED: "Giao dich da duoc xac nhan truoc do",
    Answer.ADDRESS_NOT_ALLOWED: "Dia chi khong duoc phep",
    Answer.WRONG_AMOUNT: "So tien khong khop",
    Answer.BAD_CHECKSUM: "Sai ma xac thuc",
    Answer.UNKNOWN_ERROR: "Loi khong xac dinh",
}
_ANSWERS = {
    CreditResult.CREDITED: Answer.CONFIRMED,
    # Said again: it is as they say, and they need not say it once more.
    CreditResult.ALREADY: Answer.CONFIRMED,
    CreditResult.ORDER_PAID: Answer.ALREADY_CONFIRMED,
    CreditResult.ORDER_CLOSED: Answer.ALREADY_CONFIRMED,
    CreditResult.UNKNOWN_ORDER: Answer.NO_SUCH_ORDER,
    CreditResult.WRONG_AMOUNT: Answer.WRONG_AMOUNT,
    CreditResult.WRONG_CURRENCY: Answer.WRONG_AMOUNT,
}


def answer(profile: Profile, theirs: Mapping[str, Any], *, at: datetime) -> Answer:
    access = access_to(profile)
    try:
        heard = wire.checked(profile, Verb.CONFIRM, theirs, secret=access.secret)
    except wire.BadChecksum:
        return Answer.BAD_CHECKSUM
    if heard.get("partner") != access.partner or heard.get("kind") != Verb.CONFIRM:
        return Answer.UNKNOWN_ERROR
    try:
        return _paid(profile, heard, at=at) if reading.is_paid(heard) else _failed(profile, heard, at=at)
    except moments.Unreadable:
        return Answer.UNKNOWN_ERROR


def replied(profile: Profile, theirs: Mapping[str, Any], said: Answer) -> dict[str, str]:
    access, heard = access_to(profile), wire.heard(profile, theirs)
    message = {
        "code": said.value,
        "message": MESSAGES[said],
        "partner": access.partner,
        "reference": heard.get("reference", ""),
        "moment": heard.get("moment", ""),
    }
    return wire.reply(
        profile, message, way=access.reply_checksum, received=heard.get("checksum", ""), secret=access.secret
    )


def _paid(profile: Profile, heard: Mapping[str, str], *, at: datetime) -> Answer:
    return _ANSWERS[crediting.credit(reading.money(heard, gateway=profile.key), at=at).result]


def _failed(profile: Profile, heard: Mapping[str, str], *, at: datetime) -> Answer:
    """After it was paid this changes nothing: money in the book is not argued away."""
    attempt = Attempt.objects.filter(gateway=profile.key, reference=heard.get("reference", "")).first()
    if attempt is None:
        return Answer.NO_SUCH_ORDER
    crediting.fail(attempt, at=at, facts=reading.facts(heard))
    return Answer.CONFIRMED
