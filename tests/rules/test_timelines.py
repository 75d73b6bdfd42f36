"""The legal clock agrees with a slow and obvious one on lives that nobody thought of."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.rules import counting
from tests.rules import timelines

DATA = st.data()


@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=DATA)
def test_random_timelines_end_on_the_same_date_by_both_clocks(data: st.DataObject) -> None:
    told = timelines.timeline(lambda low, high: data.draw(st.integers(low, high)))

    assert timelines.by_the_legal_clock(told) == timelines.by_the_slow_clock(told)


def test_the_check_above_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that forgets one unit of what was left is caught among the first few hundred."""
    left_at = counting.left_at
    # The code under test is what is spoilt here: no argument could do it.
    monkeypatch.setattr(
        counting, "left_at", lambda *told: tuple(replace(e, amount=e.amount + 1) for e in left_at(*told))
    )

    with pytest.raises(SystemExit, match="the legal clock says"):
        timelines.main(500)
