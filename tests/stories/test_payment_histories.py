"""Whatever happens to payments, in whatever order: our book is the gateway's, and nothing is credited twice."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from motcua.dossiers.models import Dossier
from motcua.effects.payments import crediting
from tests.stories.payment_histories import ACTS, LONGEST, run
from tests.world import World, officer

NUMBER = st.integers(0, 104)
HISTORIES = st.lists(st.tuples(st.integers(0, len(ACTS) - 1), NUMBER, NUMBER, st.integers(0, 9)), max_size=LONGEST)
PAY, TELL = 0, 1


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.submitted("1.001612")


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@example([(PAY, 0, 0, 9), (PAY, 0, 0, 9), (TELL, 0, 0, 3)])
@given(HISTORIES)
def test_the_book_is_the_gateways_statement(dossier: Dossier, acts: list[tuple[int, int, int, int]]) -> None:
    run(acts, dossier=dossier, first=officer("nga"), second=officer("oanh"))


def test_the_histories_find_a_book_that_writes_twice(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the constraint, and without looking whether it is written, money comes twice."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_moneyentry DROP CONSTRAINT money_once")
    monkeypatch.setattr(crediting, "_written", lambda _money: None)

    with pytest.raises(AssertionError, match="not the gateway's"):
        run([(PAY, 0, 0, 1)], dossier=dossier, first=officer("nga"), second=officer("oanh"))


def test_the_histories_find_a_wrong_sum_that_is_credited(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: whoever takes any sum for the right one credits too much."""
    monkeypatch.setattr(crediting, "_ground_against", lambda order, _money: None if order else "unknown_order")

    with pytest.raises(AssertionError, match="more than was asked for"):
        run([(PAY, 0, 4, 1), (PAY, 0, 3, 1)], dossier=dossier, first=officer("nga"), second=officer("oanh"))
