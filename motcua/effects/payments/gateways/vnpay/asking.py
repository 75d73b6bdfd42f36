"""Ask VNPAY how a try stands, and give money back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings

from motcua.effects.payments import exchanges
from motcua.effects.payments.gateways import connection, moments
from motcua.effects.payments.gateways.connection import GatewayDown
from motcua.effects.payments.gateways.vnpay import reading, wire
from motcua.effects.payments.gateways.vnpay.codes import ApiCode
from motcua.effects.payments.gateways.vnpay.paying import KEY, words
from motcua.effects.payments.models import Attempt
from motcua.effects.payments.port import Answered, RefundImpossible, RefundUnanswered, Standing

#: The message set wants an address; it is this program that asks, and no payer.
_OURS = "127.0.0.1"
_WHO = "motcua"
_WHOLE, _PART = "02", "03"
_UNDONE = frozenset({ApiCode.NOT_FOUND, ApiCode.REFUSED, ApiCode.BAD_FORMAT, ApiCode.BAD_SITE})


def ask(attempt: Attempt, *, at: datetime) -> Standing:
    message = {"vnp_RequestId": uuid4().hex, **_about(attempt, "querydr", at=at)}
    try:
        told = _said(message, wire.QUERY_ORDER, wire.QUERY_REPLY_ORDER, at=at)
    except GatewayDown:
        return Standing(Answered.UNKNOWN)
    if told.get("vnp_ResponseCode") == ApiCode.NOT_FOUND:
        return Standing(Answered.NOT_FOUND)
    if told.get("vnp_ResponseCode") != ApiCode.DONE or told.get("vnp_TxnRef") != attempt.reference:
        return Standing(Answered.UNKNOWN, facts=reading.facts(told))
    return _standing(told)


def refund(attempt: Attempt, *, transaction: str, amount: int, request: str, at: datetime) -> str:
    """`request` is VNPAY's own guard: the same one twice is done once. Raises RefundImpossible, RefundUnanswered."""
    message = {
        "vnp_RequestId": request,
        **_about(attempt, "refund", at=at),
        "vnp_TransactionType": _WHOLE if amount == attempt.amount else _PART,
        "vnp_Amount": wire.amount_text(amount),
        "vnp_TransactionNo": transaction,
        "vnp_CreateBy": _WHO,
    }
    try:
        told = _said(message, wire.REFUND_ORDER, wire.REFUND_REPLY_ORDER, at=at)
    except GatewayDown:
        raise RefundUnanswered from None
    code = told.get("vnp_ResponseCode")
    if code in _UNDONE:
        raise RefundImpossible
    if code not in {ApiCode.DONE, ApiCode.TWICE}:
        raise RefundUnanswered
    return str(told.get("vnp_TransactionNo") or request)


def _standing(told: Mapping[str, Any]) -> Standing:
    """The codes of the answer are those of the notice, but for the first, which speaks of the question itself."""
    facts = reading.facts(told)
    if reading.is_paid(told):
        try:
            return Standing(Answered.PAID, reading.money(told, gateway=KEY), facts)
        except moments.Unreadable:
            return Standing(Answered.UNKNOWN, facts=facts)
    return Standing(Answered.FAILED if reading.is_over(told) else Answered.STILL_OPEN, facts=facts)


def _about(attempt: Attempt, command: str, *, at: datetime) -> dict[str, str]:
    return {
        "vnp_Version": wire.VERSION,
        "vnp_Command": command,
        "vnp_TmnCode": settings.VNPAY_TMN_CODE,
        "vnp_TxnRef": attempt.reference,
        "vnp_TransactionDate": moments.written(attempt.created_at),
        "vnp_CreateDate": moments.written(at),
        "vnp_IpAddr": _OURS,
        "vnp_OrderInfo": words(attempt),
    }


def _said(
    message: Mapping[str, str], order: tuple[str, ...], reply_order: tuple[str, ...], *, at: datetime
) -> Mapping[str, Any]:
    """Raises GatewayDown, also where the answer is not signed by VNPAY. Whatever comes of it is in the journal."""
    signed = wire.signed_message(message, order, secret=settings.VNPAY_HASH_SECRET)
    answered = "-"
    try:
        told = connection.fields_of(connection.ask(settings.VNPAY_API_URL, signed))
        checked = wire.checked_message(told, reply_order, secret=settings.VNPAY_HASH_SECRET)
        answered = str(checked.get("vnp_ResponseCode", ""))
    except wire.BadChecksum:
        raise GatewayDown from None
    finally:
        body = json.dumps(signed).encode()
        about = message["vnp_TxnRef"]
        exchanges.went(KEY, verb=message["vnp_Command"], reference=about, body=body, answer=answered, at=at)
    return checked
