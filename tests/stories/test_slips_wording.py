"""How official papers say moments, periods, places and the letters of their numbers."""

from collections.abc import Sequence
from datetime import date

import pytest

from motcua.effects.slips import wording
from motcua.foundation.calendar.arithmetic import Period, Unit
from motcua.foundation.organisations.models import Agency
from tests.world import World, moment


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 11, 19), "19 tháng 11 năm 2026"),
        (date(2026, 2, 5), "05 tháng 02 năm 2026"),
        (date(2026, 3, 1), "01 tháng 3 năm 2026"),
    ],
)
def test_days_are_written_so_that_no_figure_can_be_added(value: date, said: str) -> None:
    assert wording.day(value) == said


def test_moments_are_said_in_legal_time() -> None:
    assert wording.hour_and_day(moment("2026-11-19T09:05")) == "09 giờ 05 phút, ngày 19 tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ([Period(3, Unit.WORKING_DAY)], "3 ngày làm việc"),
        ([Period(1, Unit.SAME_DAY)], "trong ngày làm việc"),
        ([Period(3, Unit.HALF_DAY)], "1,5 ngày làm việc"),
        ([Period(8, Unit.HOUR)], "8 giờ làm việc"),
        ([Period(20, Unit.DAY)], "20 ngày"),
        ([Period(2, Unit.MONTH)], "2 tháng"),
        ([Period(10, Unit.WORKING_DAY), Period(5, Unit.WORKING_DAY)], "10 ngày làm việc cộng 5 ngày làm việc"),
    ],
)
def test_limits_are_said_in_their_own_unit(limits: Sequence[Period], said: str) -> None:
    assert wording.periods(limits) == said


@pytest.mark.parametrize(
    ("code", "letters", "seat"),
    [
        ("H99.1", "UBND", "Minh Tân"),
        ("H99.1.1", "TTPVHCC", "Minh Tân"),
        ("H99.5", "SXD", "Sông Lam"),
        ("G01.99.2", "CA", "Hoa Ban"),
        ("H99.3.1", "CNVPĐKĐĐS1", "Minh Tân"),
        ("G24.99", "BHXH", "Sông Lam"),
        ("G12.99", "T", "Sông Lam"),
    ],
)
def test_a_paper_is_numbered_and_placed_by_who_issues_it(world: World, code: str, letters: str, seat: str) -> None:
    agency = Agency.objects.get(code=code)

    assert (wording.letters(agency), wording.seat(agency)) == (letters, seat)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"province": "99", "commune": "99001", "detail": "12 phố Chợ"}, "12 phố Chợ, Phường Minh Tân, Tỉnh Sông Lam"),
        ({"old": "Thôn 3, xã Kim Liên, huyện Nam Đàn"}, "Thôn 3, xã Kim Liên, huyện Nam Đàn"),
        ({"detail": "12 phố Chợ"}, "12 phố Chợ"),
        ({}, ""),
    ],
)
def test_addresses_are_said_with_the_names_of_their_places(world: World, parts: dict[str, str], said: str) -> None:
    assert wording.address(parts) == said
