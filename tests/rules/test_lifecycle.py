from itertools import product

import pytest

from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.lifecycle import CLOSED, MOVES, OPEN, Action, Clock, Facts, Need, Role, Seat, State
from motcua.effects.national_portal import codes
from motcua.foundation.organisations.roles import PostRole


@pytest.mark.parametrize(("action", "state", "role"), list(product(Action, State, Role)))
def test_only_the_moves_in_the_table_are_allowed(action: Action, state: State, role: Role) -> None:
    listed = [m for m in MOVES if m.action is action and m.source is state and role in m.by]
    if listed:
        assert lifecycle.move_for(action=action, state=state, role=role) is listed[0]
        assert action in lifecycle.actions_open_to(state=state, role=role)
    else:
        assert action not in lifecycle.actions_open_to(state=state, role=role)
        with pytest.raises(lifecycle.NotAllowed):
            lifecycle.move_for(action=action, state=state, role=role)


def test_no_two_moves_answer_the_same_question() -> None:
    assert len({(m.action, m.source) for m in MOVES}) == len(MOVES)


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    assert {m.target for m in MOVES} == set(State) - {State.DRAFT}
    assert {m.source for m in MOVES if m.target is not m.source} == {State.DRAFT, *OPEN, State.RESULT_READY}


def test_a_state_is_a_draft_or_open_or_closed() -> None:
    assert {State.DRAFT, *OPEN, *CLOSED} == set(State)
    assert not set(OPEN) & set(CLOSED)


def test_nobody_leaves_a_closed_dossier_but_to_hand_the_result_over() -> None:
    assert [m.action for m in MOVES if m.source in CLOSED] == [Action.DELIVER]


def test_a_decided_dossier_cannot_be_withdrawn() -> None:
    """NĐ 118/2025 art. 21: only while no decision or result exists."""
    assert Action.WITHDRAW not in {m.action for m in MOVES if m.source in (State.DECIDED, State.RESULT_READY)}


def test_the_clock_starts_once_and_stops_with_the_published_result() -> None:
    assert [m.action for m in MOVES if m.clock is Clock.START] == [Action.ACCEPT]
    assert [m.clock for m in MOVES if m.action is Action.PUBLISH] == [Clock.STOP]
    assert [m.clock for m in MOVES if m.action is Action.DECIDE] == [Clock.KEEP]


@pytest.mark.parametrize(
    ("action", "facts", "refusal"),
    [
        (Action.APOLOGISE, Facts(apologies=1), lifecycle.AlreadyApologised),
        (Action.DECIDE, Facts(open_work=1, results=1), lifecycle.WorkNotDone),
        (Action.DECIDE, Facts(results=0), lifecycle.NoResultDocument),
        (Action.PUBLISH, Facts(results=0), lifecycle.NoResultDocument),
        (Action.ACCEPT, Facts(seats=frozenset({Seat.DECIDING_AGENCY})), lifecycle.OtherAgency),
        (Action.REQUEST_SUPPLEMENT, Facts(seats=frozenset({Seat.RECEIVING_UNIT})), lifecycle.OtherAgency),
    ],
)
def test_a_need_that_is_not_met_is_refused_by_its_name(action: Action, facts: Facts, refusal: type[Exception]) -> None:
    move = next(m for m in MOVES if m.action is action)

    with pytest.raises(refusal):
        lifecycle.require(move, facts)


def test_every_need_is_used_and_has_its_refusal() -> None:
    assert {need for m in MOVES for need in m.needs} == set(Need)


@pytest.mark.parametrize(
    ("action", "state", "code"),
    [
        (Action.ACCEPT, State.IN_PROGRESS, 2),
        (Action.ASSIGN, State.IN_PROGRESS, 4),
        (Action.SUPPLEMENT, State.IN_PROGRESS, 4),
        (Action.ASK_TO_COMPLETE, State.INCOMPLETE, 5),
        (Action.DECIDE, State.DECIDED, 4),
        (Action.PUBLISH, State.RESULT_READY, 9),
        (Action.DELIVER, State.RESULT_DELIVERED, 10),
    ],
)
def test_the_national_status_tells_acceptance_from_assignment(action: Action, state: State, code: int) -> None:
    for dated in codes.all_maps():
        for endpoint in (codes.SYNC, codes.PROGRESS, codes.ANSWER):
            assert dated.status(endpoint, action=action, state=state) == str(code)


def test_every_post_can_act_in_the_lifecycle() -> None:
    assert {role.value for role in PostRole} <= {role.value for role in Role}
