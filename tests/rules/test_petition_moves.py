"""The whole table of a petition's life: every state, every act, every party."""

import itertools

import pytest

from motcua.effects.petitions.moves import MOVES, OVER, Act, NotNow, Party, State, move_for, open_to

#: What the table says, once more and by hand: state, act, who may, where it leads.
EXPECTED = {
    (State.RECEIVED, Act.ASSIGN): ({Party.HEAD}, State.IN_HAND),
    (State.RECEIVED, Act.REFUSE): ({Party.HEAD}, State.REFUSED),
    (State.IN_HAND, Act.ASSIGN): ({Party.HEAD}, State.IN_HAND),
    (State.IN_HAND, Act.REFUSE): ({Party.HEAD, Party.HANDLER}, State.REFUSED),
    (State.IN_HAND, Act.ASK): ({Party.HEAD, Party.HANDLER}, State.ASKED),
    (State.IN_HAND, Act.ANSWER): ({Party.HEAD, Party.HANDLER}, State.ANSWERED),
    (State.ASKED, Act.SUPPLY): ({Party.AUTHOR}, State.IN_HAND),
    (State.ANSWERED, Act.PUBLISH): ({Party.HEAD, Party.HANDLER}, State.PUBLISHED),
}
CELLS = list(itertools.product(State, Act, Party))


@pytest.mark.parametrize(("state", "act", "party"), CELLS, ids=["-".join(cell) for cell in CELLS])
def test_every_cell(state: State, act: Act, party: Party) -> None:
    by, target = EXPECTED.get((state, act), (set(), state))
    if party in by:
        assert move_for(state, act, party=party).target is target
        assert act in open_to(state, party=party)
    else:
        with pytest.raises(NotNow):
            move_for(state, act, party=party)
        assert act not in open_to(state, party=party)


def test_what_is_over_stays_over_and_everything_else_can_end() -> None:
    assert {move.source for move in MOVES} & OVER == set()
    reached = {State.RECEIVED}
    while more := {move.target for move in MOVES if move.source in reached} - reached:
        reached |= more
    assert reached == set(State)
