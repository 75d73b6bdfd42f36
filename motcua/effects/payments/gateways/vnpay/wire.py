"""The words of VNPAY 2.1.0: what is signed, in which order, and how amounts are written."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

from motcua.effects.payments.gateways.moments import Unreadable

VERSION = "2.1.0"
HASH = "vnp_SecureHash"
_UNSIGNED = frozenset({HASH, "vnp_SecureHashType"})
#: They count in hundredths, of a currency that has none.
_HUNDREDTHS = 100
_LONGEST_AMOUNT = 15

QUERY_ORDER = (
    *("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate"),
    *("vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo"),
)
REFUND_ORDER = (
    *("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TransactionType", "vnp_TxnRef", "vnp_Amount"),
    *("vnp_TransactionNo", "vnp_TransactionDate", "vnp_CreateBy", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo"),
)
QUERY_REPLY_ORDER = (
    *("vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount"),
    *("vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus"),
    *("vnp_OrderInfo", "vnp_PromotionCode", "vnp_PromotionAmount"),
)
REFUND_REPLY_ORDER = (
    *("vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount"),
    *("vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus"),
    "vnp_OrderInfo",
)


class BadChecksum(ValueError):
    """It was not signed with our secret, or was changed on its way."""


def query_text(fields: Mapping[str, str]) -> str:
    """Sorted by name, empty values left out, a space as a plus: what is signed, and what stands in the address."""
    kept = sorted((name, value) for name, value in fields.items() if value and name not in _UNSIGNED)
    return "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in kept)


def signed_address(url: str, fields: Mapping[str, str], *, secret: str) -> str:
    text = query_text(fields)
    return f"{url}?{text}&{HASH}={digest(text, secret=secret)}"


def checked(fields: Mapping[str, str], *, secret: str) -> Mapping[str, str]:
    """The fields that VNPAY signed. Raises BadChecksum."""
    theirs = {name: value for name, value in fields.items() if name.startswith("vnp_")}
    if not _same(theirs.get(HASH, ""), digest(query_text(theirs), secret=secret)):
        raise BadChecksum
    return theirs


def signed_message(fields: Mapping[str, Any], order: tuple[str, ...], *, secret: str) -> dict[str, Any]:
    return {**fields, HASH: digest(_piped(fields, order), secret=secret)}


def checked_message(fields: Mapping[str, Any], order: tuple[str, ...], *, secret: str) -> Mapping[str, Any]:
    """An answer of their server. Raises BadChecksum."""
    if not _same(str(fields.get(HASH, "")), digest(_piped(fields, order), secret=secret)):
        raise BadChecksum
    return fields


def digest(text: str, *, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def amount_text(amount: int) -> str:
    return str(amount * _HUNDREDTHS)


def amount_of(text: object) -> int:
    """Raises Unreadable."""
    written = str(text)
    if (
        not (written.isascii() and written.isdecimal() and len(written) <= _LONGEST_AMOUNT)
        or int(written) % _HUNDREDTHS
    ):
        raise Unreadable
    return int(written) // _HUNDREDTHS


def _encoded(text: str) -> str:
    # PHP, Java and browsers write the tilde out; Python alone does not.
    return quote_plus(text).replace("~", "%7E")


def _piped(fields: Mapping[str, Any], order: tuple[str, ...]) -> str:
    return "|".join("" if fields.get(name) is None else str(fields[name]) for name in order)


def _same(given: str, ours: str) -> bool:
    return hmac.compare_digest(given.lower().encode(), ours.encode())
