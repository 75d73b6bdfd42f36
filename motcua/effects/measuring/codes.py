"""Our acts, channels and levels in the numbers of the measuring service. Pure tables; tests hold them complete."""

from collections.abc import Mapping
from enum import IntEnum

from motcua.blueprints.catalogue.definition import ServiceLevel
from motcua.dossiers.models import Channel, SettledHow, Way
from motcua.dossiers.rules.lifecycle import Action, State


class Status(IntEnum):
    """Trạng thái, by the service's numbers."""

    OTHER = 0
    RECEIVED = 1
    PROCESSING = 2
    RETURNED = 3
    ASSIGNED = 4


#: What an act says more exactly than the state after it.
BY_ACTION: Mapping[Action, Status] = {Action.ACCEPT: Status.RECEIVED, Action.ASSIGN: Status.ASSIGNED}
BY_STATE: Mapping[State, Status | None] = {
    State.DRAFT: None,
    State.SUBMITTED: Status.OTHER,
    State.INCOMPLETE: Status.OTHER,
    State.REFUSED: Status.OTHER,
    State.IN_PROGRESS: Status.PROCESSING,
    State.SUPPLEMENT_REQUESTED: Status.PROCESSING,
    State.AWAITING_PAYMENT: Status.PROCESSING,
    State.SUSPENDED: Status.PROCESSING,
    State.DECIDED: Status.PROCESSING,
    State.RESULT_READY: Status.PROCESSING,
    State.RESULT_DELIVERED: Status.RETURNED,
    State.WITHDRAWN: Status.OTHER,
    State.STOPPED: Status.OTHER,
}
FORMS_RECEPTION: Mapping[Channel, int] = {Channel.ONLINE: 1, Channel.COUNTER: 2, Channel.POST: 2}
NOTHING_PAID, PAID_ONLINE, PAID_DIRECTLY = 0, 1, 2
FORMS_PAYMENTS: Mapping[SettledHow, int] = {
    SettledHow.TRANSFER: PAID_ONLINE,
    SettledHow.CASH: PAID_DIRECTLY,
    SettledHow.POST: PAID_DIRECTLY,
    SettledHow.SHOWN_ELSEWHERE: PAID_DIRECTLY,
    SettledHow.NOTHING_DUE: NOTHING_PAID,
}
#: By whether the dossier came online, and how much of its procedure can be done so.
LEVELS: Mapping[tuple[bool, bool], int] = {
    (False, False): 0,
    (False, True): 1,
    (True, False): 3,
    (True, True): 4,
}
#: Public post: 0 fetched in person, 1 the public postal service, 2 otherwise.
IS_POSTAL: Mapping[Way, int] = {Way.DESK: 0, Way.POST: 1, Way.ONLINE: 2}


def status(*, action: Action, from_state: State, to_state: State) -> Status | None:
    """None: nothing that the service counts. What leaves a dossier where it was is told by its act, or not at all."""
    return BY_ACTION.get(action, BY_STATE[to_state] if to_state != from_state else None)


def level(channel: Channel, online: ServiceLevel) -> int:
    return LEVELS[channel is Channel.ONLINE, online is ServiceLevel.FULL]
