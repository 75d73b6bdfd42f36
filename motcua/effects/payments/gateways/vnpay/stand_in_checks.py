"""What VNPAY would find wrong with what we send."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.vnpay import wire

_PAY_FIELDS = {
    "vnp_Version": re.compile(r"2\.1\.0"),
    "vnp_Command": re.compile("pay"),
    "vnp_TmnCode": re.compile("[A-Z0-9]{8,9}"),
    "vnp_Amount": re.compile("[1-9][0-9]{0,11}"),
    "vnp_CurrCode": re.compile("VND"),
    "vnp_TxnRef": re.compile("[A-Za-z0-9]{1,100}"),
    # No accents and no special signs.
    "vnp_OrderInfo": re.compile(r"[A-Za-z0-9 .:-]{1,255}"),
    "vnp_OrderType": re.compile("[a-z0-9]{1,100}"),
    "vnp_Locale": re.compile("vn|en"),
    "vnp_ReturnUrl": re.compile("https?://.{10,245}"),
    "vnp_IpAddr": re.compile("[0-9a-f.:]{7,45}"),
    "vnp_CreateDate": re.compile("[0-9]{14}"),
    "vnp_ExpireDate": re.compile("[0-9]{14}"),
}
_ASKED = {
    "vnp_RequestId": re.compile("[A-Za-z0-9]{1,32}"),
    "vnp_Version": re.compile(r"2\.1\.0"),
    "vnp_TmnCode": re.compile("[A-Z0-9]{8,9}"),
    "vnp_TxnRef": re.compile("[A-Za-z0-9]{1,100}"),
    "vnp_OrderInfo": re.compile(r"[A-Za-z0-9 .:-]{1,255}"),
    "vnp_TransactionDate": re.compile("[0-9]{14}"),
    "vnp_CreateDate": re.compile("[0-9]{14}"),
    "vnp_IpAddr": re.compile("[0-9a-f.:]{7,45}"),
}
_MESSAGE_FIELDS = {
    "querydr": _ASKED,
    "refund": {
        **_ASKED,
        "vnp_TransactionType": re.compile("0[23]"),
        "vnp_Amount": re.compile("[1-9][0-9]{0,11}"),
        "vnp_CreateBy": re.compile("[A-Za-z0-9 .-]{1,245}"),
    },
}
ORDERS = {"querydr": wire.QUERY_ORDER, "refund": wire.REFUND_ORDER}
#: A request further off than this is an old one sent again.
_CLOCKS_DIFFER = timedelta(minutes=15)


def wrong_in_payment(fields: Mapping[str, str], *, secret: str, now: datetime) -> str:
    """In a word what is wrong with the address that a payer came with; empty where nothing is."""
    try:
        wire.checked(fields, secret=secret)
    except wire.BadChecksum:
        return "vnp_SecureHash"
    unknown = next((name for name in fields if name not in _PAY_FIELDS and name != wire.HASH), "")
    return unknown or _malformed(fields, _PAY_FIELDS) or _late(fields, now)


def wrong_in_message(fields: Mapping[str, Any], *, secret: str) -> str:
    command = str(fields.get("vnp_Command"))
    if command not in ORDERS:
        return "vnp_Command"
    try:
        wire.checked_message(fields, ORDERS[command], secret=secret)
    except wire.BadChecksum:
        return "vnp_SecureHash"
    return _malformed({name: str(value) for name, value in fields.items()}, _MESSAGE_FIELDS[command])


def _malformed(fields: Mapping[str, str], expected: Mapping[str, re.Pattern[str]]) -> str:
    return next((name for name, form in expected.items() if not form.fullmatch(fields.get(name, ""))), "")


def _late(fields: Mapping[str, str], now: datetime) -> str:
    try:
        created, expires = moments.read(fields["vnp_CreateDate"]), moments.read(fields["vnp_ExpireDate"])
    except moments.Unreadable:
        return "vnp_CreateDate"
    if abs(now - created) > _CLOCKS_DIFFER:
        return "vnp_CreateDate"
    return "" if created < expires and now < expires else "vnp_ExpireDate"
