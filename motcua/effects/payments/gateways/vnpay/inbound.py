"""The notice (IPN): the only thing besides our own question that changes how a payment stands."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from motcua.effects.payments import crediting
from motcua.effects.payments.crediting import CreditResult
from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.vnpay import reading, wire
from motcua.effects.payments.gateways.vnpay.codes import Answer
from motcua.effects.payments.gateways.vnpay.paying import KEY
from motcua.effects.payments.models import Attempt
from motcua.effects.payments.models.attempt import UNANSWERED

#: Money that came and pays nothing is on the list of unmatched money whatever we answer. 02 ends their asking.
_ANSWERS = {
    CreditResult.CREDITED: Answer.CONFIRMED,
    CreditResult.ALREADY: Answer.ALREADY_CONFIRMED,
    CreditResult.ORDER_PAID: Answer.ALREADY_CONFIRMED,
    CreditResult.ORDER_CLOSED: Answer.ALREADY_CONFIRMED,
    CreditResult.UNKNOWN_ORDER: Answer.NO_SUCH_ORDER,
    CreditResult.WRONG_AMOUNT: Answer.WRONG_AMOUNT,
    CreditResult.WRONG_CURRENCY: Answer.WRONG_AMOUNT,
}


def answer(fields: Mapping[str, str], *, at: datetime) -> Answer:
    try:
        told = wire.checked(fields, secret=settings.VNPAY_HASH_SECRET)
    except wire.BadChecksum:
        return Answer.BAD_CHECKSUM
    if told.get("vnp_TmnCode") != settings.VNPAY_TMN_CODE:
        return Answer.NO_SUCH_ORDER
    try:
        return _paid(told, at=at) if reading.is_paid(told) else _not_paid(told, at=at)
    except moments.Unreadable:
        return Answer.UNKNOWN_ERROR


def _paid(told: Mapping[str, str], *, at: datetime) -> Answer:
    return _ANSWERS[crediting.credit(reading.money(told, gateway=KEY), at=at).result]


def _not_paid(told: Mapping[str, str], *, at: datetime) -> Answer:
    attempt = Attempt.objects.filter(gateway=KEY, reference=told.get("vnp_TxnRef", "")).first()
    if attempt is None:
        return Answer.NO_SUCH_ORDER
    if wire.amount_of(told.get("vnp_Amount")) != attempt.amount:
        return Answer.WRONG_AMOUNT
    if attempt.state not in UNANSWERED:
        return Answer.ALREADY_CONFIRMED
    if reading.is_over(told):
        crediting.fail(attempt, at=at, facts=reading.facts(told))
    return Answer.CONFIRMED
