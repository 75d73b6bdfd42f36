"""One SMS as eSMS wants it, and its codes in our words (developers.esms.vn, table of error codes and callback)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from motcua.foundation.messaging import addresses, sms_text
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.models import Outcome, Trouble

#: Accepted, which does not mean delivered.
_TAKEN = "100"
#: It has a message with that RequestId already: an earlier try of ours arrived, and only its answer did not.
_HAS_IT = "124"
_CARE = "2"

TROUBLES: Mapping[str, Trouble] = MappingProxyType(
    {
        "99": Trouble.GATEWAY_FAILED,
        "101": Trouble.NOT_LET_IN,
        "102": Trouble.NO_CREDIT,
        "103": Trouble.NO_CREDIT,
        "104": Trouble.NOT_LET_IN,
        "118": Trouble.WORDS_REFUSED,
        "119": Trouble.WORDS_REFUSED,
        "131": Trouble.TOO_LARGE,
        "146": Trouble.TEMPLATE_REFUSED,
        "177": Trouble.NOT_LET_IN,
        "300": Trouble.WORDS_REFUSED,
    }
)
#: SendStatus of a report. What is missing here is still under way.
REPORTED: Mapping[str, Outcome] = MappingProxyType({"4": Outcome.NEVER, "5": Outcome.DELIVERED})


@dataclass(frozen=True, slots=True)
class Contract:
    url: str
    key: str
    secret: str
    brand: str
    #: Where it reports to; empty where nothing of ours can be reached from outside.
    callback: str = ""


def request(letter: Letter, *, contract: Contract) -> dict[str, Any]:
    text = sms_text.unaccented(letter.words.short)
    return {
        "ApiKey": contract.key,
        "SecretKey": contract.secret,
        "Phone": addresses.with_country(letter.address),
        "Content": text,
        "Brandname": contract.brand,
        "SmsType": _CARE,
        "IsUnicode": "1" if sms_text.count(text).alphabet is sms_text.UCS2 else "0",
        "Sandbox": "0",
        "campaignid": "",
        "RequestId": str(letter.reference),
        "CallbackUrl": contract.callback,
    }


def answer_of(said: Mapping[str, Any]) -> Answer:
    code = str(said.get("CodeResult", ""))
    if code in {_TAKEN, _HAS_IT}:
        return accepted(str(said.get("SMSID", "")), code=code)
    if not code:
        return refused(Trouble.UNREADABLE_ANSWER)
    return refused(TROUBLES.get(code, Trouble.OTHER), code=code)


def reported(status: str, *, failed: str) -> Outcome:
    """What a report means for the one telephone that we gave. Raises KeyError while it is under way."""
    outcome = REPORTED[status]
    return Outcome.NEVER if outcome == Outcome.DELIVERED and failed not in {"", "0"} else outcome
