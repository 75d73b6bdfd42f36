"""The wire of the public postal service (bưu chính công ích): orderPost, cancel, priceHCC, tracking."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import nfc

#: The post takes it.
DONE = "100"
#: An order of this number is there already: the answer to the first try was lost.
KNOWN = "101"
SERVICE = "HCC"
PAGE = 100
#: Our reading of what fits; the post's own limits are not published.
LONGEST: dict[str, int] = {
    "OrderNumber": 40,
    "CustomerCode": 30,
    "ItemCode": 30,
    "SenderName": 100,
    "SenderAddress": 250,
    "SenderTel": 15,
    "SenderEmail": 100,
    "SenderDesc": 250,
    "Description": 250,
    "ReceiverName": 100,
    "ReceiverAddress": 250,
    "ReceiverTel": 15,
    "ReceiverEmail": 100,
}
#: Without these nobody can bring it.
NEEDED = ("SenderName", "SenderAddress", "SenderTel", "ReceiverName", "ReceiverAddress", "ReceiverTel")
_FLAG = 2
#: A paper or two in an envelope.
GRAMS = 100


class PostDown(Refusal):
    """The post does not answer, or not in its own words."""


class ParcelIncomplete(Refusal):
    """A postman needs a name, an address and a telephone at both ends."""


@dataclass(frozen=True, slots=True)
class End:
    """Who gives a parcel or takes it. `province` and `district` are numbers of the post."""

    name: str
    address: str
    phone: str
    email: str
    province: int
    district: int


@dataclass(frozen=True, slots=True)
class Parcel:
    number: str
    sender: End
    receiver: End
    cod: int
    description: str


@dataclass(frozen=True, slots=True)
class Reply:
    status: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    oid: str
    number: str
    code: str
    text: str


def order(parcel: Parcel, *, customer: str) -> dict[str, Any]:
    """Raises ParcelIncomplete."""
    texts = {
        "CustomerCode": customer,
        "ItemCode": "",
        "OrderNumber": parcel.number,
        "SenderDesc": parcel.description,
        "Description": parcel.description,
        **_end("Sender", parcel.sender),
        **_end("Receiver", parcel.receiver),
    }
    fitting = {name: nfc(text).strip()[: LONGEST[name]] for name, text in texts.items()}
    if any(not fitting[name] for name in NEEDED):
        raise ParcelIncomplete
    numbers = {
        "CODAmount": parcel.cod,
        "SenderProvince": parcel.sender.province,
        "SenderDistrict": parcel.sender.district,
        "ReceiverProvince": parcel.receiver.province,
        "ReceiverDistrict": parcel.receiver.district,
        "FlagConfig": _FLAG,
    }
    return {**fitting, **numbers}


def cancel(number: str, *, customer: str) -> dict[str, Any]:
    """`OrderNUmber` is how the post spells it."""
    return {"CustomerCode": customer, "OrderNUmber": number}


def cost(parcel: Parcel) -> dict[str, Any]:
    ends = {
        role: {"provCode": end.province, "distCode": end.district}
        for role, end in (("sender", parcel.sender), ("receiver", parcel.receiver))
    }
    return {"weight": GRAMS, "mainSrv": SERVICE, "isreturn": 1, **ends}


def reply(body: bytes) -> Reply:
    said = _object(body)
    return Reply(_text(said, "Status"), str(said.get("Message", ""))[:200])


def costs(body: bytes) -> int:
    content = _object(body).get("content")
    amount = content.get("price") if isinstance(content, Mapping) else None
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
        raise PostDown
    return amount


def tracked(body: bytes) -> list[Row]:
    """A page of the tracking, as HAL. One row that cannot be read is a page that cannot be believed."""
    embedded = _object(body).get("_embedded")
    rows = embedded.get("rh:doc") if isinstance(embedded, Mapping) else None
    if not isinstance(rows, list):
        raise PostDown
    return [_row(row) for row in rows]


def _row(row: Any) -> Row:
    own = row.get("_id") if isinstance(row, Mapping) else None
    oid = own.get("$oid") if isinstance(own, Mapping) else None
    if not isinstance(oid, str) or not oid:
        raise PostDown
    return Row(oid, _text(row, "OrderNumber"), str(row.get("StatusCode", "")), str(row.get("StatusMessage", "")))


def _end(role: str, end: End) -> dict[str, str]:
    phone = "".join(letter for letter in end.phone if letter.isdigit())
    return {
        f"{role}Name": end.name,
        f"{role}Address": end.address,
        f"{role}Tel": phone,
        f"{role}Email": end.email,
    }


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        raise PostDown from None
    if not isinstance(said, Mapping):
        raise PostDown
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise PostDown
    return value
