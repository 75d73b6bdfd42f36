"""Public tables show nobody: what is said of few is withheld, and cannot be had by subtraction either."""

from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.effects.reporting.publishing import FEWEST, _withheld, withheld

COUNTS = st.dictionaries(st.integers(0, 30).map(str), st.integers(0, 40), max_size=12)
CELLS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 6)), st.integers(0, 30), max_size=25)


@given(COUNTS)
def test_no_line_of_few_is_told(counts: dict[str, int]) -> None:
    hidden = withheld(counts)

    assert all(count == 0 or count >= FEWEST for key, count in counts.items() if key not in hidden)


@given(COUNTS)
def test_what_is_withheld_is_never_alone(counts: dict[str, int]) -> None:
    """The sum is known: with one missing it would be told. Alone it may only be where there is nothing beside it."""
    hidden = withheld(counts)
    others = [key for key, count in counts.items() if count and key not in hidden]

    assert len(hidden) != 1 or not others


def test_the_next_larger_goes_with_it() -> None:
    assert withheld({"a": 3, "b": 90, "c": 12, "d": 0}) == {"a", "c"}
    assert withheld({"a": 3, "b": 2, "c": 12}) == {"a", "b"}
    assert withheld({"a": 5, "b": 12}) == frozenset()
    assert withheld({"a": 4}) == {"a"}


@given(CELLS)
def test_in_a_table_of_two_keys_neither_rows_nor_columns_give_it_away(cells: dict[tuple[int, int], int]) -> None:
    hidden = _withheld(dict[Any, int](cells))

    for side in (0, 1):
        groups = defaultdict(list)
        for key in cells:
            groups[key[side]].append(key)
        for keys in groups.values():
            told = [key for key in keys if key not in hidden and cells[key]]
            assert sum(key in hidden for key in keys) != 1 or not told
    assert all(count == 0 or count >= FEWEST for key, count in cells.items() if key not in hidden)


def test_nothing_is_withheld_without_need() -> None:
    """Negative control: a table of large numbers is told as it is."""
    assert _withheld({(1, 1): 50, (1, 2): 40, (2, 1): 5, (2, 2): 0}) == frozenset()
