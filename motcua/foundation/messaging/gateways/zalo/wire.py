"""One message as Zalo wants it, and its errors in our words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from motcua.foundation.messaging import addresses
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.models import Trouble
from motcua.foundation.messaging.words import ZALO_TEMPLATE

_DONE = 0
#: The key that we came with is not good, or not any more.
KEY_REFUSED = -124

TROUBLES: Mapping[int, Trouble] = MappingProxyType(
    {
        -100: Trouble.GATEWAY_FAILED,
        -101: Trouble.NOT_LET_IN,
        -102: Trouble.NOT_LET_IN,
        -103: Trouble.NOT_LET_IN,
        -104: Trouble.NOT_LET_IN,
        -105: Trouble.NOT_LET_IN,
        -106: Trouble.OTHER,
        -107: Trouble.WORDS_REFUSED,
        -108: Trouble.NO_SUCH_ADDRESS,
        -109: Trouble.TEMPLATE_REFUSED,
        -110: Trouble.ADDRESS_REFUSES,
        -111: Trouble.WORDS_REFUSED,
        -112: Trouble.WORDS_REFUSED,
        -114: Trouble.ADDRESS_REFUSES,
        -115: Trouble.NO_CREDIT,
        -118: Trouble.NO_SUCH_ADDRESS,
        -119: Trouble.ADDRESS_REFUSES,
        KEY_REFUSED: Trouble.NOT_LET_IN,
        -131: Trouble.TEMPLATE_REFUSED,
        -132: Trouble.WORDS_REFUSED,
        -139: Trouble.ADDRESS_REFUSES,
        -144: Trouble.TOO_MANY,
        -147: Trouble.TOO_MANY,
    }
)


def request(letter: Letter) -> dict[str, Any]:
    facts = dict(letter.words.zalo)
    template = facts.pop(ZALO_TEMPLATE, "")
    return {
        "phone": addresses.with_country(letter.address),
        "template_id": template,
        "template_data": facts,
        "tracking_id": letter.reference.hex,
    }


def answer_of(said: Mapping[str, Any]) -> Answer:
    """An answer without a number says nothing about whether it was sent."""
    code = said.get("error")
    if not isinstance(code, int) or isinstance(code, bool):
        return refused(Trouble.UNREADABLE_ANSWER)
    if code == _DONE:
        data = said.get("data")
        return accepted(str(data.get("msg_id", "")) if isinstance(data, dict) else "", code=str(code))
    return refused(TROUBLES.get(code, Trouble.OTHER), code=str(code))


def renewal(key: str, *, app: str) -> dict[str, str]:
    return {"refresh_token": key, "app_id": app, "grant_type": "refresh_token"}
