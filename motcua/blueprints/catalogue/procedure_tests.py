"""Bài thử: a situation written into the definition, what happens in it, and what must have come of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Does(StrEnum):
    """What happens in a test, in the words of the desk. Who does it is known from what it is."""

    ACCEPT = "accept"
    ASK_TO_COMPLETE = "ask_to_complete"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    ALLOW_SECOND_REQUEST = "allow_second_request"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    #: An officer hands a step on.
    FINISH = "finish"
    #: Everything up to the decision that waits for nobody outside is done at that moment, by whoever has it.
    FINISH_ALL = "finish_all"
    #: An agency that was asked gives its opinion.
    ANSWER = "answer"
    #: The dossier that an interlinked step has opened elsewhere has come to its end.
    MEMBER_ENDED = "member_ended"
    #: A notice is put up.
    POST = "post"
    CONFIRM_DRAFT = "confirm_draft"
    OBJECT = "object"
    #: Everything that is owed at that moment is paid.
    PAY = "pay"
    APOLOGISE = "apologise"
    DECIDE = "decide"
    PUBLISH = "publish"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    STOP = "stop"
    #: What time does, each with the period that must have run out before.
    SILENCE = "silence"
    POSTING_OVER = "posting_over"
    CLOSE_UNANSWERED = "close_unanswered"


@dataclass(frozen=True, slots=True)
class Happening:
    """`refused` names the refusal with which it must end: that a second letter is not possible is tested too."""

    at: datetime
    does: Does
    step: str = ""
    choice: str = ""
    outcome: str = "granted"
    new_due_at: datetime | None = None
    #: What the officer found out at reception, and the time limits that she picked.
    found: Mapping[str, bool] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be so at a moment. `wanted` holds only what the test speaks of, by its name in `LOOKED_AT`."""

    at: datetime
    wanted: Mapping[str, str | tuple[str, ...]]


#: What a test may look at: the state, two dates, the open steps, the slips and messages so far, what is to be paid.
LOOKED_AT = ("state", "due_at", "original_due_at", "open", "slips", "messages", "fees")
#: What stands in the place of a date while the clock stands or has not begun.
NO_DATE = "none"


@dataclass(frozen=True, slots=True)
class ProcedureTest:
    name: str
    channel: str
    filed_at: datetime
    happens: tuple[Happening, ...]
    expected: tuple[Expected, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    #: Where it is filed: whose own rates hold. Empty for a place without any.
    locality: str = ""
    #: How the dates were worked out, for whoever checks them against the law.
    note: str = ""
