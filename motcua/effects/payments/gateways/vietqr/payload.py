"""What stands in a VietQR (EMVCo, merchant-presented; the profile of NAPAS), written and read by one table.

Length is a number of characters in two digits. Everything is ASCII, so characters and bytes are the same.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass

#: The scheme of NAPAS, and its two services: to an account, to a card.
_SCHEME = "A000000727"
_TO_ACCOUNT, _TO_CARD = "QRIBFTTA", "QRIBFTTC"
#: Written once and paid once: an application keeps the amount as it is.
_DYNAMIC = "12"
_VND, _VIET_NAM = "704", "VN"
#: What NAPAS lets through as the words of a transfer.
LONGEST_PURPOSE = 25
_CHECK = "6304"
_CHECK_LENGTH = 4


class NotAVietQR(ValueError):
    """The text is no payload, or was changed on its way."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as the payer's application will fill it in."""

    bank_bin: str
    account: str
    amount: int
    purpose: str
    to_card: bool = False
    bill: str = ""


def written(transfer: Transfer) -> str:
    service = _TO_CARD if transfer.to_card else _TO_ACCOUNT
    receiver = _group(("00", transfer.bank_bin), ("01", transfer.account))
    fields = (
        ("00", "01"),
        ("01", _DYNAMIC),
        ("38", _group(("00", _SCHEME), ("01", receiver), ("02", service))),
        ("53", _VND),
        ("54", str(transfer.amount)),
        ("58", _VIET_NAM),
        ("62", _group(("01", transfer.bill), ("08", _checked_purpose(transfer.purpose)))),
    )
    body = _group(*fields) + _CHECK
    return body + check(body)


def check(body: str) -> str:
    """CRC-16/CCITT-FALSE over everything before it, its own tag and length included."""
    return f"{binascii.crc_hqx(body.encode('ascii'), 0xFFFF):04X}"


def read(text: str) -> Transfer:
    """Raises NotAVietQR."""
    body, given = text[:-_CHECK_LENGTH], text[-_CHECK_LENGTH:]
    if not text.isascii() or not body.endswith(_CHECK) or check(body) != given:
        raise NotAVietQR
    top = dict(_fields(body.removesuffix(_CHECK)))
    receiver = dict(_fields(top.get("38", "")))
    account, words = dict(_fields(receiver.get("01", ""))), dict(_fields(top.get("62", "")))
    if receiver.get("00") != _SCHEME or not {"00", "01"} <= account.keys():
        raise NotAVietQR
    return Transfer(
        bank_bin=account["00"],
        account=account["01"],
        amount=_amount(top.get("54", "0")),
        purpose=words.get("08", ""),
        to_card=receiver.get("02") == _TO_CARD,
        bill=words.get("01", ""),
    )


def _group(*fields: tuple[str, str]) -> str:
    return "".join(f"{tag}{len(value):02d}{value}" for tag, value in fields if value)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    while text:
        tag, length = text[:2], text[2:4]
        if not (tag.isdecimal() and length.isdecimal()) or len(text) < 4 + int(length):
            raise NotAVietQR
        yield tag, text[4 : 4 + int(length)]
        text = text[4 + int(length) :]


def _amount(text: str) -> int:
    if not text.isdecimal():
        raise NotAVietQR
    return int(text)


def _checked_purpose(purpose: str) -> str:
    if len(purpose) > LONGEST_PURPOSE or not purpose.replace(" ", "").isalnum() or not purpose.isascii():
        raise ValueError(purpose)
    return purpose
