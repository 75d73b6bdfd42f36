"""How the national index counts the same events (QĐ 766/QĐ-TTg, indicator "đúng hạn").

The index keeps the date of the first appointment, subtracts the time for which a supplement was awaited, and calls a
dossier late that was sent back more than once. The law restarts the period instead. Neither is stored: both are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import Happened

#: What the portal shows as its status 5, before acceptance and after.
_REQUESTS = frozenset({Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT})
_ANSWERS = frozenset({Action.RESUBMIT, Action.SUPPLEMENT})
#: The end is the first of these that happened: finished, else delivered, else ended without a result.
_ENDS = (
    frozenset({Action.PUBLISH}),
    frozenset({Action.DELIVER}),
    frozenset({Action.STOP, Action.REFUSE, Action.WITHDRAW}),
)
MOST_REQUESTS = 1


class Why(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    ASKED_AGAIN = "asked_again"


@dataclass(frozen=True, slots=True)
class IndexReading:
    """`ended_at` is when the index takes the handling to have ended; `waited` is subtracted from it."""

    appointment: datetime
    ended_at: datetime
    waited: timedelta
    requests: int
    is_open: bool
    why: Why

    @property
    def on_time(self) -> bool:
        return self.why is Why.IN_TIME


def index_reading(events: Sequence[Happened], *, appointment: datetime | None, at: datetime) -> IndexReading | None:
    """At a moment, which is the end of the period reported on. Nothing before acceptance: there is no appointment.

    `appointment` is the date of the first receipt: later ones come from the restart that the index does not know.
    """
    accepted = next((event.at for event in events if event.action is Action.ACCEPT), None)
    if accepted is None or appointment is None:
        return None
    requests = sum(event.action in _REQUESTS for event in events)
    end = _end(events)
    ended_at = end or _open_request(events) or at
    waited = _waited(events, since=accepted)
    return IndexReading(
        appointment=appointment,
        ended_at=ended_at,
        waited=waited,
        requests=requests,
        is_open=end is None,
        why=_why(requests, late=ended_at - waited > appointment),
    )


def _why(requests: int, *, late: bool) -> Why:
    if requests > MOST_REQUESTS:
        return Why.ASKED_AGAIN
    return Why.LATE if late else Why.IN_TIME


def _end(events: Sequence[Happened]) -> datetime | None:
    return next((event.at for actions in _ENDS for event in reversed(events) if event.action in actions), None)


def _open_request(events: Sequence[Happened]) -> datetime | None:
    """The request that still waits for its answer: the handling is taken to have ended with it."""
    told = [event for event in events if event.action in _REQUESTS | _ANSWERS]
    return told[-1].at if told and told[-1].action in _REQUESTS else None


def _waited(events: Sequence[Happened], *, since: datetime) -> timedelta:
    """The time of all requests that were answered; before acceptance nothing runs that could be subtracted from."""
    asked: datetime | None = None
    waited = timedelta()
    for event in events:
        if event.action in _REQUESTS:
            asked = event.at
        elif event.action in _ANSWERS and asked is not None:
            waited += event.at - asked if asked >= since else timedelta()
            asked = None
    return waited
