"""What the stand-in of VNPT's receipts finds wrong with the XML that it is sent. Written apart from our own wire."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from motcua.foundation.money.dong import in_words

_NEEDED = (
    *("CusCode", "CusName", "ArisingDate", "PaymentMethod"),
    *("Total", "VATRate", "VATAmount", "Amount", "AmountInWords"),
)
_NEEDED_OF_A_LINE = ("ProdName", "ProdQuantity", "ProdPrice", "Total", "Amount", "Extra2")
_METHODS = {"TM", "CK", "TTO"}
_KINDS = {"0", "1"}
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
#: Of any text, in our reading.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Sent:
    key: str
    head: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]

    @property
    def on(self) -> date:
        return datetime.strptime(self.head["ArisingDate"], "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def read(text: str) -> Sent:
    root = etree.fromstring(text.encode())
    body = root.find("Inv/Invoice")
    head = {each.tag: each.text or "" for each in body if each.tag != "Products"}
    lines = tuple({part.tag: part.text or "" for part in each} for each in body.findall("Products/Product"))
    return Sent(root.findtext("Inv/key", ""), head, lines)


def complaint(sent: Sent) -> str:
    """The first field that is wrong; empty when none is."""
    return next((name for name in _wrong(sent)), "")


def _wrong(sent: Sent) -> list[str]:
    head, lines = sent.head, sent.lines
    missing = [name for name in _NEEDED if not head.get(name)]
    missing += [name for line in lines for name in _NEEDED_OF_A_LINE if not line.get(name)]
    if missing:
        return missing
    sums = [int(line["Amount"]) for line in lines if line["Amount"].isdigit()]
    rules = {
        "key": bool(re.fullmatch(r"[0-9a-f]{32}", sent.key)),
        "ArisingDate": _is_day(head["ArisingDate"]),
        "PaymentMethod": head["PaymentMethod"] in _METHODS,
        "Products": bool(lines) and len(sums) == len(lines),
        "Amount": head["Amount"].isdigit() and int(head["Amount"]) == sum(sums) > 0,
        "Total": head["Total"] == head["Amount"] and head["VATAmount"] == "0",
        "AmountInWords": head["Amount"].isdigit() and head["AmountInWords"].lower() == in_words(int(head["Amount"])),
        "Extra2": {line["Extra2"] for line in lines} <= _KINDS,
        "length": all(len(text) <= _LONGEST for each in (head, *lines) for text in each.values()),
    }
    return [name for name, holds in rules.items() if not holds]


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007
    except ValueError:
        return False
    return bool(_DAY.fullmatch(text))
