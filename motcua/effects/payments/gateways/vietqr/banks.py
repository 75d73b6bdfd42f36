"""Banks whose applications open from a link on the same telephone.

BINs were seen in a public library and are checked against it in the tests. The links are recalled, not seen: they are
offered as a convenience, and the page says what to do when one opens nothing. A bank is added here as one row.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from motcua.effects.payments.gateways.vietqr.payload import Transfer

#: The link service of VietQR. It is told the account, the amount and the code, and nothing of a person.
_LINKS = "https://dl.vietqr.io/pay"


class Confidence(StrEnum):
    #: Tried on a telephone with the bank's application.
    TRIED = "tried"
    SEEN = "seen"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class BankApp:
    bin: str
    name: str
    #: What the link service calls the application.
    app: str
    #: Whether the application fills in amount and words from the link; otherwise the picture is needed.
    fills_in: bool
    confidence: Confidence = Confidence.RECALLED


BANK_APPS = (
    BankApp("970418", "BIDV", "bidv", fills_in=True),
    BankApp("970415", "VietinBank", "icb", fills_in=True),
    BankApp("970422", "MB", "mb", fills_in=True),
    BankApp("970436", "Vietcombank", "vcb", fills_in=False),
    BankApp("970405", "Agribank", "vba", fills_in=False),
)


def link(bank: BankApp, transfer: Transfer) -> str:
    told = {
        "app": bank.app,
        "ba": f"{transfer.account}@{transfer.bank_bin}",
        "am": transfer.amount,
        "tn": transfer.purpose,
    }
    return f"{_LINKS}?{urlencode(told)}"
