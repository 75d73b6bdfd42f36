"""Of what people are sent a message, and which facts its words may name: closed lists, and nothing about anybody.

A message lies on a telephone that others see. Names, numbers of cards, reasons and sums of help are read in the
portal; even the name of a procedure can say too much, so it stands in an e-mail and nowhere else.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from motcua.foundation.messaging.channels import Channel


class MessageKind(StrEnum):
    """What happened to a dossier carries the name of its action; a reminder's name begins with its word."""

    SUBMIT = "submit"
    SUBMIT_TO_PAY = "submit_to_pay"
    ASK_TO_COMPLETE = "ask_to_complete"
    REFUSE = "refuse"
    ACCEPT = "accept"
    REQUEST_SUPPLEMENT = "request_supplement"
    ALLOW_SECOND_REQUEST = "allow_second_request"
    REQUEST_PAYMENT = "request_payment"
    SUSPEND = "suspend"
    APOLOGISE = "apologise"
    CHANGE_CALENDAR = "change_calendar"
    PUBLISH = "publish"
    DELIVER = "deliver"
    STOP = "stop"
    WITHDRAW = "withdraw"
    DUTY_OPENED = "duty_opened"
    DUTY_SETTLED = "duty_settled"
    DUTY_CANCELLED = "duty_cancelled"
    RESULT_RECALLED = "result_recalled"
    RESULT_REPLACED = "result_replaced"
    REMIND_SUPPLEMENT = "remind_supplement"
    REMIND_FEE = "remind_fee"
    REMIND_RESULT = "remind_result"
    REMIND_APPOINTMENT = "remind_appointment"
    OFFICE_DUE_SOON = "office_due_soon"
    OFFICE_OVERDUE = "office_overdue"
    OFFICE_NEWS = "office_news"
    PETITION_ASKED = "petition_asked"
    PETITION_ANSWERED = "petition_answered"
    PETITION_REFUSED = "petition_refused"


class Fact(StrEnum):
    CODE = "code"
    PROCEDURE = "procedure"
    AGENCY = "agency"
    UNIT = "unit"
    #: Lines with all that a status notice has to say (NĐ 224/2025 art. 15.1.g).
    STATUS = "status"
    DUE = "due"
    LAST_DAY = "last_day"
    AMOUNT = "amount"
    WHEN = "when"
    LINK = "link"
    HOTLINE = "hotline"


_EVERYWHERE = frozenset({Fact.HOTLINE, Fact.LINK})
_DOSSIER = _EVERYWHERE | {Fact.CODE, Fact.PROCEDURE, Fact.AGENCY, Fact.UNIT, Fact.STATUS}
#: Said in an e-mail alone: too long for the others, or too telling.
ONLY_BY_EMAIL = frozenset({Fact.PROCEDURE, Fact.STATUS})

_MORE: Mapping[MessageKind, frozenset[Fact]] = MappingProxyType(
    {
        MessageKind.SUBMIT_TO_PAY: frozenset({Fact.AMOUNT}),
        MessageKind.ACCEPT: frozenset({Fact.DUE}),
        MessageKind.APOLOGISE: frozenset({Fact.DUE}),
        MessageKind.CHANGE_CALENDAR: frozenset({Fact.DUE}),
        MessageKind.ASK_TO_COMPLETE: frozenset({Fact.LAST_DAY}),
        MessageKind.REQUEST_SUPPLEMENT: frozenset({Fact.LAST_DAY}),
        MessageKind.REMIND_SUPPLEMENT: frozenset({Fact.LAST_DAY}),
        MessageKind.DUTY_OPENED: frozenset({Fact.AMOUNT}),
        MessageKind.DUTY_SETTLED: frozenset({Fact.AMOUNT}),
        MessageKind.DUTY_CANCELLED: frozenset({Fact.AMOUNT}),
        MessageKind.REMIND_FEE: frozenset({Fact.AMOUNT}),
    }
)
#: For the people of the office, by e-mail alone.
OF_THE_OFFICE = frozenset({MessageKind.OFFICE_DUE_SOON, MessageKind.OFFICE_OVERDUE, MessageKind.OFFICE_NEWS})
_OF_NO_DOSSIER: Mapping[MessageKind, frozenset[Fact]] = MappingProxyType(
    {
        MessageKind.REMIND_APPOINTMENT: _EVERYWHERE | {Fact.WHEN, Fact.UNIT},
        # What was written and what was answered is read in the portal alone.
        MessageKind.PETITION_ASKED: _EVERYWHERE | {Fact.UNIT},
        MessageKind.PETITION_ANSWERED: _EVERYWHERE | {Fact.UNIT},
        MessageKind.PETITION_REFUSED: _EVERYWHERE | {Fact.UNIT},
        # Some news of the office is of no one dossier, so its words can name none.
        MessageKind.OFFICE_NEWS: _EVERYWHERE | {Fact.UNIT},
        MessageKind.OFFICE_DUE_SOON: _EVERYWHERE | {Fact.CODE, Fact.UNIT},
        MessageKind.OFFICE_OVERDUE: _EVERYWHERE | {Fact.CODE, Fact.UNIT},
    }
)


def facts_of(kind: MessageKind, channel: Channel) -> frozenset[Fact]:
    """What the words of this kind may name on that channel."""
    known = _OF_NO_DOSSIER.get(kind) or _DOSSIER | _MORE.get(kind, frozenset())
    return known if channel is Channel.EMAIL else known - ONLY_BY_EMAIL


def channels_of(kind: MessageKind) -> tuple[Channel, ...]:
    return (Channel.EMAIL,) if kind in OF_THE_OFFICE else tuple(Channel)


def says_status(kind: MessageKind) -> bool:
    """Whether it tells of a change in a dossier, so that the law says what stands in it."""
    return kind not in _OF_NO_DOSSIER
