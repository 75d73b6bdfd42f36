"""One SMS as VinaPhone wants it, and its answer in our words.

Our reading of clients in use; no specification is public. Of its codes only "0" is known for certain, so that every
other one lets the second gateway try.
"""

from dataclasses import dataclass
from typing import Any

from motcua.foundation.messaging import addresses, sms_text
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.models import Trouble

NAME = "send_sms_list"
_DONE = "0"
#: DATACODING: the default alphabet, or UCS-2.
_CODING = {sms_text.GSM7: 0, sms_text.UCS2: 8}


@dataclass(frozen=True, slots=True)
class Contract:
    url: str
    user: str
    password: str
    account: str
    label: str
    kind: str
    number: str
    template: str
    agent: str


def request(letter: Letter, *, contract: Contract) -> dict[str, Any]:
    """The registered text is one parameter wide: what we say stands in it as a whole."""
    text = sms_text.unaccented(letter.words.short)
    return {
        "RQST": {
            "name": NAME,
            "REQID": str(letter.reference),
            "LABELID": contract.label,
            "CONTRACTTYPEID": contract.kind,
            "CONTRACTID": contract.number,
            "TEMPLATEID": contract.template,
            "PARAMS": [{"NUM": "1", "CONTENT": text}],
            "SCHEDULETIME": "",
            "MOBILELIST": addresses.with_country(letter.address),
            "ISTELCOSUB": "0",
            "AGENTID": contract.agent,
            "APIUSER": contract.user,
            "APIPASS": contract.password,
            "USERNAME": contract.account,
            "DATACODING": _CODING[sms_text.count(text).alphabet],
        }
    }


def answer_of(said: dict[str, Any], *, letter: Letter) -> Answer:
    reply = said.get("RPLY")
    if not isinstance(reply, dict) or "ERROR" not in reply:
        return refused(Trouble.UNREADABLE_ANSWER)
    code = str(reply["ERROR"])
    # It gives no number of its own: it goes by ours.
    return accepted(str(letter.reference), code=code) if code == _DONE else refused(Trouble.OTHER, code=code)
