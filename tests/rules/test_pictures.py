"""Lines over time: inside the picture, broken where a number is not told, and on a scale that can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.sites.ui import pictures, rates


@pytest.mark.parametrize(
    ("most", "top"), [(1, 1), (2, 2), (3, 3), (7, 8), (9, 10), (10, 10), (11, 20), (2_750, 3_000), (4_321, 5_000)]
)
def test_the_top_is_a_number_that_can_be_read(most: int, top: int) -> None:
    assert pictures.rounded_up(most) == top


@given(st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=40))
def test_every_point_lies_in_the_picture(values: list[int | None]) -> None:
    top = pictures.rounded_up(max((value for value in values if value is not None), default=1) or 1)

    drawn = pictures.path(values, top=top) + pictures.dots(values, top=top)

    points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", drawn)]
    assert len(points) == 2 * sum(value is not None for value in values)
    assert all(0 <= x <= pictures.WIDTH and 0 <= y <= pictures.HEIGHT for x, y in points)


def test_where_a_number_is_withheld_the_line_is_broken() -> None:
    assert pictures.path([1, 2, None, 3], top=5).count("M") == 2
    assert pictures.path([None, None], top=5) == ""


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(0, 0, "–"), (1, 1, "100 %"), (0, 7, "0 %"), (1, 3, "33,3 %"), (2, 3, "66,7 %"), (9999, 10000, "100 %")],
)
def test_shares_are_written_to_one_decimal(part: int, whole: int, written: str) -> None:
    assert rates.percent(part, whole) == written


def test_half_a_tenth_goes_up() -> None:
    assert rates.share(5, 10_000) == 0.1
    assert rates.share(4, 10_000) == 0.0
