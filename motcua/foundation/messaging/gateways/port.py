"""What a gateway is given, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Outcome, Trouble
from motcua.foundation.messaging.words import Words


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way, with the address that was looked up a moment ago."""

    reference: UUID
    address: str
    words: Words
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    trouble: Trouble = Trouble.NONE
    #: Their own code, and their number for the message.
    code: str = ""
    gateway_id: str = ""

    @property
    def blames_gateway(self) -> bool:
        return self.trouble in FAULTS_OF_GATEWAYS


class Gateway(Protocol):
    """Sends one message, or says why not. It raises nothing: what can go wrong outside is an answer."""

    @property
    def name(self) -> str: ...

    @property
    def channel(self) -> Channel: ...

    def send(self, letter: Letter, *, at: datetime) -> Answer: ...


#: With these another gateway may do better at once; with all others the message itself is the matter.
FAULTS_OF_GATEWAYS = frozenset(
    {
        Trouble.NOT_REACHED,
        Trouble.NO_ANSWER,
        Trouble.UNREADABLE_ANSWER,
        Trouble.GATEWAY_FAILED,
        Trouble.TOO_MANY,
        Trouble.NOT_LET_IN,
        Trouble.NO_CREDIT,
        Trouble.OTHER,
    }
)

#: What each trouble means for the message, the same for all gateways.
OUTCOME_OF: Mapping[Trouble, Outcome] = MappingProxyType(
    {
        Trouble.NONE: Outcome.ACCEPTED,
        Trouble.NO_ADDRESS: Outcome.NEVER,
        Trouble.NO_SUCH_ADDRESS: Outcome.NEVER,
        Trouble.ADDRESS_REFUSES: Outcome.NEVER,
        Trouble.ADDRESS_BUSY: Outcome.NOT_NOW,
        Trouble.WORDS_REFUSED: Outcome.NEVER,
        Trouble.TEMPLATE_REFUSED: Outcome.NEVER,
        Trouble.TOO_LARGE: Outcome.NEVER,
        Trouble.NOT_REACHED: Outcome.NOT_NOW,
        Trouble.NO_ANSWER: Outcome.UNKNOWN,
        Trouble.UNREADABLE_ANSWER: Outcome.UNKNOWN,
        Trouble.GATEWAY_FAILED: Outcome.UNKNOWN,
        Trouble.TOO_MANY: Outcome.NOT_NOW,
        Trouble.NOT_LET_IN: Outcome.NOT_NOW,
        Trouble.NO_CREDIT: Outcome.NOT_NOW,
        # It says no, in words of its own that stand in no table of ours.
        Trouble.OTHER: Outcome.NOT_NOW,
    }
)


def refused(trouble: Trouble, *, code: str = "") -> Answer:
    return Answer(OUTCOME_OF[trouble], trouble, code)


def accepted(gateway_id: str = "", *, code: str = "") -> Answer:
    return Answer(Outcome.ACCEPTED, code=code, gateway_id=gateway_id)
