"""Our acts and states in the national portal's ten status codes.

The code comes from what happened, not from the state alone: acceptance is 2 and assignment is 4, although the
dossier is in progress after both.
"""

from motcua.dossiers.rules.lifecycle import Action, State

#: `None`: not the portal's to know.
BY_STATE: dict[State, int | None] = {
    State.DRAFT: None,
    State.SUBMITTED: 1,
    State.REFUSED: 3,
    State.IN_PROGRESS: 4,
    State.INCOMPLETE: 5,
    State.SUPPLEMENT_REQUESTED: 5,
    State.AWAITING_PAYMENT: 6,
    State.SUSPENDED: 4,
    State.DECIDED: 4,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.RESULT_READY: 9,
    State.RESULT_DELIVERED: 10,
}
BY_ACTION: dict[Action, int] = {Action.ACCEPT: 2, Action.ASSIGN: 4}


def status_code(*, action: Action, to_state: State) -> int | None:
    return BY_ACTION.get(action, BY_STATE[to_state])
