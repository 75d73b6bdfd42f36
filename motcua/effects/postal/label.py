"""Phiếu gửi: what is stuck on the envelope, with the number that the postman's scanner reads."""

from datetime import datetime
from pathlib import Path

from motcua.effects.postal.models import PostalOrder
from motcua.effects.postal.parcels import parcel
from motcua.effects.postal.wire import End
from motcua.foundation.money.dong import dong, in_words
from motcua.foundation.typesetting.press import qr, typeset

_DRAWING = Path(__file__).parent / "layouts" / "label.typ"


def label(order: PostalOrder, *, at: datetime) -> bytes:
    told = parcel(order)
    facts = {
        "number": told.number,
        "qr": qr(told.number),
        "sender": _end(told.sender),
        "receiver": _end(told.receiver),
        "about": told.description,
        "cod": dong(told.cod) if told.cod else "",
        "cod_in_words": in_words(told.cod) if told.cod else "",
    }
    return typeset(_DRAWING, facts=facts, at=at)


def _end(end: End) -> dict[str, str]:
    return {"name": end.name, "address": end.address, "phone": end.phone}
